// Where lines break.
#include "compiler/emit/cpp/code.h"

#include <algorithm>

namespace perdure::emit::cpp {

namespace {

// The place to go on from after a break, and how far what follows is indented.
struct Break {
  std::size_t at = std::string_view::npos;
  std::size_t indent = 0;
};

// Skips a string or character literal that begins at `at`; yields its end.
std::size_t literal_end(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (++at; at < text.size() && text[at] != quote; ++at) {
    if (text[at] == '\\') ++at;
  }
  return at;
}

// The next `(` that stands in no literal. `from` stands in none.
std::size_t next_bracket(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == '(') return i;
    if (text[i] == '"' || text[i] == '\'') i = literal_end(text, i);
  }
  return std::string_view::npos;
}

bool is_operator(std::string_view text, std::size_t at) {
  for (const std::string_view op : {" && ", " || ", " + ", " - ", " * ", " / ", " == ", " != "}) {
    if (text.substr(at, op.size()) == op) return true;
  }
  return false;
}

// The best place to break a line of which `limit` characters fit: the last one within the fewest brackets
// that is not in front of everything.
// `deeper`: how far what follows is indented where no bracket says so.
Break find_break(std::string_view text, std::size_t indent, std::size_t deeper, std::size_t limit) {
  std::vector<std::size_t> open;  // The columns after the brackets that are open.
  Break best;
  std::size_t best_depth = std::string_view::npos;
  const auto offer = [&](std::size_t at, std::size_t depth, std::size_t column) {
    if (depth > best_depth) return;
    best = {at, column};
    best_depth = depth;
  };
  for (std::size_t i = indent; i < text.size() && i < limit; ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = literal_end(text, i);
      continue;
    }
    const bool of_template = c == '<' && i > 0 && i + 1 < text.size() && text[i - 1] != ' ';
    if (c == '(' || c == '{' || c == '[' || of_template) {
      open.push_back(i + 1);
    } else if ((c == ')' || c == '}' || c == ']' || (c == '>' && text[i - 1] != ' ')) &&
               !open.empty()) {
      open.pop_back();
    } else if (c == ',' && i + 1 < limit && i + 1 < text.size() && text[i + 1] == ' ') {
      offer(i + 2, open.size(), open.empty() ? deeper : open.back());
    } else if (c == ' ' && is_operator(text, i)) {
      const std::size_t after = text.find(' ', i + 1) + 1;
      if (after <= limit) offer(after, open.size(), open.empty() ? deeper : open.back());
    } else if (text.substr(i, 3) == " = " && open.empty()) {
      offer(i + 3, 1, deeper);
    }
  }
  return best;
}

}  // namespace

namespace {

// The lines that `rest`, of which `indent` characters are blanks, is broken into.
std::vector<std::string> broken(std::string rest, std::size_t indent) {
  std::vector<std::string> lines;
  std::size_t first = indent;
  while (rest.size() > Columns) {
    const std::size_t deeper = first == indent ? indent + 4 : first;
    const Break at = find_break(rest, first, deeper, Columns);
    if (at.at == std::string_view::npos || at.at >= rest.size()) break;
    std::string begin = rest.substr(0, at.at);
    begin.erase(begin.find_last_not_of(' ') + 1);
    lines.push_back(std::move(begin));
    rest = std::string(at.indent, ' ') + rest.substr(at.at);
    first = at.indent;
  }
  lines.push_back(std::move(rest));
  return lines;
}

bool fit(const std::vector<std::string>& lines) {
  return std::all_of(lines.begin(), lines.end(),
                     [](const std::string& line) { return line.size() <= Columns; });
}

}  // namespace

void Code::line(std::string_view text) {
  if (text.empty()) return blank();
  const std::size_t indent = static_cast<std::size_t>(depth_) * 2;
  const std::string whole = std::string(indent, ' ') + std::string(text);
  std::vector<std::string> lines = broken(whole, indent);
  // Where what is aligned with a bracket does not fit, it stands below the bracket's line instead.
  for (std::size_t open = next_bracket(text, 0); !fit(lines) && open != std::string_view::npos;
       open = next_bracket(text, open + 1)) {
    if (indent + open + 1 > Columns) break;
    std::vector<std::string> below = {whole.substr(0, indent + open + 1)};
    const std::string inside = std::string(indent + 4, ' ') + std::string(text.substr(open + 1));
    for (std::string& each : broken(inside, indent + 4)) below.push_back(std::move(each));
    if (fit(below)) lines = std::move(below);
  }
  for (const std::string& each : lines) text_ += each + "\n";
}

void Code::comment(std::string_view text) {
  const std::string begin = std::string(static_cast<std::size_t>(depth_) * 2, ' ') + "//";
  while (!text.empty()) {
    const std::size_t room = Columns - begin.size() - 1;
    std::size_t end = text.size();
    if (end > room) {
      end = text.rfind(' ', room);
      if (end == std::string_view::npos || end == 0) end = text.find(' ');
      end = std::min(end, text.size());
    }
    text_ += begin + " ";
    text_ += text.substr(0, end);
    text_ += "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += separator;
    text += part;
  }
  return text;
}

std::string unindented(const std::string& text, std::size_t by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::size_t begin = text[at] == ' ' ? std::min(at + by, end) : at;
    out.append(text, begin, end - begin);
    out += '\n';
    at = end + 1;
  }
  if (!out.empty()) out.pop_back();
  return out;
}

std::string shortened(std::string definition) {
  if (definition.ends_with("{\n}\n")) {
    definition.erase(definition.size() - 3, 1);
    return definition;
  }
  // The signature, the body, the brace: the last three lines.
  if (!definition.ends_with(";\n}\n")) return definition;
  const std::size_t body = definition.rfind('\n', definition.size() - 4) + 1;
  const std::string_view above = std::string_view(definition).substr(0, body);
  if (!above.ends_with(") {\n") && !above.ends_with(") const {\n")) return definition;
  const std::size_t before = definition.rfind('\n', body - 2);
  const std::size_t first = before == std::string::npos ? 0 : before + 1;
  if (definition[first] == ' ' || above.substr(0, first).ends_with(">\n")) return definition;
  std::string line = definition.substr(first, body - first - 1);
  line += " " + definition.substr(body + 2, definition.size() - body - 5) + " }\n";
  return line.size() > Columns + 1 ? definition : definition.substr(0, first) + line;
}

std::string file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace perdure::emit::cpp

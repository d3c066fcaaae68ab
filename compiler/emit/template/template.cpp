// Reading and expanding templates. See template.h.
#include "compiler/emit/template/template.h"

#include <algorithm>

namespace perdure::emit {

struct Template::Node {
  enum class Kind { Text, Value, For, If };
  Kind kind = Kind::Text;
  std::string text;  // The text itself, or the name.
  std::string separator;
  std::size_t line = 0;
  bool alone = false;  // A value that stands alone on its line; its newline belongs to it.
  std::string indent;  // What stands before it there.
  std::vector<Node> body;
  std::vector<Node> otherwise;
};

namespace {

using Node = Template::Node;

constexpr std::string_view Blanks = " \t";

[[noreturn]] void fail(const std::string& name, std::size_t line, const std::string& what) {
  throw TemplateError(name + ":" + std::to_string(line) + ": " + what);
}

class Reader {
 public:
  Reader(const std::string& name, std::string_view text) : name_(name), text_(text) {}

  std::vector<Node> read() {
    std::vector<Node> nodes;
    const std::string end = read_into(nodes);
    if (!end.empty()) fail(name_, closed_at_, "`" + end + "` without a beginning");
    return nodes;
  }

 private:
  // Reads up to the `end` or `else` that closes, which it returns, or to the end of the text.
  std::string read_into(std::vector<Node>& nodes) {
    while (at_ < text_.size()) {
      const std::size_t open = text_.find("<%", at_);
      if (open == std::string_view::npos) {
        add_text(nodes, text_.substr(at_));
        at_ = text_.size();
        break;
      }
      add_text(nodes, text_.substr(at_, open - at_));
      const std::size_t close = text_.find("%>", open);
      if (close == std::string_view::npos) fail(name_, line_, "a tag without `%>`");
      const std::string_view tag = text_.substr(open + 2, close - open - 2);
      const bool is_alone = alone(open, close + 2);
      at_ = close + 2;
      const std::string closing = add_tag(nodes, tag, is_alone);
      if (!closing.empty()) return closing;
    }
    return {};
  }

  // Whether nothing else stands on the tag's line.
  bool alone(std::size_t open, std::size_t close) const {
    const std::size_t begin = text_.substr(0, open).find_last_not_of(Blanks);
    const std::size_t end = text_.find_first_not_of(Blanks, close);
    return (begin == std::string_view::npos || text_[begin] == '\n') &&
           (end == std::string_view::npos || text_[end] == '\n');
  }

  // Removes the blanks before a tag that is alone, and skips to the next line. Yields the blanks.
  std::string take_line(std::vector<Node>& nodes) {
    std::string indent;
    if (!nodes.empty() && nodes.back().kind == Node::Kind::Text) {
      std::string& text = nodes.back().text;
      const std::size_t last = text.find_last_not_of(Blanks);
      const std::size_t begin = last == std::string::npos ? 0 : last + 1;
      indent = text.substr(begin);
      text.resize(begin);
    }
    const std::size_t end = text_.find('\n', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    return indent;
  }

  std::string add_tag(std::vector<Node>& nodes, std::string_view tag, bool is_alone) {
    const std::size_t space = tag.find(' ');
    const std::string_view word = tag.substr(0, space);
    Node node;
    node.line = line_;
    node.alone = is_alone;
    if (is_alone) {
      node.indent = take_line(nodes);
      ++line_;
    }
    if (word == "end" || word == "else") {
      closed_at_ = node.line;
      return std::string(word);
    }
    if (word == "for" || word == "if") {
      if (space == std::string_view::npos)
        fail(name_, node.line, "`" + std::string(word) + "` of what?");
      read_section(node, word, tag.substr(space + 1));
    } else {
      if (space != std::string_view::npos) {
        fail(name_, node.line, "unknown tag `" + std::string(tag) + "`");
      }
      node.kind = Node::Kind::Value;
      node.text = tag;
    }
    nodes.push_back(std::move(node));
    return {};
  }

  void read_section(Node& node, std::string_view word, std::string_view rest) {
    node.kind = word == "for" ? Node::Kind::For : Node::Kind::If;
    const std::size_t quote = rest.find(" \"");
    node.text = rest.substr(0, quote);
    if (quote != std::string_view::npos) node.separator = unquoted(rest.substr(quote + 2));
    std::string end = read_into(node.body);
    if (end == "else" && node.kind == Node::Kind::If) end = read_into(node.otherwise);
    if (end != "end") fail(name_, node.line, "`" + node.text + "` is not ended");
  }

  static std::string unquoted(std::string_view text) {
    std::string result;
    for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
      const bool newline = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
      result += newline ? '\n' : text[i];
      if (newline) ++i;
    }
    return result;
  }

  void add_text(std::vector<Node>& nodes, std::string_view text) {
    if (text.empty()) return;
    Node node;
    node.text = text;
    node.line = line_;
    for (const char c : text) line_ += c == '\n';
    nodes.push_back(std::move(node));
  }

  const std::string& name_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t closed_at_ = 0;  // The line of the last `end` or `else`.
};

class Expander {
 public:
  explicit Expander(const std::string& name) : name_(name) {}

  void expand(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) expand(node);
  }

  std::vector<const Values*> scopes;
  std::string out;

 private:
  void expand(const Node& node) {
    switch (node.kind) {
      case Node::Kind::Text:
        out += node.text;
        return;
      case Node::Kind::Value:
        return expand_value(node);
      case Node::Kind::If:
        return expand(holds(node) ? node.body : node.otherwise);
      case Node::Kind::For:
        return expand_list(node);
    }
  }

  const Values::Value& value(const Node& node) const {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
      if (const Values::Value* found = (*scope)->find(node.text)) return *found;
    }
    fail(name_, node.line, "no value named `" + node.text + "`");
  }

  bool holds(const Node& node) const {
    const Values::Value& found = value(node);
    if (const bool* flag = std::get_if<bool>(&found)) return *flag;
    if (const auto* text = std::get_if<std::string>(&found)) return !text->empty();
    return !std::get<Values::List>(found).empty();
  }

  void expand_value(const Node& node) {
    const auto* text = std::get_if<std::string>(&value(node));
    if (!text) fail(name_, node.line, "`" + node.text + "` is no text");
    if (!node.alone) {
      out += *text;
      return;
    }
    for (std::size_t at = 0; at < text->size();) {
      const std::size_t end = std::min(text->find('\n', at), text->size());
      if (end != at) out += node.indent;
      out.append(*text, at, end - at);
      out += '\n';
      at = end + 1;
    }
  }

  void expand_list(const Node& node) {
    const auto* list = std::get_if<Values::List>(&value(node));
    if (!list) fail(name_, node.line, "`" + node.text + "` is no list");
    bool first = true;
    for (const Values& values : *list) {
      if (!first) out += node.separator;
      first = false;
      scopes.push_back(&values);
      expand(node.body);
      scopes.pop_back();
    }
  }

  const std::string& name_;
};

}  // namespace

Template::Template(std::string_view name, std::string_view text) : name_(name) {
  nodes_ = std::make_shared<const std::vector<Node>>(Reader(name_, text).read());
}

std::string Template::expand(const Values& values) const {
  Expander expander(name_);
  expander.scopes.push_back(&values);
  expander.expand(*nodes_);
  return std::move(expander.out);
}

}  // namespace perdure::emit

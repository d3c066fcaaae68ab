// Reading what stands between words. See remarks.h.
#include "compiler/format/remarks.h"

#include <algorithm>

namespace perdure::format {

namespace {

constexpr std::string_view White = " \t\r";

std::string_view without_end(std::string_view line) {
  return line.substr(0, line.find_last_not_of(White) + 1);
}

// `\n`, `\r\n` and `\r` each end a line.
int count_lines(std::string_view text) {
  int lines = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool half = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (!half && (text[at] == '\n' || text[at] == '\r')) ++lines;
  }
  return lines;
}

std::size_t column_of(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const std::size_t end = before.find_last_of("\r\n");
  return columns(end == std::string_view::npos ? before : before.substr(end + 1));
}

}  // namespace

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

bool Remark::ends_line() const {
  return text.substr(0, 2) == "//" || text.find_first_of("\r\n") != std::string_view::npos;
}

std::string Remark::moved(std::size_t new_column) const {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    std::string_view line = without_end(text.substr(at, end - at));
    if (at > 0) {
      out += '\n';
      const std::size_t indent = std::min(line.find_first_not_of(White), line.size());
      if (new_column < column) {
        line.remove_prefix(std::min(indent, column - new_column));
      } else if (!line.empty()) {
        out.append(new_column - column, ' ');
      }
    }
    out += line;
    at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return out;
}

bool Between::breaks() const {
  return !remarks.empty() &&
         (lines_before_word > 0 || std::any_of(remarks.begin(), remarks.end(), [](const Remark& r) {
            return r.lines_before > 0 || r.ends_line();
          }));
}

std::vector<Between> between_words(const source::Files& files, source::FileId file,
                                   const parse::Tree& tree) {
  const std::string_view text = files.text(file);
  std::vector<Between> between(tree.words.size() + 1);
  std::uint32_t end = 0;  // Of what came before.
  std::size_t next = 0;
  for (std::uint32_t word = 0; word <= tree.words.size(); ++word) {
    for (; next < tree.comments.size() && tree.comments[next].before == word; ++next) {
      const source::Range range = tree.comments[next].range;
      Remark remark;
      remark.text = without_end(files.text(range));
      remark.column = column_of(text, range.begin);
      remark.lines_before = count_lines(text.substr(end, range.begin - end));
      between[word].remarks.push_back(remark);
      end = range.end;
    }
    if (word == tree.words.size()) break;
    const source::Range range = tree.words[word].range;
    between[word].lines_before_word = count_lines(text.substr(end, range.begin - end));
    end = range.end;
  }
  return between;
}

}  // namespace perdure::format

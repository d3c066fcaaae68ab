// The stage from end to end, and the proof that nothing was lost on the way. See format.h.
#include "compiler/format/format.h"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "compiler/format/layout.h"
#include "compiler/format/print.h"
#include "compiler/parse/tree.h"

namespace perdure::format {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

// A comment without the white space that formatting may change: that around its lines.
std::string squeezed(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    std::string_view line = text.substr(at, end - at);
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
    out += line;
    out += '\n';
    at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
  }
  return out;
}

bool says_the_same(const source::Files& files, const parse::Tree& a, const source::Files& others,
                   const parse::Tree& b) {
  return std::equal(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(),
                    [&](const parse::Word& x, const parse::Word& y) {
                      return files.text(x.range) == others.text(y.range);
                    }) &&
         std::equal(a.comments.begin(), a.comments.end(), b.comments.begin(), b.comments.end(),
                    [&](const parse::Comment& x, const parse::Comment& y) {
                      return x.before == y.before &&
                             squeezed(files.text(x.range)) == squeezed(others.text(y.range));
                    });
}

// As the first line of the file ends.
std::string with_line_ends(std::string text, std::string_view original) {
  const std::size_t end = original.find('\n');
  if (end == std::string_view::npos || end == 0 || original[end - 1] != '\r') return text;
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace

std::optional<std::string> format(const source::Files& files, source::FileId file,
                                  Reporter& report) {
  const std::optional<parse::Tree> tree = parse::read_tree(files, file, report);
  if (!tree) return std::nullopt;
  const std::string_view original = files.text(file);
  const Words words(files, *tree);
  std::string text = with_line_ends(print(files, file, words, lay_out(words)), original);
  if (original.substr(0, ByteOrderMark.size()) == ByteOrderMark) {
    text.insert(0, ByteOrderMark);
  }

  source::Files formatted;
  const source::FileId again = formatted.add(files.name(file), text);
  Reporter nobody;
  const std::optional<parse::Tree> now = parse::read_tree(formatted, again, nobody);
  if (!now || !says_the_same(files, *tree, formatted, *now)) {
    throw std::logic_error("formatting would have changed `" + files.name(file) +
                           "`, which is a defect of the formatter; it is left as it was");
  }
  return text;
}

}  // namespace perdure::format

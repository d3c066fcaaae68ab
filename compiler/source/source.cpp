// Files of a compilation, and the lines and columns of their offsets. See source.h.
#include "compiler/source/source.h"

#include <algorithm>
#include <utility>

namespace perdure::source {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

}  // namespace

FileId Files::add(std::string name, std::string text) {
  File file{std::move(name), std::move(text), {0}};
  for (std::size_t at = 0; at < file.text.size(); ++at) {
    if (file.text[at] == '\n') file.line_starts.push_back(static_cast<std::uint32_t>(at + 1));
  }
  files_.push_back(std::move(file));
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

std::size_t Files::size() const { return files_.size(); }

const std::string& Files::name(FileId file) const { return files_[file.index].name; }

std::string_view Files::text(FileId file) const { return files_[file.index].text; }

std::string_view Files::text(Range range) const {
  return text(range.file).substr(range.begin, range.end - range.begin);
}

Position Files::position(FileId file, std::uint32_t offset) const {
  const std::vector<std::uint32_t>& starts = files_[file.index].line_starts;
  const auto after = std::upper_bound(starts.begin(), starts.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - starts.begin());
  std::string_view before = text(file).substr(*(after - 1), offset - *(after - 1));
  // Editors do not show the mark, and do not count it.
  if (line == 1 && before.substr(0, ByteOrderMark.size()) == ByteOrderMark) {
    before.remove_prefix(ByteOrderMark.size());
  }
  const auto column = std::count_if(before.begin(), before.end(), begins_code_point);
  return {line, static_cast<std::uint32_t>(column) + 1};
}

std::string_view Files::line(FileId file, std::uint32_t line) const {
  const std::vector<std::uint32_t>& starts = files_[file.index].line_starts;
  if (line == 0 || line > starts.size()) return {};
  std::string_view found = text(file).substr(starts[line - 1]);
  found = found.substr(0, found.find('\n'));
  if (!found.empty() && found.back() == '\r') found.remove_suffix(1);
  if (line == 1 && found.substr(0, ByteOrderMark.size()) == ByteOrderMark) {
    found.remove_prefix(ByteOrderMark.size());
  }
  return found;
}

}  // namespace perdure::source

#include "runtime/store/rows/text.h"

#include <perdure/store.h>
#include <perdure/utf8.h>

#include <algorithm>
#include <cstddef>

namespace perdure {
namespace {

constexpr std::size_t MaxReadable = 4000;

}  // namespace

namespace rows {

bool is_plain_text(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.size == 0) return false;
    if (point.value < 0x20 || (point.value >= 0x7f && point.value <= 0x9f)) return false;
    text.remove_prefix(point.size);
  }
  return true;
}

std::string readable(std::string_view text) {
  constexpr std::string_view Replacement = "\xef\xbf\xbd";
  constexpr std::string_view Ellipsis = "\xe2\x80\xa6";
  std::string out;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const bool keep = point.size != 0 && point.value != 0;
    const std::size_t size = keep ? point.size : 1;
    const std::string_view next = keep ? text.substr(0, size) : Replacement;
    const std::size_t room = text.size() > size ? MaxReadable - Ellipsis.size() : MaxReadable;
    if (out.size() + next.size() > room) {
      out += Ellipsis;
      break;
    }
    out += next;
    text.remove_prefix(size);
  }
  return out;
}

std::string joined_lines(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) {
    if (&name != &names.front()) text += '\n';
    text += name;
  }
  return text;
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    names.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

}  // namespace rows

bool is_session_id(std::string_view id) {
  return !id.empty() && id.size() <= 200 && rows::is_plain_text(id);
}

}  // namespace perdure

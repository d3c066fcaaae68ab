#include <perdure/scxml.h>

namespace perdure::scxml {
namespace {

bool matches_one(std::string_view descriptor, std::string_view event) {
  if (descriptor == "*") return true;
  if (descriptor.ends_with(".*")) descriptor.remove_suffix(2);
  if (descriptor.ends_with('.')) descriptor.remove_suffix(1);
  if (!event.starts_with(descriptor)) return false;
  return event.size() == descriptor.size() || descriptor.empty() || event[descriptor.size()] == '.';
}

}  // namespace

bool matches(std::string_view descriptors, std::string_view event) {
  constexpr std::string_view Blanks = " \t\n\r";
  for (;;) {
    const std::size_t begin = descriptors.find_first_not_of(Blanks);
    if (begin == std::string_view::npos) return false;
    descriptors.remove_prefix(begin);
    const std::size_t end = std::min(descriptors.find_first_of(Blanks), descriptors.size());
    if (matches_one(descriptors.substr(0, end), event)) return true;
    descriptors.remove_prefix(end);
  }
}

}  // namespace perdure::scxml

// Reading times. See delay.h.
#include "compiler/scxml/delay.h"

#include <algorithm>
#include <iterator>

namespace perdure::scxml {

bool is_delay(std::string_view text) {
  const std::size_t unit = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, unit);
  const auto points = std::count(number.begin(), number.end(), '.');
  if (points > 1 || number.size() <= static_cast<std::size_t>(points)) return false;
  constexpr std::string_view Units[] = {"ms", "s", "m", "h", "d"};
  return std::find(std::begin(Units), std::end(Units), text.substr(unit)) != std::end(Units);
}

}  // namespace perdure::scxml

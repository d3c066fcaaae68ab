// The target of a request, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::console {

// `text` with each %XX as its byte, and in a query each `+` as a space. Nothing where that is not UTF-8, holds a NUL, or a
// `%` stands alone.
std::optional<std::string> decoded(std::string_view text, bool in_query);

struct Target {
  std::vector<std::string> path;  // Its segments, decoded: {"api", "sessions", "order/1"}.
  std::vector<std::pair<std::string, std::string>> query;  // Decoded, in their order.
};

// Throws Refusal for one that is none.
Target parse_target(std::string_view target);

}  // namespace perdure::console

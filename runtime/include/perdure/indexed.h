// What sessions can be found by: parameters and data marked `@indexed`.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace perdure {

// Enums are their names; nothing, where an optional has none.
using IndexedValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, Duration, Timestamp>;

struct IndexedAttribute {
  std::string_view name;  // As the chart has it. Lives as long as the program.
  IndexedValue value;

  bool operator==(const IndexedAttribute&) const = default;
};

namespace machine {

template <class Value>
IndexedValue indexed(const Value& value) {
  if constexpr (std::is_enum_v<Value>) {
    return std::string(name_of(value));  // Generated beside the enum.
  } else if constexpr (requires { value.has_value(); }) {
    return value ? indexed(*value) : IndexedValue();
  } else {
    return value;
  }
}

}  // namespace machine
}  // namespace perdure

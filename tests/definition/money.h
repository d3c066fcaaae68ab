// Types of a program: one that writes the same for every value, and one that does not.
#pragma once

#include <cereal/types/string.hpp>
#include <cereal/types/variant.hpp>
#include <compare>
#include <cstdint>
#include <string>
#include <variant>

namespace travel {

struct Money {
  std::int64_t units = 0;
  auto operator<=>(const Money&) const = default;
  friend Money operator+(Money a, Money b) { return {a.units + b.units}; }
  friend Money operator-(Money a, Money b) { return {a.units - b.units}; }
  friend Money operator*(Money a, Money b) { return {a.units * b.units}; }
  friend Money operator/(Money a, Money b) { return {a.units / b.units}; }
  template <class Archive>
  void serialize(Archive& archive) {
    archive(units);
  }
};

struct Odd {
  std::variant<std::int64_t, std::string> value;
  bool operator==(const Odd&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(value);
  }
};

}  // namespace travel

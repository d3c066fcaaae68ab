// An amount of money, in the smallest unit of its currency: the C++ behind `extern type Money`.
#pragma once

#include <compare>
#include <cstdint>
#include <perdure/error.h>

namespace shop {

struct Money {
  std::int64_t units = 0;

  auto operator<=>(const Money&) const = default;
  Money& operator+=(const Money& other) { return *this = *this + other; }
  Money& operator-=(const Money& other) { return *this = *this - other; }
  Money& operator*=(const Money& other) { return *this = *this * other; }
  Money& operator/=(const Money& other) { return *this = *this / other; }

  // An amount that does not fit raises error.execution in the chart, as an `int` that overflows does.
  friend Money operator+(const Money& a, const Money& b) {
    Money sum;
    if (__builtin_add_overflow(a.units, b.units, &sum.units)) throw_overflow();
    return sum;
  }
  friend Money operator-(const Money& a, const Money& b) {
    Money difference;
    if (__builtin_sub_overflow(a.units, b.units, &difference.units)) throw_overflow();
    return difference;
  }
  // Times a count, and divided by one: `price * Money(units: quantity)`.
  friend Money operator*(const Money& a, const Money& count) {
    Money product;
    if (__builtin_mul_overflow(a.units, count.units, &product.units)) throw_overflow();
    return product;
  }
  friend Money operator/(const Money& a, const Money& count) {
    if (count.units == 0) throw perdure::ExecutionError("an amount divided by zero");
    if (count.units == -1) return Money{} - a;
    return Money{a.units / count.units};
  }

  template <class Archive>
  void serialize(Archive& archive) {
    archive(units);
  }

 private:
  [[noreturn]] static void throw_overflow() { throw perdure::ExecutionError("an amount too large"); }
};

}  // namespace shop

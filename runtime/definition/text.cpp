#include "runtime/definition/text.h"

#include <chrono>
#include <cstdio>

namespace perdure::definition {

std::string hexadecimal(std::span<const std::byte> bytes) {
  static constexpr char Digits[] = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const std::byte byte : bytes) {
    text += Digits[std::to_integer<unsigned>(byte >> 4)];
    text += Digits[std::to_integer<unsigned>(byte & std::byte{15})];
  }
  return text;
}

std::string duration_text(Duration duration) {
  struct Unit {
    const char* name;
    std::int64_t length;
  };
  static constexpr std::int64_t Second = 1'000'000;
  static constexpr Unit Units[] = {{"d", 86'400 * Second}, {"h", 3'600 * Second},
                                   {"m", 60 * Second},     {"s", Second},
                                   {"ms", 1'000},          {"us", 1}};
  if (duration.count() == 0) return "0s";
  for (const Unit& unit : Units) {
    if (duration.count() % unit.length == 0) {
      return std::to_string(duration.count() / unit.length) + unit.name;
    }
  }
  return "";
}

std::string timestamp_text(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  constexpr std::chrono::sys_days First{std::chrono::year(0) / 1 / 1};
  constexpr std::chrono::sys_days End{std::chrono::year(10000) / 1 / 1};
  if (day < First || day >= End) return std::to_string(time.time_since_epoch().count()) + "us";
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[40];
  std::snprintf(
      text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return text;
}

}  // namespace perdure::definition

#include "runtime/definition/text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <limits>

namespace perdure::definition {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t length;  // In microseconds.
};
constexpr std::int64_t Second = 1'000'000;
// Longest first.
constexpr Unit Units[] = {{"d", 86'400 * Second}, {"h", 3'600 * Second}, {"m", 60 * Second},
                          {"s", Second},          {"ms", 1'000},         {"us", 1}};

// As many digits as that, and nothing else; from 0.
std::optional<int> digits(std::string_view text, std::size_t count) {
  if (text.size() != count) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

std::optional<int> hexadecimal_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

// "12:00:00", "12:00:00.5".
std::optional<Duration> parse_clock(std::string_view text) {
  if (text.size() < 8 || text[2] != ':' || text[5] != ':') return std::nullopt;
  const auto hour = digits(text.substr(0, 2), 2);
  const auto minute = digits(text.substr(3, 2), 2);
  const auto second = digits(text.substr(6, 2), 2);
  if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59)
    return std::nullopt;
  Duration time =
      std::chrono::hours(*hour) + std::chrono::minutes(*minute) + std::chrono::seconds(*second);
  text.remove_prefix(8);
  if (text.empty()) return time;
  const std::string_view part = text.substr(1);
  auto fraction = digits(part, part.size());
  if (text[0] != '.' || part.empty() || part.size() > 6 || !fraction) return std::nullopt;
  for (std::size_t i = part.size(); i < 6; ++i) *fraction *= 10;
  return time + Duration(*fraction);
}

}  // namespace

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
  if (duration.count() == 0) return "0s";
  for (const Unit& unit : Units) {
    if (duration.count() % unit.length == 0) {
      return std::to_string(duration.count() / unit.length) + std::string(unit.name);
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

std::string not_finite_text(double value) {
  return std::isnan(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
}

std::optional<double> not_finite(std::string_view text) {
  using Limits = std::numeric_limits<double>;
  if (text == "NaN") return Limits::quiet_NaN();
  if (text == "Infinity") return Limits::infinity();
  if (text == "-Infinity") return -Limits::infinity();
  return std::nullopt;
}

std::optional<Bytes> parse_hexadecimal(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const auto high = hexadecimal_digit(text[i]);
    const auto low = hexadecimal_digit(text[i + 1]);
    if (!high || !low) return std::nullopt;
    bytes.push_back(static_cast<std::byte>(16 * *high + *low));
  }
  return bytes;
}

std::optional<Duration> parse_duration(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  std::int64_t all = 0;
  std::int64_t longest = std::numeric_limits<std::int64_t>::max();
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    std::uint64_t count = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, count);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t letters = std::min(text.find_first_of("0123456789"), text.size());
    const Unit* unit = std::find_if(std::begin(Units), std::end(Units), [&](const Unit& each) {
      return each.name == text.substr(0, letters) && each.length < longest;
    });
    if (unit == std::end(Units)) return std::nullopt;
    text.remove_prefix(letters);
    longest = unit->length;
    // Down from nothing, for there is one more below it than above.
    std::int64_t part = 0;
    if (__builtin_mul_overflow(count, -unit->length, &part) ||
        __builtin_add_overflow(all, part, &all)) {
      return std::nullopt;
    }
  }
  if (is_negative) return Duration(all);
  if (all == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return Duration(-all);
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
  if (text.ends_with("us")) {
    const std::optional<Duration> since = parse_duration(text);
    return since ? std::optional(Timestamp(*since)) : std::nullopt;
  }
  if (text.size() < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
      text.back() != 'Z') {
    return std::nullopt;
  }
  const auto year = digits(text.substr(0, 4), 4);
  const auto month = digits(text.substr(5, 2), 2);
  const auto day = digits(text.substr(8, 2), 2);
  const auto clock = parse_clock(text.substr(11, text.size() - 12));
  if (!year || !month || !day || !clock) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return Timestamp(std::chrono::sys_days(date).time_since_epoch()) + *clock;
}

}  // namespace perdure::definition

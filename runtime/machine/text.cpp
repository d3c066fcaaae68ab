// Texts assigned, and the text of numbers and times.
#include <perdure/text.h>

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace perdure {

namespace {

std::string padded(std::int64_t value, std::size_t digits) {
  std::string text = std::to_string(value);
  return text.size() < digits ? std::string(digits - text.size(), '0') + text : text;
}

}  // namespace

void assign(std::string& to, std::string_view from) { to = from; }
void assign(std::string& to, const char* from) { to = from; }
void assign(std::string& to, std::string&& from) { to = std::move(from); }

std::string text_of(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return std::string(digits.data(), end);
}

std::string text_of(Duration value) {
  struct Unit {
    std::uint64_t microseconds;
    std::string_view name;
  };
  static constexpr std::array<Unit, 6> Units{{{86'400'000'000, "d"},
                                              {3'600'000'000, "h"},
                                              {60'000'000, "m"},
                                              {1'000'000, "s"},
                                              {1'000, "ms"},
                                              {1, "us"}}};
  if (value.count() == 0) return "0s";
  // Unsigned, since the least duration has no positive counterpart.
  auto rest = static_cast<std::uint64_t>(value.count());
  std::string text;
  if (value.count() < 0) {
    rest = 0 - rest;
    text = "-";
  }
  for (const Unit& unit : Units) {
    if (rest < unit.microseconds) continue;
    text += std::to_string(rest / unit.microseconds);
    text += unit.name;
    rest %= unit.microseconds;
  }
  return text;
}

std::string text_of(Timestamp value) {
  const auto day = std::chrono::floor<std::chrono::days>(value);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(value - day);
  std::string text = padded(static_cast<int>(date.year()), 4) + "-" +
                     padded(static_cast<unsigned>(date.month()), 2) + "-" +
                     padded(static_cast<unsigned>(date.day()), 2) + "T" +
                     padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) +
                     ":" + padded(time.seconds().count(), 2);
  if (time.subseconds().count() != 0) text += "." + padded(time.subseconds().count(), 6);
  return text + "Z";
}

std::string fill(std::string_view pattern, std::initializer_list<std::string> values) {
  std::string text;
  auto value = values.begin();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool brace = (c == '{' || c == '}') && i + 1 < pattern.size();
    if (brace && pattern[i + 1] == c) {
      text += c;
      ++i;
    } else if (brace && c == '{' && pattern[i + 1] == '}' && value != values.end()) {
      text += *value++;
      ++i;
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace perdure

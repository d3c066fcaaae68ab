#include "runtime/view/time.h"

#include <fmt/format.h>
#include <perdure/error.h>

#include <charconv>
#include <chrono>
#include <string>

namespace perdure::view {
namespace {

// Reads what it is told from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  // So many digits.
  int number(std::size_t digits) {
    int value = 0;
    const std::string_view part = text_.substr(0, digits);
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    good_ = good_ && part.size() == digits && error == std::errc() &&
            end == part.data() + part.size() && part[0] != '-';
    text_.remove_prefix(part.size());
    return value;
  }
  bool sign(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void need(char c) { good_ = sign(c) && good_; }
  // Of a second, behind its point: any number of digits.
  Duration fraction() {
    Duration value{0};
    std::int64_t unit = 100'000;
    const std::size_t before = text_.size();
    for (; !text_.empty() && text_[0] >= '0' && text_[0] <= '9';
         text_.remove_prefix(1), unit /= 10) {
      value += Duration((text_[0] - '0') * unit);
    }
    good_ = good_ && text_.size() < before;
    return value;
  }
  bool at_end() const { return text_.empty(); }
  bool good() const { return good_; }

 private:
  std::string_view text_;
  bool good_ = true;
};

}  // namespace

std::string time_text(Timestamp time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  // std::chrono::year ends at 32767; a delay without end is due much later.
  constexpr std::chrono::sys_days End{std::chrono::year(10000) / 1 / 1};
  if (day >= End) return "never";
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - day));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

std::string time_text(const std::optional<Timestamp>& time, std::string_view otherwise) {
  return time ? time_text(*time) : std::string(otherwise);
}

Duration parse_age(std::string_view text) {
  constexpr std::int64_t Most = 100'000;  // Years of any use, and no overflow.
  std::int64_t count = 0;
  const char* last = text.data() + text.size();
  const auto [unit, error] = std::from_chars(text.data(), last, count);
  const bool one_letter = unit != last && unit + 1 == last;
  if (error == std::errc() && one_letter && count >= 0 && count <= Most * 86'400) {
    if (*unit == 's') return std::chrono::seconds(count);
    if (*unit == 'm' && count <= Most * 1'440) return std::chrono::minutes(count);
    if (*unit == 'h' && count <= Most * 24) return std::chrono::hours(count);
    if (*unit == 'd' && count <= Most) return std::chrono::hours(24 * count);
  }
  throw Error(ErrorKind::InvalidArgument,
              "`" + std::string(text) + "` is no length of time: want 90d, 12h, 30m or 10s");
}

Timestamp parse_time(std::string_view text) {
  Reader in(text);
  const int year = in.number(4);
  in.need('-');
  const int month = in.number(2);
  in.need('-');
  const int day = in.number(2);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  int hour = 0;
  int minute = 0;
  int second = 0;
  Duration fraction{0};
  if (in.sign('T') || in.sign(' ')) {
    hour = in.number(2);
    in.need(':');
    minute = in.number(2);
    if (in.sign(':')) {
      second = in.number(2);
      if (in.sign('.')) fraction = in.fraction();
    }
    in.sign('Z');
  }
  if (!in.good() || !in.at_end() || !date.ok() || hour > 23 || minute > 59 || second > 59) {
    throw Error(
        ErrorKind::InvalidArgument,
        "`" + std::string(text) + "` is no time: want 2026-03-01 or 2026-03-01T12:00:00Z, in UTC");
  }
  return Timestamp(std::chrono::sys_days(date).time_since_epoch()) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + std::chrono::seconds(second) + fraction;
}

}  // namespace perdure::view

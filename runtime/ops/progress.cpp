#include "runtime/ops/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <utility>

#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

constexpr std::chrono::milliseconds BetweenDrawings{100};
constexpr std::chrono::seconds BetweenLines{2};
constexpr std::size_t BarWidth = 24;

std::string bar(std::size_t done, std::size_t total) {
  const std::size_t full = BarWidth * done / total;
  return "[" + std::string(full, '#') + std::string(BarWidth - full, '.') + "]";
}

}  // namespace

Progress::Progress(Output output, std::string what, std::function<Clock::time_point()> now)
    : output_(output),
      what_(std::move(what)),
      now_(std::move(now)),
      began_(now_()),
      said_(began_),
      drawn_(output.error) {}

void Progress::at(std::size_t done, std::size_t total) {
  const Clock::time_point now = now_();
  if (now - said_ < (output_.live ? Clock::duration(BetweenDrawings) : BetweenLines)) return;
  said_ = now;
  const std::string text = line(done, std::max(done, total) == total ? total : 0, now);
  if (output_.live) {
    drawn_.draw(text);
  } else {
    output_.error << "perdure: " << text << '\n';
  }
}

std::string Progress::line(std::size_t done, std::size_t total, Clock::time_point now) const {
  const double seconds = std::chrono::duration<double>(now - began_).count();
  const double rate = static_cast<double>(done) / seconds;
  std::string text = what_ + " ";
  if (total == 0) {
    text += grouped(done);
  } else {
    if (output_.live) text += bar(done, total) + " ";
    text += fmt::format("{} of {} ({} %)", grouped(done), grouped(total), 100 * done / total);
  }
  text += fmt::format(", {} a second", grouped(static_cast<std::size_t>(rate)));
  if (total > done && done > 0) {
    text += ", " +
            age_text(std::chrono::duration_cast<Duration>(
                std::chrono::duration<double>(static_cast<double>(total - done) / rate))) +
            " left";
  }
  return text;
}

std::string grouped(std::size_t number) {
  std::string text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

}  // namespace perdure::ops

#include "runtime/worker/upkeep.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <string>

namespace perdure::worker {
namespace {

void do_once(Shared& shared, const Retention& retention, std::stop_token stop) {
  try {
    const UpkeepReport report = maintain(shared.store, retention, std::move(stop));
    if (report.made.empty() && report.dropped.empty() && report.sessions == 0 &&
        report.journal_rows == 0 && report.keys == 0) {
      return;
    }
    shared.log.write(LogLevel::Info, "upkeep",
                     {{"partitions_made", std::to_string(report.made.size())},
                      {"months_dropped", std::to_string(report.dropped.size())},
                      {"journal_rows", std::to_string(report.journal_rows)},
                      {"sessions", std::to_string(report.sessions)},
                      {"keys", std::to_string(report.keys)}});
  } catch (const Error& error) {
    shared.log.write(LogLevel::Warning, "the upkeep failed, and will be tried again",
                     {{"cause", error.what()}});
  }
}

void index_journal(Shared& shared) {
  try {
    shared.store.maintenance().index_journal();
  } catch (const Error& error) {
    shared.log.write_now_and_then(LogLevel::Warning,
                                  "the journal was not indexed, and will be at the next upkeep",
                                  {{"cause", error.what()}});
  }
}

}  // namespace

Upkeep::Upkeep(Shared& shared, const Retention& retention, Duration every) {
  if (every == Duration::zero()) return;
  every = std::min<Duration>(every, std::chrono::hours(24 * 365));  // The clock must not overflow.
  thread_ = std::jthread([&shared, retention, every](std::stop_token stop) {
    // Processes that are started together do not all do it together.
    std::minstd_rand random{std::random_device{}()};
    std::uniform_int_distribution<std::int64_t> part(every.count() / 10, every.count());
    using Clock = std::chrono::steady_clock;
    Clock::time_point next = Clock::now() + Duration(part(random));
    while (!stop.stop_requested()) {
      if (shared.growth.is_enough_by(next, stop)) {
        index_journal(shared);
      } else if (!stop.stop_requested()) {
        do_once(shared, retention, stop);
        next = Clock::now() + every;
      }
    }
  });
}

}  // namespace perdure::worker

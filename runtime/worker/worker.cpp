#include "runtime/worker/worker.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/turn/turn.h"

namespace perdure::worker {
namespace {

// After so long others' lanes are in the hands of somebody who lives: Store::take() would have given one that is not.
constexpr std::chrono::milliseconds LongestSilence{1500};

void say(Log& log, const turn::Note& note) {
  const std::string event = note.event ? note.event->text() : "";
  if (note.is_repeated) {
    log.write_now_and_then(note.level, note.text,
                           {{"session", note.session}, {"cause", note.cause}});
  } else {
    log.write(note.level, note.text,
              {{"session", note.session}, {"event", event}, {"cause", note.cause}});
  }
}

class AtWork {
 public:
  explicit AtWork(Activity& activity) : activity_(activity), seen_(activity.enter()) {}
  ~AtWork() { activity_.leave(); }
  AtWork(const AtWork&) = delete;
  AtWork& operator=(const AtWork&) = delete;
  std::uint64_t seen() const { return seen_; }

 private:
  Activity& activity_;
  const std::uint64_t seen_;
};

void say_abandoned(Log& log, const Tenure& tenure) {
  const Abandoned& abandoned = *tenure.abandoned();
  log.write(LogLevel::Warning,
            "a lane was not given back; its first events are handled one at a time",
            {{"lane", std::to_string(tenure.lane())},
             {"owner", abandoned.owner},
             {"events", std::to_string(abandoned.events)}});
}

void hold(Shared& shared, Tenure& tenure, const std::stop_token& stop) {
  if (tenure.abandoned()) say_abandoned(shared.log, tenure);
  // Put back unless an error leaves it unknown what was written.
  turn::HotSessions hot = shared.hot.take(tenure.lane(), tenure.epoch());
  turn::Turns turns(
      tenure, shared.limits, shared.charts, shared.retries, hot,
      [&shared](std::string_view id) { return shared.store.read(id); }, shared.observer);
  const auto end = std::chrono::steady_clock::now() + LongestTenure;
  for (bool last = false; !last && !stop.stop_requested();) {
    const auto began = std::chrono::steady_clock::now();
    last = began >= end && !turns.is_careful();
    const turn::Turn turn = turns.take(last);
    shared.outage.worked(began);
    for (const turn::Note& note : turn.notes) say(shared.log, note);
    if (turn.result == turn::TurnResult::Over) break;
    shared.activity.committed();
    if (turn.result == turn::TurnResult::Worked) shared.growth.add(turn.events);
  }
  if (turns.is_careful()) tenure.abandon();
  shared.hot.put_back(tenure.lane(), tenure.epoch(), std::move(hot));
}

struct Worked {
  bool any;             // A lane had work.
  std::uint64_t since;  // Batches that the runtime had committed before it was looked for.
};

Worked take_lane(Shared& shared, const std::stop_token& stop) {
  const AtWork at_work(shared.activity);
  const auto began = std::chrono::steady_clock::now();
  const std::unique_ptr<Tenure> tenure = shared.store.take({shared.node, shared.limits.events});
  shared.outage.worked(began);
  if (tenure) hold(shared, *tenure, stop);
  return {tenure != nullptr, at_work.seen()};
}

// In lanes of other processes, or in one that a process left behind that died.
bool others_have_work(Store& store) {
  const std::vector<LaneBacklog> lanes = store.records().backlog();
  return std::any_of(lanes.begin(), lanes.end(),
                     [](const LaneBacklog& lane) { return lane.queued > 0; });
}

}  // namespace

void work(Shared& shared, std::stop_token stop) {
  Backoff backoff;
  bool begun = false;
  while (!stop.stop_requested()) {
    try {
      if (!begun) shared.registration.complete();
      begun = true;
      if (!take_lane(shared, stop).any) shared.store.wait_for_work(shared.poll, stop);
      backoff.reset();
    } catch (const Error& error) {
      if (!begun && error.kind() == ErrorKind::VersionMismatch) throw;
      shared.failed(error);
      backoff.wait(stop);
    }
  }
}

void work_off(Shared& shared, std::stop_token stop) {
  Activity::FirstLook first_look(shared.activity);
  shared.registration.complete();
  using Clock = std::chrono::steady_clock;
  Clock::time_point worked_at = Clock::now();
  while (!stop.stop_requested()) {
    const Worked worked = take_lane(shared, stop);
    first_look.over();
    if (worked.any) worked_at = Clock::now();
    if (worked.any || !shared.activity.quiet_since(worked.since, stop)) continue;
    if (Clock::now() - worked_at > LongestSilence || !others_have_work(shared.store)) return;
    shared.store.wait_for_work(shared.poll, stop);
  }
}

}  // namespace perdure::worker

#include "runtime/worker/worker.h"

#include <chrono>
#include <string>

#include "runtime/turn/turn.h"

namespace perdure::worker {
namespace {

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

struct Seen {
  turn::TurnResult result;
  std::uint64_t committed;  // Batches that the runtime had committed when the turn began.
};

Seen take_turn(Shared& shared) {
  const auto began = std::chrono::steady_clock::now();
  const std::uint64_t seen = shared.activity.enter();
  turn::Turn turn;
  try {
    turn = turn::take_turn(shared.store, shared.limits, shared.charts, shared.retries);
  } catch (...) {
    shared.activity.leave(false);
    throw;
  }
  shared.activity.leave(turn.result != turn::TurnResult::Idle);
  shared.outage.worked(began);
  for (const turn::Note& note : turn.notes) say(shared.log, note);
  return {turn.result, seen};
}

}  // namespace

void work(Shared& shared, std::stop_token stop) {
  Backoff backoff;
  while (!stop.stop_requested()) {
    try {
      if (take_turn(shared).result == turn::TurnResult::Idle) {
        shared.store.wait_for_work(shared.poll, stop);
      }
      backoff.reset();
    } catch (const Error& error) {
      shared.outage.failed(error);
      backoff.wait(stop);
    }
  }
}

void work_off(Shared& shared, std::stop_token stop) {
  while (!stop.stop_requested()) {
    const Seen turn = take_turn(shared);
    if (turn.result == turn::TurnResult::Idle &&
        shared.activity.quiet_since(turn.committed, stop)) {
      return;
    }
  }
}

}  // namespace perdure::worker

#include "runtime/turn/replay.h"

#include <perdure/answers.h>
#include <perdure/error.h>

#include <algorithm>
#include <exception>
#include <limits>
#include <memory>
#include <string>

#include "runtime/turn/large.h"
#include "runtime/turn/surroundings.h"

namespace perdure::turn {
namespace {

constexpr std::size_t PageSize = 1000;

// Calls `visit` with each entry after a revision, until it says false.
template <class Visit>
void each_entry(Store& store, std::string_view id, std::int64_t after, const Visit& visit) {
  for (;;) {
    const std::vector<JournalEntry> page = store.history().journal(id, after, PageSize);
    for (const JournalEntry& entry : page) {
      if (!visit(entry)) return;
    }
    if (page.size() < PageSize) return;
    after = page.back().revision;
  }
}

class Replay {
 public:
  Replay(Store& store, const Charts& charts, const StoredSession& session)
      : store_(store), charts_(charts), session_(session) {}

  Replayed run(std::int64_t target) {
    const std::optional<StoredSnapshot> base = store_.records().snapshot(
        session_.id, std::max<std::int64_t>(target - 1, 0), Timestamp::max());
    if (!base) {
      throw Error(
          ErrorKind::InvalidArgument,
          "there is no snapshot of session `" + session_.id +
              "` to begin from: none is kept unless RuntimeOptions::snapshot_every says so");
    }
    out_.chart = session_.chart;
    out_.version = base->version;
    out_.began = out_.revision = base->revision;
    out_.at = base->at;
    out_.state = base->state;
    const Chart* chart = charts_.find(session_.chart, base->version);
    if (chart == nullptr) {
      throw Error(ErrorKind::VersionMismatch,
                  "session `" + session_.id + "` was then one of " + session_.chart + " version " +
                      std::to_string(base->version) + ", which this program does not have");
    }
    is_started_ = base->revision > 0;
    live_ = base->revision == 0
                ? chart->create_from(base->version, base->state)
                : chart->load_apart(base->state, stored_values(store_, session_.id));
    each_entry(store_, session_.id, base->revision, [&](const JournalEntry& entry) {
      if (entry.revision > target) return false;
      take(entry);
      return out_.difference.empty();
    });
    Bytes stored = out_.state;  // As it would be.
    if (is_started_) {
      stored.clear();
      name_values(*live_);
      live_->save_apart(stored);
      out_.state.clear();
      live_->save(out_.state);
      for (const std::string_view state : live_->active()) out_.active.emplace_back(state);
      out_.done = live_->done();
      if (out_.done) out_.result = live_->result();
    }
    if (out_.difference.empty()) compare(target, stored);
    return std::move(out_);
  }

 private:
  void differs(const JournalEntry& entry, const std::string& how) {
    out_.difference = "step " + std::to_string(entry.revision) + " (`" + entry.name + "`): " + how;
  }

  void take(const JournalEntry& entry) {
    // What was removed, what an operator did, or what was left over when the session ended, was no step.
    if (entry.outcome == JournalOutcome::Discarded) return;
    if (entry.outcome == JournalOutcome::Operated) return;
    if (entry.outcome == JournalOutcome::Finished && entry.revision == out_.revision) return;
    if (entry.revision != out_.revision + 1) {
      return differs(entry, "the journal has nothing of the step before");
    }
    if (entry.outcome != JournalOutcome::Finished) {
      if (!entry.payload) return differs(entry, "the journal has not kept what it was told");
      step(entry);
      if (!out_.difference.empty()) return;
    }
    out_.revision = entry.revision;
    out_.at = entry.at;
  }

  void step(const JournalEntry& entry) {
    Answers answers(entry.answers);
    AnsweringSurroundings surroundings(nullptr, answers);
    Step step;
    step.session = session_.id;
    step.parent = session_.parent;
    step.invocation = session_.invocation;
    step.event = entry.name;
    step.now = entry.at;
    step.surroundings = &surroundings;
    step.answers = &answers;
    const bool was_taken = entry.outcome == JournalOutcome::Taken;
    try {
      Handled handled = Handled::Taken;
      if (entry.kind == EventKind::Start) {
        live_->start(step);
        is_started_ = true;
      } else if (!is_started_) {
        return;  // Cancelled before its first step.
      } else if (entry.kind == EventKind::Cancel) {
        live_->cancel(step);
      } else {
        handled = live_->handle({entry.kind, entry.name, entry.invocation, *entry.payload}, step);
      }
      const bool taken = handled == Handled::Taken || handled == Handled::Deferred;
      if (taken != (was_taken || entry.outcome == JournalOutcome::Deferred)) {
        return differs(entry, taken ? "taken, where nothing took it" : "not taken, where it was");
      }
      if (!taken) return;
      answers.finish();
    } catch (const std::exception& error) {
      return differs(entry, error.what());
    }
    if (!was_taken) return;
    const Trace& trace = live_->trace();
    const auto same = [](const auto& names, const auto& kept) {
      return std::equal(names.begin(), names.end(), kept.begin(), kept.end());
    };
    if (!same(trace.left, entry.left)) differs(entry, "leaves other states");
    if (!same(trace.entered, entry.entered)) differs(entry, "enters other states");
  }

  // With what is stored of the step that it came to, if anything is.
  void compare(std::int64_t target, const Bytes& state) {
    if (out_.revision != target) {
      out_.difference = "the journal ends after step " + std::to_string(out_.revision);
      return;
    }
    const bool is_last = session_.revision == target;
    const auto kept = store_.records().snapshot(session_.id, target, Timestamp::max());
    const bool was_kept = kept && kept->revision == target;
    if ((is_last && session_.state != state) || (was_kept && kept->state != state)) {
      out_.difference = "after step " + std::to_string(target) + ": another state than is stored";
    }
  }

  Store& store_;
  const Charts& charts_;
  const StoredSession& session_;
  std::unique_ptr<LiveSession> live_;
  bool is_started_ = false;
  Replayed out_;
};

// The last step up to that time.
std::int64_t step_at(Store& store, const StoredSession& session, Timestamp at) {
  const auto base =
      store.records().snapshot(session.id, std::numeric_limits<std::int64_t>::max(), at);
  std::int64_t last = base ? base->revision : 0;
  each_entry(store, session.id, last, [&](const JournalEntry& entry) {
    if (entry.at > at) return false;
    last = entry.revision;
    return true;
  });
  return last;
}

}  // namespace

Replayed replay(Store& store, const Charts& charts, std::string_view id, const ReplayTo& to) {
  const std::optional<StoredSession> session = store.read(id);
  if (!session) {
    throw Error(ErrorKind::UnknownSession, "there is no session `" + std::string(id) + "`");
  }
  std::int64_t target = session->revision;
  if (to.revision) target = *to.revision;
  if (to.at) target = std::min(target, step_at(store, *session, *to.at));
  if (target < 0 || target > session->revision) {
    throw Error(ErrorKind::InvalidArgument, "session `" + session->id + "` has taken " +
                                                std::to_string(session->revision) + " steps");
  }
  return Replay(store, charts, *session).run(target);
}

}  // namespace perdure::turn

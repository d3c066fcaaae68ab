#include "tests/faults/checker.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace perdure::faults {
namespace {

std::vector<std::int64_t> every(std::int64_t step, std::int64_t last) {
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = step; n <= last; n += step) numbers.push_back(n);
  return numbers;
}

class Checker {
 public:
  Checker(const std::vector<SessionFacts>& sessions, std::int64_t ticks)
      : sessions_(sessions), ticks_(ticks) {
    for (const SessionFacts& session : sessions_)
      teller_of_[session.state.params.peer] = session.id;
  }

  std::vector<std::string> run() {
    for (const SessionFacts& session : sessions_) {
      check_state(session);
      check_journal(session);
    }
    check_causes();
    return std::move(found_);
  }

 private:
  void want(bool holds, const SessionFacts& session, const std::string& otherwise) {
    if (!holds) found_.push_back(session.id + ": " + otherwise);
  }

  void check_state(const SessionFacts& session) {
    const Relay::Snapshot& state = session.state;
    want(session.status == SessionStatus::Running, session, "is not running");
    want(state.ticks == every(1, ticks_), session, "its ticks are not 1 to the last in order");
    const auto teller = teller_of_.find(session.id);
    want(teller != teller_of_.end() && state.notes.size() == 1 &&
             state.notes.begin()->first == teller->second,
         session, "its notes are not from the one that it is the peer of");
    for (const auto& [from, numbers] : state.notes) {
      want(numbers == every(1, ticks_), session, "its notes are not 1 to the last in order");
    }
    std::vector<std::int64_t> lates = state.lates;
    std::sort(lates.begin(), lates.end());
    want(lates == every(LateEvery, ticks_), session, "its late events are not each there once");
    want(state.paper.get() == paper_after(ticks_), session,
         "its paper is not the last that it had");
  }

  void check_journal(const SessionFacts& session) {
    std::map<std::string, std::int64_t> count;
    std::int64_t revision = 0;
    for (const JournalEntry& entry : session.journal) {
      want(entry.revision == ++revision, session, "its journal's revisions are not 1, 2, 3…");
      want(entry.outcome == JournalOutcome::Taken, session, "an event was not taken");
      want(events_.insert(entry.event).second, session, "an event is twice in the journal");
      ++count[entry.name];
    }
    want(revision == session.revision, session, "its journal does not end at its revision");
    want(!session.journal.empty() && session.journal[0].kind == EventKind::Start, session,
         "its first step was not its start");
    want(count["tick"] == ticks_ && count["note"] == ticks_ &&
             count["late"] == ticks_ / LateEvery && count["start"] == 1,
         session, "its journal has not each event once");
  }

  // Each tick caused one note to the peer; each fifth, one late event besides.
  void check_causes() {
    std::map<EventId, std::string> tick_of;
    for (const SessionFacts& session : sessions_) {
      for (const JournalEntry& entry : session.journal) {
        if (entry.name == "tick") tick_of[entry.event] = session.id;
      }
    }
    std::set<std::pair<EventId, std::string>> used;
    for (const SessionFacts& session : sessions_) {
      for (const JournalEntry& entry : session.journal) {
        if (entry.name != "note" && entry.name != "late") continue;
        const std::string sender = entry.name == "late" ? session.id : teller_of_[session.id];
        const auto tick = entry.cause ? tick_of.find(*entry.cause) : tick_of.end();
        want(tick != tick_of.end() && tick->second == sender, session,
             "an event was caused by no tick of its sender");
        want(!entry.cause || used.emplace(*entry.cause, entry.name).second, session,
             "a step sent the same twice");
      }
    }
  }

  const std::vector<SessionFacts>& sessions_;
  const std::int64_t ticks_;
  std::map<std::string, std::string> teller_of_;  // Who tells a session of its ticks.
  std::set<EventId> events_;
  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> violations(const std::vector<SessionFacts>& sessions, std::int64_t ticks) {
  return Checker(sessions, ticks).run();
}

}  // namespace perdure::faults

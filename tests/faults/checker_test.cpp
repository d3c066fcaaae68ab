// The checker against runs that went wrong in each way it is there to see.
#include "tests/faults/checker.h"

#include <gmock/gmock.h>

#include <utility>

namespace perdure::faults {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t Ticks = 10;

void add(SessionFacts& session, EventKind kind, std::string name, EventId id,
         std::optional<EventId> cause = {}) {
  JournalEntry entry;
  entry.session = session.id;
  entry.revision = ++session.revision;
  entry.event = id;
  entry.cause = cause;
  entry.kind = kind;
  entry.name = std::move(name);
  session.journal.push_back(std::move(entry));
}

// Two relays that tell each other, as they end where nothing goes wrong.
std::vector<SessionFacts> good_run() {
  std::vector<SessionFacts> sessions(2);
  for (std::size_t i = 0; i < 2; ++i) {
    sessions[i].id = i == 0 ? "a" : "b";
    sessions[i].state.params.peer = i == 0 ? "b" : "a";
    sessions[i].state.paper = paper_after(Ticks);
    add(sessions[i], EventKind::Start, "start", EventId::random());
  }
  for (std::int64_t n = 1; n <= Ticks; ++n) {
    for (std::size_t i = 0; i < 2; ++i) {
      SessionFacts& session = sessions[i];
      SessionFacts& peer = sessions[1 - i];
      const EventId tick = EventId::random();
      add(session, EventKind::Event, "tick", tick);
      session.state.ticks.push_back(n);
      add(peer, EventKind::Event, "note", EventId::random(), tick);
      peer.state.notes[session.id].push_back(n);
      if (n % LateEvery != 0) continue;
      add(session, EventKind::Event, "late", EventId::random(), tick);
      session.state.lates.push_back(n);
    }
  }
  return sessions;
}

class CheckerTest : public ::testing::Test {
 protected:
  void expect_violation(const std::string& words) {
    EXPECT_THAT(violations(run, Ticks), Contains(HasSubstr(words)));
  }
  JournalEntry& entry(std::string_view name) {
    for (JournalEntry& found : run[0].journal) {
      if (found.name == name) return found;
    }
    throw std::logic_error("no such entry");
  }

  std::vector<SessionFacts> run = good_run();
};

TEST_F(CheckerTest, FindsNothingInAGoodRun) { EXPECT_THAT(violations(run, Ticks), IsEmpty()); }

TEST_F(CheckerTest, FindsAValueOfAnEarlierStep) {
  run[0].state.paper = paper_after(Ticks - PaperEvery);
  expect_violation("its paper is not the last that it had");
}

TEST_F(CheckerTest, FindsATickThatIsLost) {
  run[0].state.ticks.erase(run[0].state.ticks.begin() + 3);
  expect_violation("a: its ticks");
}
TEST_F(CheckerTest, FindsATickThatIsThereTwice) {
  run[0].state.ticks.push_back(Ticks);
  expect_violation("a: its ticks");
}
TEST_F(CheckerTest, FindsTicksOutOfOrder) {
  std::swap(run[1].state.ticks[4], run[1].state.ticks[5]);
  expect_violation("b: its ticks");
}
TEST_F(CheckerTest, FindsANoteThatIsLost) {
  run[0].state.notes["b"].pop_back();
  expect_violation("a: its notes");
}
TEST_F(CheckerTest, FindsANoteFromAnother) {
  run[0].state.notes["c"] = {1};
  expect_violation("a: its notes are not from");
}
TEST_F(CheckerTest, FindsALateEventThatIsThereTwice) {
  run[0].state.lates.push_back(5);
  expect_violation("a: its late events");
}
TEST_F(CheckerTest, FindsAGapInTheJournal) {
  run[0].journal.erase(run[0].journal.begin() + 5);
  expect_violation("a: its journal's revisions");
}
TEST_F(CheckerTest, FindsAJournalThatEndsEarly) {
  run[0].journal.pop_back();
  expect_violation("a: its journal does not end");
}
TEST_F(CheckerTest, FindsAnEventThatWasHandledTwice) {
  entry("late").event = entry("tick").event;
  expect_violation("a: an event is twice");
}
TEST_F(CheckerTest, FindsAnEventThatNobodyTook) {
  entry("note").outcome = JournalOutcome::Ignored;
  expect_violation("a: an event was not taken");
}
TEST_F(CheckerTest, FindsAStepThatSentTwice) {
  JournalEntry* first = nullptr;
  for (JournalEntry& found : run[0].journal) {
    if (found.name != "note") continue;
    if (first != nullptr) found.cause = first->cause;
    first = &found;
  }
  expect_violation("a: a step sent the same twice");
}
TEST_F(CheckerTest, FindsAnEventWithoutItsCause) {
  entry("note").cause = EventId::random();
  expect_violation("a: an event was caused by no tick");
}
TEST_F(CheckerTest, FindsASessionThatIsSuspended) {
  run[1].status = SessionStatus::Suspended;
  expect_violation("b: is not running");
}

}  // namespace
}  // namespace perdure::faults

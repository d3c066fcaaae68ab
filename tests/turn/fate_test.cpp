// Nothing is dropped: whatever becomes of an event, there is a row that says so, in the journal or among the dead, and a
// count. One test for each line of the table in docs/runtime.md; what is sent from outside is in observer_test.cpp.
#include <gmock/gmock.h>

#include <stdexcept>
#include <utility>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::FakeBatch;
using ::perdure::testing::FakeChart;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Handled react(std::string_view event, std::string&, Effects&) {
  if (event == "ignored") return Handled::Ignored;
  if (event == "unknown") return Handled::Unknown;
  if (event == "deferred") return Handled::Deferred;
  if (event == "malformed") throw Error(ErrorKind::CorruptData, "truncated");
  if (event == "throw") throw std::runtime_error("the printer is on fire");
  return Handled::Taken;
}

class Fate : public ::testing::Test {
 protected:
  explicit Fate(ChartOptions options = {}) {
    charts.add(std::make_unique<FakeChart>(react), options);
  }

  void dispatch_all() {
    Dispatched done = dispatch(batch, charts, retries, Counting::WhenItFails, find);
    write = std::move(done.write);
    for (const ChartCounts& counts : done.counts) {
      count.taken += counts.taken;
      count.ignored += counts.ignored;
      count.finished += counts.finished;
      count.deferred += counts.deferred;
      count.discarded += counts.discarded;
      count.dead += counts.dead;
      count.failed += counts.failed;
      count.suspended += counts.suspended;
      count.put_off += counts.put_off;
    }
  }
  // All events had that outcome, one row each, and are counted so.
  void expect_rows(JournalOutcome outcome, std::size_t ChartCounts::*counted) {
    dispatch_all();
    EXPECT_THAT(write.consumed, SizeIs(batch.events().size()));
    EXPECT_THAT(write.dead, IsEmpty());
    ASSERT_THAT(write.journal, SizeIs(batch.events().size()));
    for (std::size_t i = 0; i < write.journal.size(); ++i) {
      EXPECT_EQ(write.journal[i].outcome, outcome);
      EXPECT_EQ(write.journal[i].event, batch.events()[i].id);
      EXPECT_EQ(write.journal[i].session, batch.events()[i].session);
    }
    EXPECT_EQ(count.*counted, batch.events().size());
  }
  void expect_dead(const std::string& why) {
    dispatch_all();
    EXPECT_THAT(write.consumed, IsEmpty());
    EXPECT_THAT(write.journal, IsEmpty());
    ASSERT_THAT(write.dead, SizeIs(1));
    EXPECT_THAT(write.dead[0].reason, HasSubstr(why));
    EXPECT_EQ(count.dead, 1U);
  }
  DueEvent& to_nobody(const std::string& sender) {
    DueEvent& event = batch.event("nobody", "lost");
    event.sender = sender;
    event.cause = EventId::random();
    return event;
  }

  FakeBatch batch;
  Charts charts;
  Retries retries{.max_attempts = 2};
  FindSession find;
  BatchWrite write;
  ChartCounts count;
};

class FateByPolicy : public Fate {
 protected:
  FateByPolicy() : Fate({IfUnhandled::Bury, IfFinished::Bury, IfNobody::Discard}) {}
};

TEST_F(Fate, Taken) {
  batch.session("a");
  batch.event("a", "x");
  batch.event("a", "y");
  expect_rows(JournalOutcome::Taken, &ChartCounts::taken);
}

TEST_F(Fate, TakenByNoTransition) {
  batch.session("a");
  batch.event("a", "ignored");
  expect_rows(JournalOutcome::Ignored, &ChartCounts::ignored);
}

TEST_F(FateByPolicy, TakenByNoTransition) {
  batch.session("a");
  batch.event("a", "ignored");
  expect_dead("no active state takes it");
}

TEST_F(Fate, Deferred) {
  batch.session("a");
  batch.event("a", "deferred");
  expect_rows(JournalOutcome::Deferred, &ChartCounts::deferred);
}

TEST_F(Fate, StillDeferredWhenItsSessionEnds) {
  StoredSession& session = batch.session("a");
  session.deferred = {{EventId::random(), "kept"}};
  batch.event("a", "cancel", EventKind::Cancel);
  dispatch_all();
  ASSERT_THAT(write.journal, SizeIs(2));
  EXPECT_EQ(write.journal[1].outcome, JournalOutcome::Finished);
  EXPECT_EQ(write.journal[1].event, session.deferred[0].id);
  EXPECT_EQ(write.journal[1].name, "kept");
  EXPECT_EQ(count.taken, 1U);
  EXPECT_EQ(count.finished, 1U);
}

TEST_F(Fate, ToASessionThatHasEnded) {
  batch.session("a").status = SessionStatus::Done;
  batch.event("a", "x");
  expect_rows(JournalOutcome::Finished, &ChartCounts::finished);
}

TEST_F(FateByPolicy, ToASessionThatHasEnded) {
  batch.session("a").status = SessionStatus::Done;
  batch.event("a", "x");
  expect_dead("the session had ended");
}

TEST_F(Fate, FromAnInvocationThatIsOver) {
  batch.session("a");
  for (const EventKind kind :
       {EventKind::Done, EventKind::Failed, EventKind::Progress, EventKind::Emitted}) {
    DueEvent& event = batch.event("a", "x", kind);
    event.sender = "a/child.1";
    event.invocation = "child.1";
  }
  expect_rows(JournalOutcome::Ignored, &ChartCounts::ignored);
}

TEST_F(Fate, ToASessionOfAnotherChart) {
  batch.session("a");
  batch.event("a", "x").chart = "test.Other";
  expect_dead("not of `test.Other`");
}

TEST_F(Fate, ToNobodyFromOutside) {
  batch.event("nobody", "lost");
  expect_dead("there is no session `nobody`");
}

TEST_F(FateByPolicy, ToNobodyFromOutside) {
  batch.event("nobody", "lost");
  expect_dead("there is no session `nobody`");
}

TEST_F(Fate, ToNobodyFromASession) {
  batch.session("a");
  to_nobody("a");
  expect_dead("there is no session `nobody`");
}

TEST_F(FateByPolicy, ToNobodyFromASession) {
  batch.session("a");
  const DueEvent& event = to_nobody("a");
  expect_rows(JournalOutcome::Discarded, &ChartCounts::discarded);
  EXPECT_EQ(write.journal[0].revision, 0);
  EXPECT_EQ(write.journal[0].cause, event.cause);
  EXPECT_EQ(write.journal[0].name, "lost");
}

TEST_F(FateByPolicy, ToNobodyFromASessionOfAnotherBatch) {
  int asked = 0;
  find = [&](std::string_view id) -> std::optional<StoredSession> {
    ++asked;
    EXPECT_EQ(id, "far");
    StoredSession session;
    session.chart = "test.Fake";
    return session;
  };
  to_nobody("far");
  to_nobody("far");
  expect_rows(JournalOutcome::Discarded, &ChartCounts::discarded);
  EXPECT_EQ(asked, 1);
}

TEST_F(FateByPolicy, ToNobodyFromASessionThatIsGone) {
  find = [](std::string_view) { return std::optional<StoredSession>(); };
  to_nobody("gone");
  expect_dead("there is no session");
}

TEST_F(FateByPolicy, ToNobodyFromASessionThatCannotBeRead) {
  find = [](std::string_view) -> std::optional<StoredSession> {
    throw Error(ErrorKind::StoreUnavailable, "away");
  };
  to_nobody("far");
  expect_dead("there is no session");
}

TEST_F(FateByPolicy, ToNobodyFromASessionOfAChartThatIsNotHere) {
  batch.session("a").chart = "test.Other";
  to_nobody("a");
  expect_dead("there is no session");
}

TEST_F(Fate, NotDeclared) {
  batch.session("a");
  batch.event("a", "unknown");
  expect_dead("has no event `unknown`");
}

TEST_F(Fate, WithAnotherPayload) {
  batch.session("a");
  batch.event("a", "malformed");
  expect_dead("not a payload of `malformed`");
}

TEST_F(Fate, HandlerThrows) {
  batch.session("a");
  batch.event("a", "throw");
  batch.event("a", "x");
  dispatch_all();
  EXPECT_THAT(write.postponed, SizeIs(2)) << "both wait";
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.put_off, 2U);
}

TEST_F(Fate, HandlerThrowsOnceTooOften) {
  batch.session("a").attempts = 1;
  batch.event("a", "throw");
  dispatch_all();
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_FALSE(write.postponed[0].until) << "until an operator resumes it";
  EXPECT_EQ(count.failed, 1U);
  EXPECT_EQ(count.suspended, 1U);
}

TEST_F(Fate, OfAChartThatIsNotHere) {
  batch.session("a").chart = "test.Other";
  batch.event("a", "x");
  dispatch_all();
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_TRUE(write.postponed[0].until);
  EXPECT_EQ(count.put_off, 1U);
}

TEST_F(Fate, WhereTheStateCannotBeRead) {
  batch.session("a", "corrupt");
  batch.event("a", "x");
  dispatch_all();
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_FALSE(write.postponed[0].until);
  EXPECT_EQ(count.suspended, 1U);
}

}  // namespace
}  // namespace perdure::turn

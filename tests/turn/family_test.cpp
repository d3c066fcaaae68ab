// Dispatch of sessions that invoke sessions, of cancellations and of what is deferred.
#include <gmock/gmock.h>
#include <perdure/archive.h>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::bytes;
using ::perdure::testing::FakeBatch;
using ::perdure::testing::FakeChart;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

InvokeEffect invocation_of(const std::string& chart, const std::string& child) {
  InvokeEffect effect;
  effect.kind = InvokeEffect::Kind::Chart;
  effect.invocation = "work.1";
  effect.name = chart;
  effect.session = child;
  effect.arguments = bytes("arguments");
  return effect;
}

class FamilyTest : public ::testing::Test {
 protected:
  FamilyTest() {
    charts.add(std::make_unique<FakeChart>(
        [this](std::string_view event, std::string& state, Effects& effects) {
          handled.emplace_back(event);
          if (event == "nothing") return Handled::Ignored;
          if (event == "later") return Handled::Deferred;
          if (event == "finish") state = "done";
          if (event == "invoke") effects.emplace_back(invocation_of("test.Fake", "p/work.1"));
          if (event == "invoke unknown") {
            effects.emplace_back(invocation_of("test.Nobody", "p/work.1"));
          }
          if (event == "invoke long") {
            effects.emplace_back(invocation_of("test.Fake", std::string(201, 'x')));
          }
          if (event == "leave") effects.emplace_back(CancelInvocationEffect{"work.1"});
          if (event == "remind") {
            SendEffect send;
            send.event = "reminder";
            send.delay = std::chrono::hours(1);
            effects.emplace_back(std::move(send));
          }
          return Handled::Taken;
        }));
  }

  Dispatched run() { return dispatch(batch, charts, Retries{}); }

  DueEvent& outcome(EventKind kind) {
    DueEvent& event = batch.event("p", std::string(name(kind)), kind);
    event.sender = "p/work.1";
    event.invocation = "work.1";
    return event;
  }
  StoredSession& child() {
    StoredSession& session = batch.session("p/work.1");
    session.parent = "p";
    session.invocation = "work.1";
    session.tenant = "acme";
    return session;
  }
  DueEvent& cancel_of_child() {
    DueEvent& event = batch.event("p/work.1", "cancel", EventKind::Cancel);
    event.sender = "p";
    event.invocation = "work.1";
    return event;
  }

  Charts charts;
  FakeBatch batch;
  std::vector<std::string> handled;
};

std::string reason(const NewEvent& event) { return from_bytes<std::string>(event.payload); }

TEST_F(FamilyTest, AnInvocationIsAChildOfTheWrite) {
  batch.session("p").tenant = "acme";
  const EventId id = batch.event("p", "invoke").id;
  const Dispatched out = run();
  ASSERT_THAT(out.write.children, SizeIs(1));
  const BatchWrite::Child& child = out.write.children[0];
  EXPECT_EQ(child.session.id, "p/work.1");
  EXPECT_EQ(child.session.chart, "test.Fake");
  EXPECT_EQ(child.session.parent, "p");
  EXPECT_EQ(child.session.invocation, "work.1");
  EXPECT_EQ(child.session.tenant, "acme");
  EXPECT_EQ(child.session.params, bytes("arguments"));
  EXPECT_EQ(child.otherwise.session, "p");
  EXPECT_EQ(child.otherwise.kind, EventKind::Failed);
  EXPECT_EQ(child.otherwise.cause, id);
  EXPECT_THAT(reason(child.otherwise), HasSubstr("there is a session `p/work.1` already"));
  EXPECT_THAT(out.write.sessions[0].invoked, ElementsAre(Invoked{"work.1", "p/work.1"}));
}

TEST_F(FamilyTest, WhatCannotBeInvokedFails) {
  batch.session("p");
  batch.event("p", "invoke unknown");
  batch.event("p", "invoke long");
  batch.event("p", "invoke");
  batch.event("p", "invoke");  // The same id again.
  const Dispatched out = run();
  EXPECT_THAT(out.write.children, SizeIs(1));
  ASSERT_THAT(out.write.sends, SizeIs(3));
  for (const NewEvent& event : out.write.sends) {
    EXPECT_EQ(event.kind, EventKind::Failed);
    EXPECT_EQ(event.session, "p");
    EXPECT_EQ(event.invocation, "work.1");
  }
  EXPECT_THAT(reason(out.write.sends[0]), HasSubstr("no chart `test.Nobody`"));
  EXPECT_THAT(reason(out.write.sends[1]), HasSubstr("cannot be the id of a session"));
  EXPECT_THAT(reason(out.write.sends[2]), HasSubstr("already"));
}

TEST_F(FamilyTest, AChildThatIsDoneTellsItsParent) {
  child();
  batch.event("p/work.1", "finish");
  const Dispatched out = run();
  ASSERT_THAT(out.write.sends, SizeIs(1));
  EXPECT_EQ(out.write.sends[0].kind, EventKind::Done);
  EXPECT_EQ(out.write.sends[0].session, "p");
  EXPECT_EQ(out.write.sends[0].sender, "p/work.1");
  EXPECT_EQ(out.write.sends[0].invocation, "work.1");
  EXPECT_EQ(out.write.sends[0].payload, bytes("result"));
  EXPECT_THAT(out.write.ended, ElementsAre(0U));
}

TEST_F(FamilyTest, AnOutcomeEndsItsInvocation) {
  batch.session("p").invoked = {{"work.1", "p/work.1"}, {"work.2", "p/work.2"}};
  outcome(EventKind::Emitted);
  outcome(EventKind::Done);
  const Dispatched out = run();
  EXPECT_THAT(handled, ElementsAre("emitted", "done"));
  EXPECT_THAT(out.write.sessions[0].invoked, ElementsAre(Invoked{"work.2", "p/work.2"}));
}

TEST_F(FamilyTest, AnInvocationThatIsOverIsNotHeard) {
  batch.session("p");
  outcome(EventKind::Emitted);
  outcome(EventKind::Done);
  outcome(EventKind::Failed);
  const Dispatched out = run();
  EXPECT_THAT(handled, IsEmpty());
  EXPECT_THAT(out.write.consumed, ElementsAre(0U, 1U, 2U));
  for (const JournalEntry& entry : out.write.journal) {
    EXPECT_EQ(entry.outcome, JournalOutcome::Ignored);
  }
}

TEST_F(FamilyTest, WhatWasSentBeforeTheCancellationIsHeard) {
  batch.session("p").invoked = {{"work.1", "p/work.1"}};
  batch.event("p", "leave");
  outcome(EventKind::Emitted);
  const Dispatched out = run();
  EXPECT_THAT(handled, ElementsAre("leave", "emitted"));
  ASSERT_THAT(out.write.sends, SizeIs(1));
  EXPECT_EQ(out.write.sends[0].kind, EventKind::Cancel);
  EXPECT_EQ(out.write.sends[0].session, "p/work.1");
  EXPECT_EQ(out.write.sends[0].sender, "p");
  EXPECT_EQ(out.write.sends[0].invocation, "work.1");
  EXPECT_THAT(out.write.sessions[0].invoked, IsEmpty());
}

TEST_F(FamilyTest, ASessionThatEndsTakesItsChildrenAndItsDelayedSendsWithIt) {
  batch.session("p").invoked = {{"work.1", "p/work.1"}, {"work.2", "p/work.2"}};
  batch.event("p", "remind");
  batch.event("p", "finish");
  const Dispatched out = run();
  ASSERT_THAT(out.write.sends, SizeIs(2));
  EXPECT_EQ(out.write.sends[0].session, "p/work.1");
  EXPECT_EQ(out.write.sends[1].session, "p/work.2");
  EXPECT_EQ(out.write.sends[1].kind, EventKind::Cancel);
  EXPECT_THAT(out.write.ended, ElementsAre(0U));
}

TEST_F(FamilyTest, ACancelledChildTellsNobody) {
  child().invoked = {{"work.1", "p/work.1/work.1"}};
  cancel_of_child();
  batch.event("p/work.1", "next");
  const Dispatched out = run();
  EXPECT_EQ(out.write.sessions[0].status, SessionStatus::Cancelled);
  ASSERT_THAT(out.write.sends, SizeIs(1));
  EXPECT_EQ(out.write.sends[0].session, "p/work.1/work.1");
  EXPECT_THAT(handled, IsEmpty());
  EXPECT_EQ(out.write.journal[0].kind, EventKind::Cancel);
  EXPECT_EQ(out.write.journal[1].outcome, JournalOutcome::Finished);
}

TEST_F(FamilyTest, AChildCancelledBySomebodyElseHasFailed) {
  child();
  batch.event("p/work.1", "cancel", EventKind::Cancel);
  const Dispatched out = run();
  ASSERT_THAT(out.write.sends, SizeIs(1));
  EXPECT_EQ(out.write.sends[0].kind, EventKind::Failed);
  EXPECT_EQ(out.write.sends[0].session, "p");
  EXPECT_THAT(reason(out.write.sends[0]), HasSubstr("was cancelled"));
}

TEST_F(FamilyTest, ASuspendedChildIsCancelledAndWhatWaitedForItComesBack) {
  child().status = SessionStatus::Suspended;
  batch.event("p/work.1", "stuck");
  cancel_of_child();
  const Dispatched out = run();
  EXPECT_EQ(out.write.sessions[0].status, SessionStatus::Cancelled);
  EXPECT_EQ(out.write.sessions[0].failure, "");
  EXPECT_THAT(out.write.postponed, SizeIs(1));
  EXPECT_THAT(out.write.ended, ElementsAre(0U));
}

TEST_F(FamilyTest, AChildThatNeverStartedIsCancelledAsItIs) {
  StoredSession& session = child();
  session.status = SessionStatus::Suspended;
  session.revision = 0;
  session.state = bytes("corrupt");
  cancel_of_child();
  const Dispatched out = run();
  EXPECT_EQ(out.write.sessions[0].status, SessionStatus::Cancelled);
  EXPECT_EQ(out.write.sessions[0].revision, 0);
  EXPECT_EQ(out.write.sessions[0].state, bytes("corrupt"));
}

TEST_F(FamilyTest, NobodyCancelsWhatSomebodyElseInvoked) {
  child().parent = "another";
  cancel_of_child();
  const Dispatched out = run();
  ASSERT_THAT(out.write.dead, SizeIs(1));
  EXPECT_THAT(out.write.dead[0].reason, HasSubstr("was not invoked by `p`"));
  EXPECT_THAT(out.write.sessions, IsEmpty());
}

TEST_F(FamilyTest, AnEventForAnotherChartIsDead) {
  batch.session("p");
  batch.event("p", "x").chart = "test.Other";
  batch.event("p", "y").chart = "test.Fake";
  const Dispatched out = run();
  ASSERT_THAT(out.write.dead, SizeIs(1));
  EXPECT_EQ(out.write.dead[0].reason,
            "session `p` is one of chart `test.Fake`, not of `test.Other`");
  EXPECT_THAT(handled, ElementsAre("y"));
}

TEST_F(FamilyTest, ADeferredEventIsInTheJournal) {
  batch.session("p");
  batch.event("p", "later");
  const Dispatched out = run();
  EXPECT_THAT(out.write.consumed, ElementsAre(0U));
  EXPECT_EQ(out.write.journal[0].outcome, JournalOutcome::Deferred);
}

}  // namespace
}  // namespace perdure::turn

// What a step takes back, wherever it is: in this batch's sends, in its events, in the store.
#include <gmock/gmock.h>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::FakeBatch;
using ::perdure::testing::FakeChart;
using ::perdure::testing::Noon;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// "send" and "cancel" are of the event `reminder` under the id "r", "arm" and "disarm" of a timer.
Handled behave(std::string_view event, std::string&, Effects& effects) {
  SendEffect send;
  send.event = "reminder";
  send.send_id = "r";
  send.delay = std::chrono::hours(1);
  if (event == "send") effects.push_back(send);
  if (event == "send far") {
    send.delay = Duration::max();
    effects.push_back(send);
  }
  if (event == "send now") {
    send.delay = -std::chrono::seconds(1);
    effects.push_back(send);
  }
  if (event == "cancel") effects.push_back(CancelEffect{EventKind::Event, "r"});
  if (event == "arm") {
    send.kind = EventKind::Timer;
    send.event = send.send_id = "S.after.0";
    effects.push_back(send);
  }
  if (event == "disarm") effects.push_back(CancelEffect{EventKind::Timer, "S.after.0"});
  if (event == "throw") throw std::runtime_error("no");
  return Handled::Taken;
}

class Cancel : public ::testing::Test {
 protected:
  Cancel() {
    charts.add(std::make_unique<FakeChart>(behave));
    batch.session("a");
    batch.session("b");
  }
  BatchWrite dispatched() { return dispatch(batch, charts, {}).write; }

  FakeBatch batch;
  Charts charts;
};

TEST_F(Cancel, SendsCarryTheirTimeSenderAndCause) {
  batch.event("a", "send");
  batch.event("b", "send now");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sends, SizeIs(2));
  EXPECT_EQ(write.sends[0].session, "a");
  EXPECT_EQ(write.sends[0].sender, "a");
  EXPECT_EQ(write.sends[0].due, Noon + std::chrono::hours(1));
  EXPECT_EQ(write.sends[0].cause, batch.events()[0].id);
  EXPECT_EQ(write.sends[1].due, std::nullopt);
  EXPECT_NE(write.sends[0].id, write.sends[1].id);
}

TEST_F(Cancel, ADelayBeyondTimeIsTheLastOne) {
  batch.event("a", "send far");
  EXPECT_EQ(dispatched().sends.at(0).due, Timestamp::max());
}

TEST_F(Cancel, TakesBackWhatAnEarlierStepOfTheBatchSent) {
  batch.event("a", "send");
  batch.event("b", "send");
  batch.event("a", "arm");
  batch.event("a", "cancel");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sends, SizeIs(2));
  EXPECT_EQ(write.sends[0].sender, "b");
  EXPECT_EQ(write.sends[1].kind, EventKind::Timer);
  ASSERT_THAT(write.cancels, SizeIs(1));
  EXPECT_EQ(write.cancels[0].sender, "a");
  EXPECT_EQ(write.cancels[0].send_id, "r");
}

TEST_F(Cancel, LeavesWhatIsSentAfterwards) {
  batch.event("a", "send");
  batch.event("a", "cancel");
  batch.event("a", "send");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sends, SizeIs(1));
  EXPECT_EQ(write.sends[0].cause, batch.events()[2].id);
}

TEST_F(Cancel, TakesBackEventsOfTheBatchThatAreNotHandledYet) {
  batch.event("b", "reminder").send_id = "r";
  batch.event("a", "cancel");
  DueEvent& to_other = batch.event("b", "reminder");
  to_other.send_id = "r";
  to_other.sender = "a";
  batch.event("a", "reminder").send_id = "r";
  batch.event("b", "reminder").send_id = "r";
  const BatchWrite write = dispatched();

  EXPECT_THAT(write.consumed, ElementsAre(0, 1, 2, 3, 4));
  // The two that `a` had sent were taken back: no journal row.
  ASSERT_THAT(write.journal, SizeIs(3));
  EXPECT_EQ(write.journal[0].event, batch.events()[0].id);
  EXPECT_EQ(write.journal[1].event, batch.events()[1].id);
  EXPECT_EQ(write.journal[2].event, batch.events()[4].id);
}

TEST_F(Cancel, TakesBackEventsThatWerePostponed) {
  batch.event("b", "throw");
  DueEvent& waiting = batch.event("b", "reminder");
  waiting.send_id = "r";
  waiting.sender = "a";
  batch.event("a", "cancel");
  const BatchWrite write = dispatched();

  EXPECT_THAT(write.consumed, ElementsAre(1, 2));
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_EQ(write.postponed[0].event, 0U);
}

TEST_F(Cancel, OfATimerLeavesAnEventOfThatId) {
  batch.event("a", "disarm");
  batch.event("a", "S.after.0").send_id = "S.after.0";
  batch.event("a", "S.after.0", EventKind::Timer).send_id = "S.after.0";
  EXPECT_THAT(dispatched().journal, SizeIs(2));
}

TEST_F(Cancel, OfAStepThatFailsDoesNothing) {
  charts = Charts();
  charts.add(std::make_unique<FakeChart>(
      [](std::string_view event, std::string&, Effects& effects) -> Handled {
        effects.push_back(CancelEffect{EventKind::Event, "r"});
        if (event == "throw") throw std::runtime_error("no");
        return Handled::Taken;
      }));
  batch.event("a", "throw");
  DueEvent& sent = batch.event("b", "reminder");
  sent.send_id = "r";
  sent.sender = "a";
  const BatchWrite write = dispatched();

  EXPECT_THAT(write.consumed, ElementsAre(1));
  ASSERT_THAT(write.cancels, SizeIs(1));
  EXPECT_EQ(write.cancels[0].sender, "b");
}

}  // namespace
}  // namespace perdure::turn

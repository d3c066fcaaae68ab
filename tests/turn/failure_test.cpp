// Handlers that throw: the step is undone, the others of the batch stand, the order is kept.
#include <gmock/gmock.h>

#include <stdexcept>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::turn {
namespace {

using ::perdure::testing::FakeBatch;
using ::perdure::testing::FakeChart;
using ::perdure::testing::Noon;
using ::perdure::testing::text;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Handled append_or_throw(std::string_view event, std::string& state, Effects& effects) {
  state += std::string(" ") + std::string(event);
  SendEffect send;
  send.to = "other";
  send.event = event;
  effects.push_back(send);
  if (event == "throw") throw std::runtime_error("the printer is on fire");
  if (event == "throw int") throw 7;
  if (event == "send to nowhere") {
    send.to = "no\nid";
    effects.push_back(send);
  }
  if (event == "bad send id") {
    send.send_id = std::string("a\0b", 3);
    effects.push_back(send);
  }
  return Handled::Taken;
}

class Failure : public ::testing::Test {
 protected:
  Failure() { charts.add(std::make_unique<FakeChart>(append_or_throw)); }
  BatchWrite dispatched() { return dispatch(batch, charts, retries).write; }

  FakeBatch batch;
  Charts charts;
  Retries retries{.max_attempts = 3};
};

TEST_F(Failure, UndoesTheStepAndPostponesWhatIsBehindIt) {
  batch.session("a");
  batch.session("b");
  batch.event("a", "one");
  batch.event("a", "throw");
  batch.event("b", "one");
  batch.event("a", "two");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(2));
  EXPECT_EQ(text(write.sessions[0].state), " one");
  EXPECT_EQ(write.sessions[0].revision, 8);
  EXPECT_EQ(write.sessions[0].attempts, 1);
  EXPECT_EQ(write.sessions[0].retry_at, Noon + retries.first);
  EXPECT_EQ(write.sessions[0].failure, "the printer is on fire");
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Running);
  EXPECT_EQ(text(write.sessions[1].state), " one");
  EXPECT_EQ(write.sessions[1].attempts, 0);
  EXPECT_THAT(write.consumed, ElementsAre(0, 2));
  ASSERT_THAT(write.postponed, SizeIs(2));
  EXPECT_EQ(write.postponed[0].event, 1U);
  EXPECT_EQ(write.postponed[0].until, Noon + retries.first);
  EXPECT_EQ(write.postponed[1].event, 3U);
  EXPECT_EQ(write.postponed[1].until, Noon + retries.first);
  EXPECT_THAT(write.sends, SizeIs(2)) << "what the failed step sent is undone too";
  EXPECT_THAT(write.journal, SizeIs(2));
}

TEST_F(Failure, PostponesNewerEventsUntilTheRetry) {
  StoredSession& session = batch.session("a");
  session.attempts = 1;
  session.retry_at = Noon + std::chrono::seconds(3);
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  EXPECT_THAT(write.sessions, IsEmpty());
  ASSERT_THAT(write.postponed, SizeIs(1));
  EXPECT_EQ(write.postponed[0].until, Noon + std::chrono::seconds(3));
}

TEST_F(Failure, IsForgottenAfterASuccess) {
  StoredSession& session = batch.session("a");
  session.attempts = 2;
  session.retry_at = Noon;
  session.failure = "the printer is on fire";
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(1));
  EXPECT_EQ(write.sessions[0].attempts, 0);
  EXPECT_EQ(write.sessions[0].retry_at, std::nullopt);
  EXPECT_EQ(write.sessions[0].failure, "");
}

TEST_F(Failure, SuspendsAfterTheLastAttempt) {
  batch.session("a", "before").attempts = 2;
  batch.event("a", "throw int");
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(1));
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Suspended);
  EXPECT_EQ(write.sessions[0].attempts, 3);
  EXPECT_EQ(write.sessions[0].retry_at, std::nullopt);
  EXPECT_EQ(text(write.sessions[0].state), "before");
  EXPECT_THAT(write.sessions[0].failure, HasSubstr("no std::exception"));
  ASSERT_THAT(write.postponed, SizeIs(2));
  EXPECT_EQ(write.postponed[0].until, std::nullopt);
  EXPECT_EQ(write.postponed[1].until, std::nullopt);
}

TEST_F(Failure, OfAFirstStepLeavesTheSessionStarting) {
  charts = Charts();
  charts.add(std::make_unique<FakeChart>([](std::string_view, std::string&, Effects&) -> Handled {
    throw std::runtime_error("not today");
  }));
  StoredSession& session = batch.session("a", "params");
  session.status = SessionStatus::Starting;
  session.revision = 0;
  batch.event("a", "start", EventKind::Start);
  batch.event("a", "one");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(1));
  EXPECT_EQ(write.sessions[0].status, SessionStatus::Starting);
  EXPECT_EQ(write.sessions[0].revision, 0);
  EXPECT_EQ(text(write.sessions[0].state), "params");
  EXPECT_THAT(write.postponed, SizeIs(2));
}

TEST_F(Failure, IsWhatAnEffectThatNoStoreCouldKeepCounts) {
  batch.session("a");
  batch.event("a", "send to nowhere");
  batch.session("b");
  batch.event("b", "bad send id");
  const BatchWrite write = dispatched();

  ASSERT_THAT(write.sessions, SizeIs(2));
  EXPECT_THAT(write.sessions[0].failure, HasSubstr("cannot be a session's id"));
  EXPECT_THAT(write.sessions[1].failure, HasSubstr("cannot be the id of a send"));
  EXPECT_THAT(write.sends, IsEmpty());
}

}  // namespace
}  // namespace perdure::turn

// Events that may have ended the process before: counted before they are attempted, one at a time.
#include <gmock/gmock.h>

#include <stdexcept>

#include "runtime/turn/dispatch.h"
#include "runtime/turn/turn.h"
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

class Careful : public ::testing::Test {
 protected:
  Careful() {
    charts.add(
        std::make_unique<FakeChart>([this](std::string_view event, std::string& state, Effects&) {
          ++calls;
          state += event;
          if (event == "throw") throw std::runtime_error("the printer is on fire");
          return event == "unknown" ? Handled::Unknown : Handled::Taken;
        }));
  }
  Dispatched dispatched(Counting counting) { return dispatch(batch, charts, retries, counting); }

  FakeBatch batch;
  Charts charts;
  Retries retries{.max_attempts = 3};
  int calls = 0;
};

TEST_F(Careful, CountsAheadAndAttemptsNothing) {
  batch.session("a", "before").attempts = 1;
  batch.event("a", "one");
  const Dispatched ahead = dispatched(Counting::Ahead);

  EXPECT_TRUE(ahead.counted_ahead);
  EXPECT_EQ(calls, 0);
  ASSERT_THAT(ahead.write.sessions, SizeIs(1));
  EXPECT_EQ(ahead.write.sessions[0].attempts, 2);
  EXPECT_EQ(ahead.write.sessions[0].failure, "the process ended while it was handled");
  EXPECT_EQ(ahead.write.sessions[0].revision, 7);
  EXPECT_EQ(testing::text(ahead.write.sessions[0].state), "before");
  EXPECT_THAT(ahead.write.consumed, IsEmpty());
  EXPECT_THAT(ahead.write.postponed, IsEmpty());
  EXPECT_THAT(ahead.write.journal, IsEmpty());
}

TEST_F(Careful, CountsOnlyWhatRunsAHandler) {
  batch.event("nobody", "one");
  const Dispatched ahead = dispatched(Counting::Ahead);
  EXPECT_FALSE(ahead.counted_ahead);
  EXPECT_THAT(ahead.write.dead, SizeIs(1));
}

TEST_F(Careful, TakesTheCountBackOnceTheStepIsRun) {
  StoredSession& session = batch.session("a");
  session.attempts = 3;
  session.failure = "the process ended while it was handled";
  batch.event("a", "one");
  const Dispatched done = dispatched(Counting::Counted);

  EXPECT_EQ(calls, 1) << "the last attempt is one, too";
  EXPECT_FALSE(done.counted_ahead);
  ASSERT_THAT(done.write.sessions, SizeIs(1));
  EXPECT_EQ(done.write.sessions[0].attempts, 0);
  EXPECT_EQ(done.write.sessions[0].failure, "");
  EXPECT_THAT(done.write.consumed, ElementsAre(0));
}

TEST_F(Careful, CountsAnExceptionOnce) {
  batch.session("a").attempts = 2;
  batch.event("a", "throw");
  const Dispatched done = dispatched(Counting::Counted);
  ASSERT_THAT(done.write.sessions, SizeIs(1));
  EXPECT_EQ(done.write.sessions[0].attempts, 2);
  EXPECT_EQ(done.write.sessions[0].failure, "the printer is on fire");
  EXPECT_NE(done.write.sessions[0].status, SessionStatus::Suspended);
}

TEST_F(Careful, TakesTheCountBackForAnEventThatNobodyKnows) {
  batch.session("a").attempts = 1;
  batch.event("a", "unknown");
  const Dispatched done = dispatched(Counting::Counted);
  EXPECT_THAT(done.write.dead, SizeIs(1));
  ASSERT_THAT(done.write.sessions, SizeIs(1));
  EXPECT_EQ(done.write.sessions[0].attempts, 0);
  EXPECT_EQ(done.write.sessions[0].revision, 7);
}

TEST_F(Careful, SuspendsWithoutAnotherAttemptWhoeverFindsTheLastOneCounted) {
  for (const Counting counting : {Counting::Ahead, Counting::WhenItFails}) {
    FakeBatch found;
    StoredSession& session = found.session("a", "before");
    session.attempts = 3;
    session.failure = "the process ended while it was handled";
    found.event("a", "one");
    const Dispatched done = dispatch(found, charts, retries, counting);

    EXPECT_EQ(calls, 0);
    EXPECT_FALSE(done.counted_ahead);
    ASSERT_THAT(done.write.sessions, SizeIs(1));
    EXPECT_EQ(done.write.sessions[0].status, SessionStatus::Suspended);
    EXPECT_EQ(done.write.sessions[0].failure, "the process ended while it was handled");
    EXPECT_THAT(done.write.postponed, SizeIs(1));
    ASSERT_THAT(done.notes, SizeIs(1));
    EXPECT_THAT(done.notes[0].text, HasSubstr("attempt 3 of 3 failed"));
  }
}

// A tenure whose owner before left it with events in hand.
class Inherited : public Tenure {
 public:
  Inherited(std::unique_ptr<Tenure> tenure, std::size_t events)
      : tenure_(std::move(tenure)), abandoned_(Abandoned{"before", events}) {}
  std::int32_t lane() const override { return tenure_->lane(); }
  std::int64_t epoch() const override { return tenure_->epoch(); }
  const std::optional<Abandoned>& abandoned() const override { return abandoned_; }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits, KnownSessions* known) override {
    return tenure_->claim(limits, known);
  }
  void abandon() override { tenure_->abandon(); }

 private:
  std::unique_ptr<Tenure> tenure_;
  std::optional<Abandoned> abandoned_;
};

TEST(CarefulTurns, AreOfOneEventWhoseCountIsInTheStoreWhenItsHandlerRuns) {
  const std::unique_ptr<Store> store = open("memory:");
  store->schema().drop();
  store->schema().migrate(1);
  std::vector<std::int32_t> attempts;
  Charts charts;
  charts.add(std::make_unique<FakeChart>([&](std::string_view, std::string&, Effects&) {
    attempts.push_back(store->read("a")->attempts);
    return Handled::Taken;
  }));
  NewSession session;
  session.id = "a";
  session.chart = "test.Fake";
  session.start = EventId::random();
  std::vector<NewEvent> events(4);
  for (NewEvent& event : events) {
    event.id = EventId::random();
    event.session = "a";
    event.name = "x";
  }
  store->start(session, events);

  const Retries retries{.max_attempts = 1};
  const ClaimLimits limits{100};
  Inherited tenure(store->take({}), 3);
  HotLimit none;
  HotSessions hot(none);
  Turns turns(tenure, limits, charts, retries, hot);
  for (int i = 0; i < 3; ++i) {
    EXPECT_TRUE(turns.is_careful());
    const Turn turn = turns.take(false);
    EXPECT_EQ(turn.result, TurnResult::Worked);
    EXPECT_EQ(turn.events, 1U);
  }
  EXPECT_FALSE(turns.is_careful());
  EXPECT_EQ(turns.take(false).events, 2U);
  EXPECT_EQ(turns.take(false).result, TurnResult::Over);
  EXPECT_THAT(attempts, ElementsAre(1, 1, 1, 0, 0));
  EXPECT_EQ(store->read("a")->attempts, 0);
  EXPECT_EQ(store->read("a")->revision, 5);
}

}  // namespace
}  // namespace perdure::turn

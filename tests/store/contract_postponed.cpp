// Postponed events keep their place; those of a suspended session wait until somebody resumes it.
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

// What a runtime does with a failed step: the session's events of the batch, from the first on,
// wait.
void postpone_all(Batch& batch, std::optional<Timestamp> until) {
  BatchWrite write;
  for (std::size_t i = 0; i < batch.sessions().size(); ++i) {
    BatchWrite::Session session = unchanged(batch, i);
    session.retry_at = until;
    if (!until) session.status = SessionStatus::Suspended;
    session.attempts += 1;
    session.failure = "it failed";
    write.sessions.push_back(session);
  }
  for (std::size_t i = 0; i < batch.events().size(); ++i) write.postponed.push_back({i, until});
  ASSERT_EQ(batch.commit(write), CommitResult::Committed);
}

}  // namespace

TEST_P(StoreContract, PostponedEventsKeepTheirPlace) {
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  Timestamp until;
  {
    const auto batch = claim();
    until = batch->now() + Soon;
    postpone_all(*batch, until);
  }
  EXPECT_EQ(store().claim({}), nullptr);
  send("a", "newer");
  {
    const auto batch = claim();
    ASSERT_EQ(names(*batch), Strings{"newer"});
    EXPECT_EQ(batch->sessions()[0].retry_at, until);
    EXPECT_EQ(batch->sessions()[0].attempts, 1);
    EXPECT_EQ(batch->sessions()[0].failure, "it failed");
    postpone_all(*batch, until);
  }
  reopen();
  std::this_thread::sleep_for(Soon);
  send("a", "newest");
  EXPECT_EQ(drain(), (Strings{"a x", "a y", "a newer", "a newest"}));
}

TEST_P(StoreContract, PostponedEventsKeepTheirPlaceInSmallBatches) {
  start("a");
  for (int i = 0; i < 5; ++i) send("a", "e" + std::to_string(i));
  postpone_all(*claim(),
               std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) + Soon);
  std::this_thread::sleep_for(Soon);
  for (int i = 5; i < 10; ++i) send("a", "e" + std::to_string(i));
  Strings wanted;
  for (int i = 0; i < 10; ++i) wanted.push_back("a e" + std::to_string(i));
  EXPECT_EQ(drain(1), wanted);
}

TEST_P(StoreContract, APostponedEventCanBePostponedAgain) {
  start("a");
  NewEvent event = new_event("a", "x");
  event.payload = bytes("payload");
  event.cause = EventId::random();
  enqueue(event);
  send("a", "y");
  std::int64_t sequence = 0;
  for (int i = 0; i < 3; ++i) {
    const auto batch = claim();
    ASSERT_EQ(names(*batch), (Strings{"x", "y"}));
    if (i != 0) {
      EXPECT_EQ(batch->events()[0].sequence, sequence);
    }
    sequence = batch->events()[0].sequence;
    postpone_all(*batch, batch->now() + std::chrono::milliseconds(5));
  }
  const auto batch = claim();
  EXPECT_EQ(batch->events()[0].id, event.id);
  EXPECT_EQ(batch->events()[0].payload, event.payload);
  EXPECT_EQ(batch->events()[0].cause, event.cause);
  EXPECT_EQ(batch->sessions()[0].attempts, 3);
}

TEST_P(StoreContract, ASuspendedSessionsEventsWaitForResume) {
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  postpone_all(*claim(), std::nullopt);
  send("a", "newer");
  {
    const auto batch = claim();
    ASSERT_EQ(names(*batch), Strings{"newer"});
    EXPECT_EQ(batch->sessions()[0].status, SessionStatus::Suspended);
    postpone_all(*batch, std::nullopt);
  }
  reopen();
  EXPECT_EQ(store().claim({}), nullptr);
  EXPECT_EQ(store().read("a")->status, SessionStatus::Suspended);
  EXPECT_EQ(store().records().session("a")->waiting, 3);

  EXPECT_TRUE(store().resume("a"));
  send("a", "newest");
  const auto session = store().read("a");
  EXPECT_EQ(session->status, SessionStatus::Running);
  EXPECT_EQ(session->attempts, 0);
  EXPECT_EQ(session->failure, "");
  EXPECT_FALSE(session->retry_at);
  EXPECT_EQ(session->revision, 1);
  EXPECT_EQ(drain(1), (Strings{"a x", "a y", "a newer", "a newest"}));
}

TEST_P(StoreContract, ResumeLeavesEveryOtherSessionAlone) {
  start("a");
  start("b");
  send("a", "x");
  send("b", "x");
  for (auto batch = store().claim({}); batch; batch = store().claim({}))
    postpone_all(*batch, std::nullopt);
  enqueue(delayed("a", "later", Later));
  EXPECT_TRUE(store().resume("a"));
  EXPECT_EQ(drain(), Strings{"a x"});
  EXPECT_EQ(store().records().session("a")->waiting, 1);
  EXPECT_EQ(store().read("b")->status, SessionStatus::Suspended);
}

TEST_P(StoreContract, OnlyASuspendedSessionIsResumed) {
  EXPECT_FALSE(store().resume("nobody"));
  start("a");
  EXPECT_FALSE(store().resume("a"));
  send("a", "x");
  postpone_all(*claim(), std::nullopt);
  EXPECT_TRUE(store().resume("a"));
  EXPECT_FALSE(store().resume("a"));
}

TEST_P(StoreContract, ASessionSuspendedBeforeItsFirstStepStartsAnew) {
  store().start(new_session("a"));
  postpone_all(*claim(), std::nullopt);
  EXPECT_TRUE(store().resume("a"));
  EXPECT_EQ(store().read("a")->status, SessionStatus::Starting);
  EXPECT_EQ(store().read("a")->state, bytes("params"));
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 1U);
  EXPECT_EQ(batch->events()[0].kind, EventKind::Start);
}

TEST_P(StoreContract, WhatBecameOfAnInvocationKeepsItsNameWhereverItWaits) {
  use_lanes(1);
  start("a");
  std::vector<NewEvent> outcomes;
  for (const EventKind kind :
       {EventKind::Done, EventKind::Failed, EventKind::Progress, EventKind::Emitted}) {
    outcomes.push_back(new_event("a", std::string(name(kind))));
    outcomes.back().kind = kind;
    outcomes.back().invocation = "Charging.charge.1";
    outcomes.back().delay = Duration(1);
  }
  outcomes[0].delay = Duration::zero();
  store().enqueue(outcomes);
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  postpone_all(*claim(),
               std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) + Soon);
  std::this_thread::sleep_for(Soon);
  reopen();
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), outcomes.size());
  for (const DueEvent& event : batch->events()) {
    EXPECT_EQ(event.name, name(event.kind));
    EXPECT_EQ(event.invocation, "Charging.charge.1");
  }
}

}  // namespace perdure::contract

// What is due later: it comes when it is due, survives, and can be taken back.
#include <future>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

TEST_P(StoreContract, ADelayedEventComesWhenItIsDueAndNotBefore) {
  start("a");
  const auto begin = std::chrono::steady_clock::now();
  enqueue(delayed("a", "x", Soon));
  EXPECT_EQ(store().records().session("a")->waiting, 1);
  reopen();
  EXPECT_EQ(wait_for(1), Strings{"a x"});
  EXPECT_GE(std::chrono::steady_clock::now() - begin, Soon - std::chrono::milliseconds(1));
  EXPECT_EQ(store().records().session("a")->waiting, 0);
}

TEST_P(StoreContract, DelayedEventsComeInTheOrderTheyAreDue) {
  start("a");
  store().enqueue(std::vector<NewEvent>{
      delayed("a", "third", Soon * 3), delayed("a", "first", Soon),
      delayed("a", "second", Soon * 2), delayed("a", "late", Duration::max())});
  std::this_thread::sleep_for(Soon * 3);
  EXPECT_EQ(wait_for(3), (Strings{"a first", "a second", "a third"}));
}

TEST_P(StoreContract, EventsDueTogetherComeInTheOrderTheyWereSent) {
  start("a");
  const Timestamp due =
      std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) + Soon;
  for (const char* name : {"x", "y", "z"}) {
    NewEvent event = new_event("a", name);
    event.due = due;
    enqueue(event);
  }
  EXPECT_EQ(wait_for(3), (Strings{"a x", "a y", "a z"}));
}

TEST_P(StoreContract, WhatIsDueAlreadyComesAtOnce) {
  start("a");
  NewEvent past = new_event("a", "past");
  past.due = Timestamp(Duration(1));
  NewEvent first = new_event("a", "first");
  first.due = Timestamp::min();
  store().enqueue(std::vector<NewEvent>{past, first, delayed("a", "negative", Duration::min())});
  EXPECT_EQ(drain(), (Strings{"a past", "a first", "a negative"}));
}

TEST_P(StoreContract, ADelayedEventGetsItsPlaceWhenItIsDue) {
  start("a");
  enqueue(delayed("a", "delayed", Soon));
  send("a", "at once");
  std::this_thread::sleep_for(Soon * 2);
  EXPECT_EQ(drain(), (Strings{"a at once", "a delayed"}));
}

TEST_P(StoreContract, AStepsTimersSurvive) {
  start("a");
  send("a", "x");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    NewEvent timer = new_event("a", "Waiting.after.0");
    timer.kind = EventKind::Timer;
    timer.due = batch->now() + Soon;
    timer.send_id = timer.name;
    write.sends = {timer};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  reopen();
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 1U);
  EXPECT_EQ(batch->events()[0].kind, EventKind::Timer);
  EXPECT_EQ(batch->events()[0].name, "Waiting.after.0");
  EXPECT_EQ(batch->events()[0].send_id, "Waiting.after.0");
}

TEST_P(StoreContract, CancelTakesBackWhatIsNotYetDue) {
  start("a");
  enqueue(delayed("a", "x", Soon, "id"));
  enqueue(delayed("a", "y", Soon, "id"));
  enqueue(delayed("a", "z", Soon, "other"));
  EXPECT_EQ(store().cancel("a", "id"), 2U);
  EXPECT_EQ(store().cancel("a", "id"), 0U);
  EXPECT_EQ(wait_for(1), Strings{"a z"});
}

TEST_P(StoreContract, CancelTakesBackWhatIsDue) {
  start("a");
  NewEvent event = new_event("a", "x");
  event.send_id = "id";
  enqueue(event);
  send("a", "y");
  EXPECT_EQ(store().cancel("a", "id"), 1U);
  EXPECT_EQ(drain(), Strings{"a y"});
}

TEST_P(StoreContract, CancelOfWhatWasConsumedIsNothing) {
  start("a");
  NewEvent event = new_event("a", "x");
  event.send_id = "id";
  enqueue(event);
  EXPECT_EQ(drain(), Strings{"a x"});
  EXPECT_EQ(store().cancel("a", "id"), 0U);
  EXPECT_EQ(store().cancel("nobody", "id"), 0U);
}

TEST_P(StoreContract, CancelIsTheSendersAndLeavesTimersAlone) {
  start("a");
  start("b");
  NewEvent of_b = delayed("a", "of b", Soon, "id");
  of_b.sender = "b";
  NewEvent timer = delayed("a", "timer", Soon * 2, "id");
  timer.kind = EventKind::Timer;
  store().enqueue(std::vector<NewEvent>{of_b, timer, delayed("a", "of a", Soon, "id")});
  EXPECT_EQ(store().cancel("a", "id"), 1U);
  EXPECT_EQ(wait_for(2), (Strings{"a of b", "a timer"}));
}

TEST_P(StoreContract, ASenderTakesBackWhatItSentToOthers) {
  use_lanes(16);
  std::vector<NewEvent> events;
  for (int i = 0; i < 8; ++i) {
    start("s" + std::to_string(i));
    events.push_back(delayed("s" + std::to_string(i), "x", Soon, i % 2 == 0 ? "even" : "odd"));
    events.back().sender = "s0";
  }
  store().enqueue(events);
  EXPECT_EQ(store().cancel("s0", "odd"), 4U);
  // Wherever they go: what is due is claimed before claim() says that nothing is.
  std::this_thread::sleep_for(Soon * 2);
  Strings came = drain();
  std::sort(came.begin(), came.end());
  EXPECT_EQ(came, (Strings{"s0 x", "s2 x", "s4 x", "s6 x"}));
  EXPECT_EQ(store().cancel("s0", "even"), 0U);
}

TEST_P(StoreContract, ABatchCancelsBeforeItSends) {
  start("a");
  NewEvent due = new_event("a", "due");
  due.send_id = "id";
  store().enqueue(std::vector<NewEvent>{new_event("a", "x"), delayed("a", "old", Soon, "id"), due});
  {
    const auto batch = claim(1);
    BatchWrite write = handle_all(*batch);
    write.cancels = {{"a", EventKind::Event, "id"}, {"a", EventKind::Timer, "id"}};
    write.sends = {delayed("a", "new", Soon, "id")};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(drain(), Strings{});
  EXPECT_EQ(wait_for(1), Strings{"a new"});
}

TEST_P(StoreContract, ABatchCancelsOneKindOnly) {
  start("a");
  NewEvent timer = delayed("a", "timer", Soon, "id");
  timer.kind = EventKind::Timer;
  store().enqueue(
      std::vector<NewEvent>{new_event("a", "x"), timer, delayed("a", "event", Soon, "id")});
  {
    const auto batch = claim(1);
    BatchWrite write = handle_all(*batch);
    write.cancels = {{"a", EventKind::Timer, "id"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(wait_for(1), Strings{"a event"});
}

TEST_P(StoreContract, ABatchCancelsWhatItLeavesBehind) {
  start("a");
  NewEvent due = new_event("a", "y");
  due.send_id = "id";
  NewEvent postponed = new_event("a", "z");
  postponed.send_id = "id";
  store().enqueue(std::vector<NewEvent>{new_event("a", "x"), due, postponed});
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.consumed = {0};
    write.postponed = {{2, batch->now() + Soon}};
    write.cancels = {{"a", EventKind::Event, "id"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_TRUE(store().records().pending("a").empty());
}

TEST_P(StoreContract, CancelDoesNotTakeWhatABatchHandles) {
  start("a");
  NewEvent event = new_event("a", "x");
  event.send_id = "id";
  enqueue(event);
  auto batch = claim();
  auto cancelled = std::async(std::launch::async, [&] { return store().cancel("a", "id"); });
  cancelled.wait_for(std::chrono::milliseconds(30));
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  EXPECT_EQ(cancelled.get(), 0U);
}

TEST_P(StoreContract, ASleeperWakesWhenATimerIsDue) {
  start("a");
  const auto begin = std::chrono::steady_clock::now();
  std::thread sender([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    enqueue(delayed("a", "x", Soon));
  });
  EXPECT_EQ(names(*claim()), Strings{"x"});
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience / 2);
  sender.join();
}

}  // namespace perdure::contract

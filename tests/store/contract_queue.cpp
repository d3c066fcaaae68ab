// The queue: in order within a session, one owner of a lane at a time, all of a batch or nothing.
#include <future>
#include <set>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

TEST_P(StoreContract, NothingIsDueInAnEmptyStore) { EXPECT_EQ(store().claim({}), nullptr); }

TEST_P(StoreContract, EventsOfASessionComeInTheOrderTheyWereSent) {
  start("a");
  std::vector<NewEvent> events;
  Strings wanted;
  for (int i = 0; i < 50; ++i) {
    events.push_back(new_event("a", "e" + std::to_string(i)));
    wanted.push_back("a e" + std::to_string(i));
  }
  store().enqueue({events.data(), 20});
  store().enqueue({events.data() + 20, 30});
  reopen();
  EXPECT_EQ(drain(7), wanted);
}

TEST_P(StoreContract, SequencesRiseThroughABatch) {
  use_lanes(1);
  for (const char* id : {"a", "b"}) start(id);
  for (int i = 0; i < 10; ++i) send(i % 2 == 0 ? "a" : "b", "x");
  const auto batch = claim();
  for (std::size_t i = 1; i < batch->events().size(); ++i) {
    EXPECT_LT(batch->events()[i - 1].sequence, batch->events()[i].sequence);
  }
}

TEST_P(StoreContract, ABatchHoldsNoMoreThanItsLimit) {
  start("a");
  for (int i = 0; i < 5; ++i) send("a", "e" + std::to_string(i));
  const auto batch = claim(3);
  EXPECT_EQ(names(*batch), (Strings{"e0", "e1", "e2"}));
}

TEST_P(StoreContract, EnqueueToNobodyStoresNothing) {
  start("a");
  const std::vector<NewEvent> events = {new_event("a", "x"), new_event("nobody-7", "y")};
  try {
    store().enqueue(events);
    FAIL() << "should be refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::UnknownSession);
    EXPECT_NE(std::string(error.what()).find("nobody-7"), std::string::npos) << error.what();
  }
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, EnqueueOfNothingIsNothing) {
  store().enqueue({});
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, ADestroyedBatchChangesNothing) {
  start("a");
  send("a", "x");
  claim().reset();
  EXPECT_EQ(store().read("a")->revision, 1);
  EXPECT_EQ(drain(), Strings{"a x"});
}

TEST_P(StoreContract, WhatIsCommittedIsGoneForGood) {
  start("a");
  send("a", "x");
  EXPECT_EQ(drain(), Strings{"a x"});
  reopen();
  EXPECT_EQ(drain(), Strings{});
  EXPECT_EQ(store().read("a")->revision, 2);
}

TEST_P(StoreContract, AnEventInNoListStaysDue) {
  start("a");
  for (const char* name : {"x", "y", "z"}) send("a", name);
  {
    const auto batch = claim();
    BatchWrite write;
    write.consumed = {1};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(drain(), (Strings{"a x", "a z"}));
}

TEST_P(StoreContract, SendsOfABatchComeWithTheirCause) {
  start("a");
  start("b");
  const NewEvent cause = new_event("a", "x");
  enqueue(cause);
  NewEvent sent = new_event("b", "y");
  sent.sender = "a";
  sent.cause = cause.id;
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sends = {sent, new_event("a", "z")};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  std::map<std::string, std::optional<EventId>> causes;
  while (const auto batch = store().claim({})) {
    for (const DueEvent& event : batch->events()) causes[event.name] = event.cause;
    batch->commit(handle_all(*batch));
  }
  EXPECT_EQ(causes, (std::map<std::string, std::optional<EventId>>{{"y", cause.id}, {"z", {}}}));
}

TEST_P(StoreContract, AStepsSendToNobodyComesWithoutASessionAndCanBeBuried) {
  start("a");
  send("a", "x");
  const NewEvent lost = new_event("nobody", "lost");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sends = {lost};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  {
    const auto batch = claim();
    ASSERT_EQ(batch->events().size(), 1U);
    EXPECT_EQ(batch->events()[0].session_index, DueEvent::NoSession);
    EXPECT_EQ(batch->events()[0].session, "nobody");
    EXPECT_TRUE(batch->sessions().empty());
    BatchWrite write;
    write.dead = {{0, "no such session"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(drain(), Strings{});
  const auto dead = store().records().dead({.limit = 10});
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].id, lost.id);
  EXPECT_EQ(dead[0].session, "nobody");
  EXPECT_EQ(dead[0].name, "lost");
  EXPECT_EQ(dead[0].reason, "no such session");
  EXPECT_GT(dead[0].at, Timestamp{});
}

TEST_P(StoreContract, TheDeadAreListedLatestFirst) {
  start("a");
  for (int i = 0; i < 3; ++i) {
    send("a", "e" + std::to_string(i));
    const auto batch = claim();
    BatchWrite write;
    write.dead = {{0, "no"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const auto dead = store().records().dead({.limit = 2});
  ASSERT_EQ(dead.size(), 2U);
  EXPECT_EQ(dead[0].name, "e2");
  EXPECT_EQ(dead[1].name, "e1");
}

TEST_P(StoreContract, ABatchIsCommittedOnce) {
  start("a");
  send("a", "x");
  const auto batch = claim();
  const BatchWrite write = handle_all(*batch);
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
}

TEST_P(StoreContract, AConflictWritesNothing) {
  start("a");
  send("a", "x");
  auto batch = claim();
  if (!database().interfere(store(), "a")) GTEST_SKIP() << "nobody can interfere";
  BatchWrite write = handle_all(*batch);
  write.sends = {new_event("a", "sent")};
  JournalEntry entry;
  entry.session = "a";
  entry.name = "x";
  entry.revision = 2;
  write.journal = {entry};
  EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  batch.reset();
  EXPECT_TRUE(store().history().journal("a", 0, 10).empty());
  for (const std::string& came : drain()) EXPECT_EQ(came, "a x");
}

TEST_P(StoreContract, ALaneHasOneOwner) {
  use_lanes(1);
  Store& other = other_store();
  start("a");
  start("b");
  send("a", "x");
  send("b", "y");
  auto batch = claim(1);
  EXPECT_EQ(store().claim({}), nullptr);
  EXPECT_EQ(other.claim({}), nullptr);
  batch.reset();
  EXPECT_EQ(names(*claim()), (Strings{"x", "y"}));
}

TEST_P(StoreContract, DifferentLanesAreOutAtATime) {
  if (!GetParam().batches_at_once) GTEST_SKIP() << "one batch at a time";
  use_lanes(8);
  Store& other = other_store();
  for (int i = 0; i < 40; ++i) store().start(new_session("s" + std::to_string(i)));
  std::vector<std::unique_ptr<Batch>> batches;
  std::set<std::int32_t> lanes;
  std::size_t events = 0;
  for (;;) {
    auto batch = (batches.size() % 2 == 0 ? store() : other).claim({});
    if (!batch) break;
    lanes.insert(batch->lane());
    events += batch->events().size();
    batches.push_back(std::move(batch));
  }
  EXPECT_EQ(lanes.size(), batches.size());
  EXPECT_GT(batches.size(), 4U);
  EXPECT_EQ(events, 40U);
}

TEST_P(StoreContract, LanesAreStable) {
  use_lanes(1024);
  for (const char* id : {"a", "order-1", "Größe"}) store().start(new_session(id));
  std::map<std::string, std::int32_t> lanes;
  while (const auto batch = store().claim({})) {
    for (const DueEvent& event : batch->events()) lanes[event.session] = batch->lane();
    batch->commit(handle_all(*batch));
  }
  // FNV-1a, 64 bits, modulo 1024: written down, for stored sessions stay in their lanes.
  EXPECT_EQ(lanes,
            (std::map<std::string, std::int32_t>{{"a", 140}, {"order-1", 109}, {"Größe", 890}}));
}

TEST_P(StoreContract, ReadsDoNotWaitForABatch) {
  start("a");
  send("a", "x");
  const auto batch = claim();
  auto read = std::async(std::launch::async, [&] {
    return store().read("a")->revision + store().records().session("a")->queued;
  });
  ASSERT_EQ(read.wait_for(Patience), std::future_status::ready);
  EXPECT_EQ(read.get(), 2);
}

TEST_P(StoreContract, WorkWakesASleeper) {
  start("a");
  Store& other = other_store();
  for (Store* sleeper : {&store(), &other}) {
    if (sleeper == &other && !GetParam().tells_others) continue;
    const auto begin = std::chrono::steady_clock::now();
    std::thread sender([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      send("a", "x");
    });
    while (!sleeper->claim({}) && std::chrono::steady_clock::now() - begin < Patience) {
      sleeper->wait_for_work(Patience, {});
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience / 2);
    sender.join();
    drain();
  }
}

TEST_P(StoreContract, AReleasedLaneWakesASleeper) {
  use_lanes(1);
  start("a");
  send("a", "x");
  send("a", "y");
  auto batch = claim(1);
  auto owner = std::async(std::launch::async, [this] { return names(*claim()); });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  batch->commit(handle_all(*batch));
  batch.reset();
  EXPECT_EQ(owner.get(), Strings{"y"});
}

TEST_P(StoreContract, SleepersWakeForTheirLimitAndForStop) {
  const auto begin = std::chrono::steady_clock::now();
  store().wait_for_work(std::chrono::milliseconds(20), {});
  store().wait_for_work(Duration::zero(), {});
  store().wait_for_work(Duration(-5), {});
  std::jthread sleeper(
      [this](std::stop_token stop) { store().wait_for_work(Duration::max(), stop); });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  sleeper.request_stop();
  sleeper.join();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, Patience / 2);
}

}  // namespace perdure::contract

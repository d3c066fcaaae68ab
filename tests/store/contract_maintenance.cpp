// The upkeep: the journal's end, and that of sessions that are over.
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

using namespace std::chrono_literals;
using Strings = std::vector<std::string>;

void write_journal(Store& store, const std::string& session, Timestamp at) {
  const NewEvent event = new_event(session, "x");
  store.enqueue({&event, 1});
  const auto batch = store.claim({});
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  JournalEntry entry;
  entry.session = session;
  entry.revision = 1;
  entry.event = event.id;
  entry.name = "x";
  entry.at = at;
  write.journal = {entry};
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
}

Timestamp now() { return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()); }

// Its event ends it.
void end(Store& store, const std::string& session, SessionStatus status = SessionStatus::Done) {
  const NewEvent event = new_event(session, "end");
  store.enqueue({&event, 1});
  const auto batch = store.claim({});
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  write.sessions[0].status = status;
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
}

}  // namespace

TEST_P(StoreContract, TheJournalLosesWhatIsOld) {
  start("a");
  for (int i = 0; i < 5; ++i) write_journal(store(), "a", now() - 24h * 1000);
  write_journal(store(), "a", now());
  Trimmed trimmed = store().maintenance().trim_journal(24h * 2000, 10);
  EXPECT_EQ(trimmed.rows, 0U);
  EXPECT_FALSE(trimmed.more);
  trimmed = store().maintenance().trim_journal(24h * 900, 3);
  EXPECT_EQ(trimmed.rows, 3U);
  EXPECT_TRUE(trimmed.more);
  trimmed = store().maintenance().trim_journal(24h * 900, 3);
  EXPECT_EQ(trimmed.rows, 2U);
  EXPECT_FALSE(trimmed.more);
  EXPECT_EQ(store().history().journal("a", 0, 10).size(), 1U);
}

TEST_P(StoreContract, SessionsThatAreOverGoAfterTheirTime) {
  for (const char* id : {"done", "cancelled", "awaited", "running"}) start(id);
  end(store(), "done");
  end(store(), "cancelled", SessionStatus::Cancelled);
  end(store(), "awaited");
  enqueue(delayed("awaited", "later", Later));
  EXPECT_EQ(maintain(store(), {.finished = 24h}).sessions, 0U);
  std::this_thread::sleep_for(1ms);
  EXPECT_EQ(maintain(store(), {}).sessions, 0U) << "for ever, if nobody says for how long";
  EXPECT_EQ(maintain(store(), {.finished = 0s}).sessions, 2U);
  EXPECT_FALSE(store().read("done"));
  EXPECT_FALSE(store().read("cancelled"));
  EXPECT_TRUE(store().read("awaited"));
  EXPECT_TRUE(store().read("running"));
  const NewEvent event = new_event("done", "x");
  expect_error(ErrorKind::UnknownSession, [&] { store().enqueue({&event, 1}); });
  start("done");
}

TEST_P(StoreContract, ASessionCanBeArchivedMoreThanOnce) {
  for (int i = 0; i < 2; ++i) {
    start("a");
    end(store(), "a");
    std::this_thread::sleep_for(1ms);
    EXPECT_EQ(maintain(store(), {.finished = 0s, .archive = true}).sessions, 1U);
    EXPECT_FALSE(store().read("a"));
  }
}

TEST_P(StoreContract, ASweepGoesThroughAllLanesInSteps) {
  use_lanes(3);
  std::size_t ended = 0;
  for (int i = 0; i < 20; ++i) {
    const std::string id = "s" + std::to_string(i);
    start(id);
    if (i % 2 == 0) continue;
    end(store(), id);
    ++ended;
  }
  std::this_thread::sleep_for(1ms);
  std::size_t swept = 0;
  std::optional<SweepPlace> place = SweepPlace{};
  int steps = 0;
  for (; place && steps < 100; ++steps) {
    const Swept step = store().maintenance().sweep(*place, 0s, false, 2);
    EXPECT_LE(step.sessions, 2U);
    swept += step.sessions;
    place = step.next;
  }
  EXPECT_EQ(swept, ended);
  EXPECT_GE(steps, 10);
  EXPECT_EQ(store().records().sessions({}).size(), 20 - ended);
}

TEST_P(StoreContract, KeysAreForgottenInStepsWhenTheirWindowIsOver) {
  const auto keyed = [](const std::string& id, const std::string& key, Duration window) {
    NewEvent event = new_event(id, "x");
    event.key = key;
    event.key_window = window;
    return event;
  };
  use_lanes(4);
  std::vector<NewEvent> events;
  for (const char* id : {"a", "b", "c"}) {
    start(id);
    // In one call, whose own removal finds none that are over.
    for (int i = 0; i < 4; ++i) events.push_back(keyed(id, std::to_string(i), 1us));
    events.push_back(keyed(id, "kept", Later));
  }
  store().enqueue(events);
  std::this_thread::sleep_for(1ms);
  std::size_t all = 0;
  for (std::size_t last = 5; last == 5; all += last) {
    last = store().maintenance().forget_keys(5);
    ASSERT_LE(last, 5U);
  }
  EXPECT_EQ(all, 12U);
  EXPECT_EQ(store().maintenance().forget_keys(5), 0U);
  for (const char* id : {"a", "b", "c"}) {
    const std::vector<NewEvent> again = {keyed(id, "0", Later), keyed(id, "kept", Later)};
    const Sent sent = store().enqueue(again);
    EXPECT_EQ(sent.queued, 1U) << id;
    EXPECT_EQ(sent.repeated, 1U) << id;
  }
  EXPECT_EQ(maintain(store(), {}).keys, 0U);
}

TEST_P(StoreContract, UpkeepForgetsKeys) {
  start("a");
  NewEvent event = new_event("a", "x");
  event.key = "k";
  event.key_window = 1us;
  store().enqueue({&event, 1});
  std::this_thread::sleep_for(1ms);
  EXPECT_EQ(maintain(store(), {}).keys, 1U);
}

TEST_P(StoreContract, UpkeepStopsWhereItIsTold) {
  start("a");
  end(store(), "a");
  std::this_thread::sleep_for(1ms);
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(maintain(store(), {.journal = 0s, .finished = 0s}, stop.get_token()).sessions, 0U);
  EXPECT_TRUE(store().read("a"));
}

}  // namespace perdure::contract

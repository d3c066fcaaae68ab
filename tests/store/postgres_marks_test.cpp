// Low-water marks against those who could be passed by: transactions that draw a number early and commit late,
// in savepoints, in two phases, and events that come back to their old places.
#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <future>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "tests/store/contract.h"
#include "tests/store/postgres_cluster.h"

namespace perdure::contract {
namespace {

using namespace std::chrono_literals;

constexpr int MarkedSessions = 8;

std::string id(int session) { return "session-" + std::to_string(session); }

// A server that takes prepared transactions, for all tests of this file.
const std::string& server() {
  static const auto cluster = [] {
    ::setenv("PERDURE_POSTGRES_SETTINGS", "max_prepared_transactions = 50", 1);
    auto made = std::make_unique<PostgresCluster>();
    ::unsetenv("PERDURE_POSTGRES_SETTINGS");
    return made;
  }();
  return cluster->uri();
}

// Somebody who queues events by plain SQL, as slowly as they like.
class Enqueuer {
 public:
  explicit Enqueuer(const std::string& schema) : session_(server()) {
    session_.run("set search_path = " + identifier(schema));
  }
  std::string run(const std::string& sql) { return session_.run(sql); }
  void insert(const std::string& session, const std::string& name) {
    run("insert into event (lane, id, kind, session, sender, name, payload) values (0, "
        "gen_random_uuid(), 'event', '" +
        session + "', '" + session + "', '" + name + "', '')");
  }

 private:
  PostgresSession session_;
};

// What was queued for good, and what came.
class Checker {
 public:
  void queued(const std::vector<std::string>& names) {
    const std::lock_guard lock(mutex_);
    queued_.insert(names.begin(), names.end());
  }
  void came(const std::vector<std::string>& names) {
    const std::lock_guard lock(mutex_);
    for (const std::string& name : names) ++came_[name];
  }
  bool is_waiting() {
    const std::lock_guard lock(mutex_);
    return came_.size() < queued_.size();
  }
  // Empty: each came once, and nothing else did.
  std::string mistakes() {
    const std::lock_guard lock(mutex_);
    std::string text;
    for (const std::string& name : queued_) {
      if (came_.count(name) == 0) text += name + " was skipped\n";
    }
    for (const auto& [name, times] : came_) {
      if (times > 1) text += name + " came twice\n";
      if (queued_.count(name) == 0) text += name + " was never queued\n";
    }
    return text;
  }

 private:
  std::mutex mutex_;  // Guards all below.
  std::set<std::string> queued_;
  std::map<std::string, int> came_;
};

class PostgresMarks : public ::testing::Test {
 protected:
  void SetUp() override {
    schema_ = new_schema_name();
    store_ = open(store_uri(server(), schema_));
    store_->schema().migrate(1);
    for (int i = 0; i < MarkedSessions; ++i) store_->start(new_session(id(i)));
    take_all();
  }
  void TearDown() override { store_->schema().drop(); }

  // Handles what is due, so much at a time. "session name" for each.
  std::vector<std::string> take_all(std::size_t limit = 50) {
    std::vector<std::string> all;
    while (const auto batch = store_->claim({limit})) {
      for (const DueEvent& event : batch->events()) all.push_back(event.name);
      EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
    }
    return all;
  }
  // Queues and handles so many events that the mark goes as far as it may.
  void pass(int events = 1000) {
    for (int round = 0; round < 4; ++round) {
      std::vector<NewEvent> more;
      for (int i = 0; i < events / 4; ++i)
        more.push_back(new_event(id(i % MarkedSessions), "passing"));
      store_->enqueue(more);
      EXPECT_EQ(take_all().size(), more.size());
    }
  }
  void queue_passing(int events) {
    std::vector<NewEvent> more;
    for (int i = 0; i < events; ++i) more.push_back(new_event(id(1), "passing"));
    store_->enqueue(more);
  }
  // All that is due, in one; `change`: another write than that of handle_all().
  void handle_one_batch(const std::function<void(const Batch&, BatchWrite&)>& change =
                            [](auto&, auto&) {}) {
    const auto batch = store_->claim({});
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    change(*batch, write);
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  std::int64_t mark() { return of_lane("mark"); }
  std::int64_t candidate() { return of_lane("candidate"); }
  std::int64_t last_number() {
    Enqueuer reader(schema_);
    return std::stoll(reader.run("select last_value from queue_number"));
  }
  Store& store() { return *store_; }
  const std::string& schema() const { return schema_; }

 private:
  std::int64_t of_lane(const std::string& column) {
    Enqueuer reader(schema_);
    return std::stoll(reader.run("select " + column + " from lane"));
  }

  std::string schema_;
  std::unique_ptr<Store> store_;
};

TEST_F(PostgresMarks, FollowWhatWasHandled) {
  pass();
  EXPECT_GT(mark(), last_number() - 400);
}

TEST_F(PostgresMarks, MoveWhileSomebodyHoldsASnapshot) {
  Enqueuer holder(schema());
  holder.run("begin isolation level repeatable read");
  holder.run("select count(*) from event");
  pass();
  EXPECT_GT(mark(), last_number() - 400);
}

TEST_F(PostgresMarks, WaitForATransactionThatCommitsLate) {
  Enqueuer slow(schema());
  slow.run("begin");
  slow.insert(id(0), "late");
  const std::int64_t number = last_number();
  pass();
  EXPECT_LT(mark(), number);
  slow.run("commit");
  EXPECT_EQ(take_all(), std::vector<std::string>{"late"});
  pass();
  EXPECT_GT(mark(), number);
}

TEST_F(PostgresMarks, DoNotWaitForATransactionThatDrawsNoNumber) {
  Enqueuer idle(schema());
  idle.run("begin");
  idle.run("select count(*) from event");
  const std::int64_t number = last_number();
  pass();
  EXPECT_GT(mark(), number);
  // It has a transaction number only from here on, and a later number than all that was passed.
  idle.insert(id(0), "late");
  pass();
  idle.run("commit");
  EXPECT_EQ(take_all(), std::vector<std::string>{"late"});
}

TEST_F(PostgresMarks, WaitForASavepoint) {
  Enqueuer slow(schema());
  slow.run("begin");
  slow.run("savepoint first");
  slow.insert(id(0), "kept");
  slow.run("savepoint second");
  slow.insert(id(0), "undone");
  slow.run("rollback to second");
  slow.run("release first");
  pass();
  slow.run("savepoint third");
  slow.insert(id(0), "last");
  pass();
  slow.run("commit");
  EXPECT_EQ(take_all(), (std::vector<std::string>{"kept", "last"}));
}

TEST_F(PostgresMarks, WaitForAPreparedTransaction) {
  {
    Enqueuer slow(schema());
    slow.run("begin");
    slow.insert(id(0), "prepared");
    slow.run("prepare transaction 'in two phases'");
  }
  pass();
  Enqueuer other(schema());
  other.run("commit prepared 'in two phases'");
  EXPECT_EQ(take_all(), std::vector<std::string>{"prepared"});
}

TEST_F(PostgresMarks, StopShortOfWhatABatchHadNoRoomFor) {
  Enqueuer slow(schema());
  slow.run("begin");
  std::vector<std::string> names;
  for (int i = 0; i < 500; ++i) {
    names.push_back("late-" + std::to_string(i));
    slow.insert(id(0), names.back());
  }
  pass();
  slow.run("commit");
  EXPECT_EQ(take_all(7), names);
}

TEST_F(PostgresMarks, StopShortOfWhatABatchLeft) {
  std::vector<NewEvent> events;
  for (int i = 0; i < 400; ++i) events.push_back(new_event(id(0), std::to_string(i)));
  store().enqueue(events);
  for (int round = 0; round < 5; ++round) {
    const auto batch = store().claim({300});
    BatchWrite write = handle_all(*batch);
    // All but the first and one in the middle.
    const auto is_left = [&batch](std::size_t i) {
      return batch->events()[i].name == "0" || batch->events()[i].name == "20";
    };
    write.consumed.erase(std::remove_if(write.consumed.begin(), write.consumed.end(), is_left),
                         write.consumed.end());
    EXPECT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(take_all(), (std::vector<std::string>{"0", "20"}));
}

TEST_F(PostgresMarks, MakeWayForAnEventThatComesBackToItsPlace) {
  store().enqueue(std::vector<NewEvent>{new_event(id(0), "first"), new_event(id(1), "other")});
  {
    const auto batch = store().claim({50});
    BatchWrite write = handle_all(*batch);
    write.consumed = {1};
    write.postponed.push_back({0, std::nullopt});
    for (auto& session : write.sessions) {
      if (batch->sessions()[session.session].id == id(0)) session.status = SessionStatus::Suspended;
    }
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const std::int64_t number = last_number();
  std::vector<NewEvent> more(1000, new_event(id(1), "passing"));
  for (NewEvent& event : more) event.id = EventId::random();
  store().enqueue(more);
  EXPECT_EQ(take_all().size(), more.size());
  EXPECT_GT(mark(), number);
  ASSERT_TRUE(store().resume(id(0)));
  EXPECT_EQ(take_all(), std::vector<std::string>{"first"});
}

// In the same commit: what it puts back into the queue lies before where the mark goes.
TEST_F(PostgresMarks, MakeWayForWhatABatchReleasesThatMovesThem) {
  store().enqueue(std::vector<NewEvent>{new_event(id(0), "first")});
  const std::int64_t number = last_number();
  handle_one_batch([](const Batch&, BatchWrite& write) {
    write.consumed.clear();
    write.postponed.push_back({0, std::nullopt});
    write.sessions[0].status = SessionStatus::Suspended;
  });
  // Two batches later the candidate is behind it, and the mark is not.
  for (int i = 0; i < 2; ++i) {
    queue_passing(200);
    handle_one_batch();
  }
  ASSERT_LT(mark(), number);
  ASSERT_GE(candidate(), number);
  queue_passing(200);
  store().enqueue(std::vector<NewEvent>{new_event(id(0), "end it")});
  handle_one_batch([](const Batch& batch, BatchWrite& write) {
    for (auto& session : write.sessions) {
      if (batch.sessions()[session.session].id != id(0)) continue;
      session.status = SessionStatus::Cancelled;
      write.ended.push_back(session.session);
    }
  });
  EXPECT_EQ(mark(), number - 1);
  EXPECT_EQ(take_all(), std::vector<std::string>{"first"});
}

// Who draws a number between a batch's lock and its claim has a later transaction number than the batch.
TEST_F(PostgresMarks, WaitForWhoQueuesWhileABatchIsBeingClaimed) {
  pass();
  queue_passing(200);
  Enqueuer gate(schema());
  gate.run("begin");
  gate.run("lock table session in access exclusive mode");
  auto batch = std::async(std::launch::async, [this] { handle_one_batch(); });
  Enqueuer other(schema());
  const auto end = std::chrono::steady_clock::now() + Patience;
  while (other.run("select count(*) from pg_locks where relation = 'session'::regclass "
                   "and not granted") == "0") {
    ASSERT_LT(std::chrono::steady_clock::now(), end);
  }
  Enqueuer slow(schema());
  slow.run("begin");
  slow.insert(id(0), "late");
  const std::int64_t number = last_number();
  other.insert(id(1), "seen by the claim");
  gate.run("commit");
  batch.get();
  pass();
  EXPECT_LT(mark(), number);
  slow.run("commit");
  EXPECT_EQ(take_all(), std::vector<std::string>{"late"});
}

TEST_F(PostgresMarks, OfAnotherServerAreWaitedForNoMore) {
  pass();
  Enqueuer restorer(schema());
  restorer.run("update lane set horizon = '1000000000000'");
  pass(2000);
  EXPECT_GT(mark(), last_number() - 400);
}

// A checker that sees nothing proves nothing.
TEST_F(PostgresMarks, ThatGoTooFarAreSeenByTheChecker) {
  Checker checker;
  store().enqueue(std::vector<NewEvent>{new_event(id(0), "passed by")});
  checker.queued({"passed by"});
  Enqueuer vandal(schema());
  vandal.run("update lane set mark = 1000000");
  checker.came(take_all());
  EXPECT_EQ(checker.mistakes(), "passed by was skipped\n");
}

// Transactions of every kind, each of some events, in threads; and two owners that take batches of any size and
// now and then let one go.
class Schedule {
 public:
  Schedule(std::string schema, unsigned seed, Checker& checker)
      : schema_(std::move(schema)), seed_(seed), checker_(checker) {}

  void run() {
    {
      std::vector<std::jthread> threads;
      for (unsigned i = 0; i < Enqueuers; ++i) threads.emplace_back([this, i] { enqueue(i); });
      for (unsigned i = 0; i < 2; ++i) threads.emplace_back([this, i] { claim(i); });
    }
  }

 private:
  static constexpr unsigned Enqueuers = 4;
  static constexpr int Transactions = 150;

  void enqueue(unsigned thread) {
    std::mt19937 random(seed_ * 100 + thread);
    const auto one_in = [&random](unsigned n) { return random() % n == 0; };
    Enqueuer sql(schema_);
    struct Prepared {
      std::string name;
      std::vector<std::string> events;
    };
    std::vector<Prepared> prepared;
    const auto finish_prepared = [&] {
      const Prepared last = prepared.back();
      prepared.pop_back();
      sql.run("commit prepared '" + last.name + "'");
      checker_.queued(last.events);
    };
    for (int number = 0; number < Transactions; ++number) {
      const std::string name = std::to_string(thread) + "-" + std::to_string(number);
      std::vector<std::string> events;
      sql.run("begin");
      const int count = 1 + static_cast<int>(random() % 40);
      for (int i = 0; i < count; ++i) {
        const bool is_undone = one_in(10);
        if (is_undone || one_in(5)) sql.run("savepoint here");
        const std::string event = name + "-" + std::to_string(i);
        sql.insert(id(static_cast<int>(random() % MarkedSessions)), event);
        if (is_undone) {
          sql.run("rollback to here");
        } else {
          events.push_back(event);
        }
      }
      if (one_in(10)) std::this_thread::sleep_for(std::chrono::milliseconds(random() % 100));
      if (one_in(10)) {
        sql.run("rollback");
      } else if (one_in(8)) {
        sql.run("prepare transaction '" + name + "'");
        prepared.push_back({name, events});
      } else {
        sql.run("commit");
        checker_.queued(events);
      }
      if (!prepared.empty() && one_in(10)) finish_prepared();
    }
    while (!prepared.empty()) finish_prepared();
    ++done_;
  }

  void claim(unsigned thread) {
    std::mt19937 random(seed_ * 100 + 50 + thread);
    const auto store = open(store_uri(server(), schema_));
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < end && (done_ < Enqueuers || checker_.is_waiting())) {
      const auto batch = store->claim({1 + random() % 150});
      if (!batch) {
        std::this_thread::sleep_for(1ms);
        continue;
      }
      if (random() % 10 == 0) continue;
      std::vector<std::string> names;
      for (const DueEvent& event : batch->events()) names.push_back(event.name);
      if (batch->commit(handle_all(*batch)) == CommitResult::Committed) checker_.came(names);
    }
  }

  const std::string schema_;
  const unsigned seed_;
  Checker& checker_;
  std::atomic<unsigned> done_ = 0;
};

TEST_F(PostgresMarks, SkipNothingInRandomSchedules) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    Checker checker;
    Schedule(schema(), seed, checker).run();
    EXPECT_EQ(checker.mistakes(), "") << "seed " << seed;
  }
  EXPECT_GT(mark(), 0);
}

}  // namespace
}  // namespace perdure::contract

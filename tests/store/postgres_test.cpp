// What only a server can do: go away in the middle of anything, wake other processes, hold other people's
// tables. Exactly once throughout.
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <functional>
#include <future>
#include <map>
#include <thread>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/connection.h"
#include "runtime/store/postgres/pipeline.h"
#include "tests/store/contract.h"
#include "tests/store/postgres_cluster.h"

namespace perdure::contract {
namespace {

using namespace std::chrono_literals;

// Of this process's stores, so that tests beside this one keep their connections.
std::string application_name() { return "perdure-test-" + std::to_string(::getpid()); }
std::string named(const std::string& uri) {
  return uri + "&application_name=" + application_name();
}

// Sessions that get the events 0, 1, 2, … and count them: any that is lost, doubled or out of its order
// shows at once.
class Counting {
 public:
  static constexpr int Sessions = 8;

  explicit Counting(const std::string& uri) : uri_(uri), sender_(open(uri)) {
    sender_->schema().migrate();
    for (int i = 0; i < Sessions; ++i) sender_->start(new_session(id(i)));
    for (int i = 0; i < 2; ++i) {
      workers_.emplace_back([this](std::stop_token stop) { work(stop); });
    }
  }

  // Sends to every session in turn until `stop`.
  void send(std::stop_token stop) {
    for (int number = 0; !stop.stop_requested(); ++number) {
      std::vector<NewEvent> events;
      for (int i = 0; i < Sessions; ++i) {
        events.push_back(new_event(id(i), std::to_string(number)));
      }
      sender_->enqueue(events);
      sent_ = number + 1;
    }
  }

  int sent() const { return sent_; }

  void expect_all_counted() {
    const auto end = std::chrono::steady_clock::now() + 60s;
    for (int i = 0; i < Sessions; ++i) {
      while (counted(i) < sent_ && std::chrono::steady_clock::now() < end) {
        std::this_thread::sleep_for(10ms);
      }
      EXPECT_EQ(counted(i), sent_) << id(i);
      EXPECT_EQ(sender_->records().session(id(i))->queued, 0) << id(i);
    }
    EXPECT_EQ(mistakes_, 0);
  }

 private:
  static std::string id(int i) { return "session-" + std::to_string(i); }
  int counted(int i) const { return static_cast<int>(sender_->read(id(i))->revision) - 1; }

  void work(std::stop_token stop) {
    std::unique_ptr<Store> store;
    while (!stop.stop_requested()) {
      try {
        if (!store) store = open(uri_);
        const auto batch = store->claim({50});
        if (!batch) {
          store->wait_for_work(100ms, stop);
          continue;
        }
        batch->commit(count(*batch));
      } catch (const Error& error) {
        // A runtime would wait and go on, as here.
        EXPECT_EQ(name(error.kind()), name(ErrorKind::StoreUnavailable)) << error.what();
        std::this_thread::sleep_for(5ms);
      }
    }
  }

  BatchWrite count(const Batch& batch) {
    std::map<std::size_t, std::int64_t> next;
    BatchWrite write = handle_all(batch);
    for (const DueEvent& event : batch.events()) {
      const std::int64_t revision = batch.sessions()[event.session_index].revision;
      const std::int64_t step = next.try_emplace(event.session_index, revision).first->second++;
      const bool in_order =
          event.kind == EventKind::Start ? step == 0 : std::stoll(event.name) == step - 1;
      if (!in_order) ++mistakes_;
      JournalEntry entry;
      entry.session = event.session;
      entry.revision = step + 1;
      entry.event = event.id;
      entry.name = event.name;
      entry.at = batch.now();
      write.journal.push_back(entry);
    }
    return write;
  }

  const std::string uri_;
  std::unique_ptr<Store> sender_;
  std::atomic<int> sent_ = 0;
  std::atomic<int> mistakes_ = 0;
  std::vector<std::jthread> workers_;
};

// Ends the connections that stores of this process have, all or those that wait for `event`. How many.
std::string terminate_connections(const std::string& server, const std::string& event = "") {
  return PostgresSession(server).run(
      "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '" +
      application_name() + "'" + (event.empty() ? "" : " and wait_event = '" + event + "'"));
}

// Waits until a statement of a store hangs in `event`, and ends its connection.
void terminate_when_waiting_for(const std::string& server, const std::string& event) {
  for (int i = 0; i < 1000 && terminate_connections(server, event) == "0"; ++i) {
    std::this_thread::sleep_for(10ms);
  }
}

class PostgresStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    store_ = open(uri());
    store_->schema().migrate();
  }
  void TearDown() override {
    store_.reset();
    run("drop schema if exists " + identifier(schema_) + " cascade");
  }

  std::string uri() const { return named(store_uri(shared_postgres_uri(), schema_)); }
  Store& store() { return *store_; }
  static std::string run(const std::string& sql) {
    return PostgresSession(shared_postgres_uri()).run(sql);
  }
  std::string table(const std::string& name) const { return identifier(schema_) + "." + name; }
  static std::string this_month() {
    return run("select to_char(now() at time zone 'UTC', '\"journal_\"YYYY\"_\"MM')");
  }
  // A row for each of the sessions s-1, s-2, … as if all were of the lane of `like`.
  void insert_journal(int rows, const std::string& at, const std::string& like = "") const {
    run("insert into " + table("journal") +
        " (lane, session, revision, event, kind, name, outcome, states_left, states_entered, at) "
        "select coalesce((select lane from " +
        table("session") + " where id = '" + like +
        "'), 0), 's-' || n, 1, gen_random_uuid(), 'event', 'x', 'taken', '{}', '{}', " + at +
        " from generate_series(1, " + std::to_string(rows) + ") n");
  }

  const std::string schema_ = new_schema_name();

 private:
  std::unique_ptr<Store> store_;
};

TEST(PostgresServer, CrashesUnderLoadAndNothingIsLost) {
  PostgresCluster cluster;
  Counting counting(named(cluster.uri()));
  std::jthread sender([&](std::stop_token stop) { counting.send(stop); });
  for (int i = 0; i < 4; ++i) {
    const int before = counting.sent();
    std::this_thread::sleep_for(200ms);
    cluster.restart(PostgresCluster::Restart::Immediate);
    for (int k = 0; k < 1000 && counting.sent() == before; ++k) std::this_thread::sleep_for(10ms);
  }
  sender.request_stop();
  sender.join();
  EXPECT_GT(counting.sent(), 0);
  counting.expect_all_counted();
}

TEST(PostgresServer, EndsConnectionsUnderLoadAndNothingIsLost) {
  PostgresCluster cluster;
  Counting counting(named(cluster.uri()));
  std::jthread sender([&](std::stop_token stop) { counting.send(stop); });
  for (int i = 0; i < 60; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(i % 7 * 8));
    terminate_connections(cluster.uri());
  }
  sender.request_stop();
  sender.join();
  EXPECT_GT(counting.sent(), 0);
  counting.expect_all_counted();
}

TEST(PostgresServer, IsWaitedForBySenders) {
  PostgresCluster cluster;
  const auto store = open(named(cluster.uri()));
  store->schema().migrate();
  store->start(new_session("a"));
  cluster.stop();
  const NewEvent event = new_event("a", "x");
  auto sent = std::async(std::launch::async, [&] { store->enqueue({&event, 1}); });
  EXPECT_EQ(sent.wait_for(300ms), std::future_status::timeout);
  expect_error(ErrorKind::StoreUnavailable, [&] { store->claim({}); });
  cluster.start();
  sent.get();
  EXPECT_EQ(store->records().session("a")->queued, 2);
}

TEST(PostgresServer, CommitsAndHangsUpAndTheSenderFindsOut) {
  PostgresCluster cluster;
  const auto store = open(named(cluster.uri()));
  store->schema().migrate();
  PostgresSession admin(cluster.uri());
  // With a standby that does not exist a commit is on disk and waits for ever.
  const auto wait_for_standby = [&](const char* standby) {
    admin.run(std::string("alter system set synchronous_standby_names = '") + standby + "'");
    admin.run("select pg_reload_conf()");
    std::this_thread::sleep_for(200ms);
  };
  const NewEvent first = new_event("a", "first");
  wait_for_standby("nobody");
  auto started = std::async(std::launch::async, [&] {
    store->start(new_session("a"), {&first, 1});
  });
  terminate_when_waiting_for(cluster.uri(), "SyncRep");
  started.get();
  const NewEvent event = new_event("a", "x");
  auto sent = std::async(std::launch::async, [&] { store->enqueue({&event, 1}); });
  terminate_when_waiting_for(cluster.uri(), "SyncRep");
  sent.get();
  wait_for_standby("");
  const auto batch = store->claim({});
  ASSERT_TRUE(batch);
  EXPECT_EQ(names(*batch), (std::vector<std::string>{"start", "first", "x"}));
}

TEST_F(PostgresStoreTest, AConnectionThatEndsBeforeTheCommitIsDoneSendsAgain) {
  store().start(new_session("a"));
  run("create function " + table("slowly()") +
      " returns trigger language plpgsql as 'begin perform pg_sleep(60); return null; end'");
  run("create constraint trigger slowly after insert on " + table("event") +
      " deferrable initially deferred for each row execute function " + table("slowly()"));
  const NewEvent event = new_event("a", "x");
  auto sent = std::async(std::launch::async, [&] { store().enqueue({&event, 1}); });
  terminate_when_waiting_for(shared_postgres_uri(), "PgSleep");
  run("drop trigger slowly on " + table("event"));
  // The next attempt may have begun before the trigger was gone.
  if (sent.wait_for(1s) != std::future_status::ready) {
    terminate_when_waiting_for(shared_postgres_uri(), "PgSleep");
  }
  sent.get();
  EXPECT_EQ(names(*store().claim({})), (std::vector<std::string>{"start", "x"}));
}

TEST_F(PostgresStoreTest, DeadEventsStayWhereItCannotBeToldWhoTookThem) {
  const NewEvent event = new_event("a", "x");
  store().start(new_session("a"), {&event, 1});
  {
    const auto batch = store().claim({});
    BatchWrite write;
    write.dead = {{0, "why"}, {1, "why"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  run("alter table " + table("journal") +
      " add constraint nobody check (done_by is null) not valid");
  expect_error(ErrorKind::StoreFailure, [&] { store().repairs().retry_dead({}, "alice"); });
  expect_error(ErrorKind::StoreFailure, [&] { store().repairs().discard_dead({}, "alice"); });
  EXPECT_EQ(store().records().dead({}).size(), 2U);
  EXPECT_EQ(store().claim({}), nullptr);
  EXPECT_TRUE(store().history().journal({}).empty());
}

TEST_F(PostgresStoreTest, ABatchWhoseConnectionEndsChangesNothing) {
  store().start(new_session("a"));
  auto batch = store().claim({});
  ASSERT_TRUE(batch);
  terminate_connections(shared_postgres_uri());
  expect_error(ErrorKind::StoreUnavailable, [&] { batch->commit(handle_all(*batch)); });
  batch.reset();
  batch = claim_when_free(store());
  EXPECT_EQ(names(*batch), std::vector<std::string>{"start"});
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  EXPECT_EQ(store().read("a")->revision, 1);
}

TEST_F(PostgresStoreTest, ConnectionsAreCounted) {
  store().start(new_session("a"));
  auto batch = store().claim({});
  const StoreConnections before = store().connections();
  EXPECT_EQ(before.in_use, 1U);
  EXPECT_GE(before.made, before.in_use + before.idle);
  EXPECT_EQ(before.lost, 0U);
  terminate_connections(shared_postgres_uri());
  expect_error(ErrorKind::StoreUnavailable, [&] { batch->commit(handle_all(*batch)); });
  batch.reset();
  const StoreConnections after = store().connections();
  EXPECT_EQ(after.in_use, 0U);
  EXPECT_EQ(after.lost, 1 + before.idle);
  claim_when_free(store());
  EXPECT_GT(store().connections().made, before.made);
}

TEST_F(PostgresStoreTest, ADestroyedBatchWhoseConnectionEndedIsGoneToo) {
  store().start(new_session("a"));
  auto batch = store().claim({});
  terminate_connections(shared_postgres_uri());
  batch.reset();
  EXPECT_EQ(names(*claim_when_free(store())), std::vector<std::string>{"start"});
}

TEST_F(PostgresStoreTest, WorkWakesOtherProcessesAtOnce) {
  store().start(new_session("a"));
  const auto sleeper = open(uri());
  std::vector<Duration> took;
  for (int i = 0; i < 9; ++i) {
    while (const auto batch = sleeper->claim({})) batch->commit(handle_all(*batch));
    std::atomic<std::chrono::steady_clock::time_point> sent;
    std::thread sender([&] {
      std::this_thread::sleep_for(20ms);
      sent = std::chrono::steady_clock::now();
      const NewEvent event = new_event("a", "x");
      // A sender that leaves at once has told them nevertheless.
      if (i % 2 == 0) {
        open(uri())->enqueue({&event, 1});
      } else {
        store().enqueue({&event, 1});
      }
    });
    std::unique_ptr<Batch> batch;
    while (!(batch = sleeper->claim({}))) sleeper->wait_for_work(10s, {});
    took.push_back(
        std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - sent.load()));
    batch->commit(handle_all(*batch));
    sender.join();
  }
  std::sort(took.begin(), took.end());
  EXPECT_LT(took[4], Duration(500ms));
}

// A worker of another process that takes what comes, and waits meanwhile.
class IdleWorker {
 public:
  explicit IdleWorker(const std::string& uri)
      : store_(open(uri)), thread_([this](std::stop_token stop) { work(stop); }) {}

  std::size_t handled() const { return handled_; }

 private:
  void work(std::stop_token stop) {
    while (!stop.stop_requested()) {
      const auto batch = store_->claim({});
      if (!batch) {
        store_->wait_for_work(10s, stop);
        continue;
      }
      batch->commit(handle_all(*batch));
      handled_ += batch->events().size();
    }
  }

  std::unique_ptr<Store> store_;
  std::atomic<std::size_t> handled_ = 0;
  std::jthread thread_;
};

bool soon(Duration limit, const std::function<bool()>& is_so) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!is_so()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(1ms);
  }
  return true;
}

TEST_F(PostgresStoreTest, ALaneIsTakenWhileItsEventsAreBeingCommitted) {
  store().start(new_session("a"));
  const IdleWorker worker(uri());
  ASSERT_TRUE(soon(30s, [&] { return worker.handled() == 1; }));
  const auto is_held = [&] { return run("select bool_or(held) from " + table("lane")) == "t"; };
  const NewEvent event = new_event("a", "x");
  bool was_held = false;
  std::size_t sent = 1;
  // Nobody knows whether the worker waits already; sooner or later it does.
  for (; !was_held && sent < 30; ++sent) {
    PostgresSession other(shared_postgres_uri());
    other.run("begin");
    other.run("lock table " + table("event") + " in share mode");
    std::jthread sender([&] { store().enqueue({&event, 1}); });
    was_held = soon(1s, is_held);
    other.run("commit");
    sender.join();
    ASSERT_TRUE(soon(30s, [&] { return worker.handled() == sent + 1; }));
  }
  EXPECT_TRUE(was_held);
}

TEST_F(PostgresStoreTest, ALaneWhoseEventsDoNotComeIsGivenBack) {
  store().start(new_session("a"));
  const IdleWorker worker(uri());
  ASSERT_TRUE(soon(30s, [&] { return worker.handled() == 1; }));
  const auto epochs = [&] { return run("select sum(epoch) from " + table("lane")); };
  const auto before = epochs();
  // By somebody who means no good, of lanes that there are and that there are not.
  EXPECT_TRUE(soon(30s, [&] {
    run("select pg_notify('perdure', $name$" + schema_ + "?0,1,2,32767@x$name$)");
    return epochs() != before;
  }));
  EXPECT_TRUE(soon(30s, [&] { return run("select bool_or(held) from " + table("lane")) == "f"; }));
  NewEvent nobodys = new_event("nobody", "x");
  nobodys.if_unknown = IfUnknown::Refuse;
  expect_error(ErrorKind::UnknownSession, [&] { store().enqueue({&nobodys, 1}); });
  const NewEvent event = new_event("a", "x");
  store().enqueue({&event, 1});
  EXPECT_TRUE(soon(30s, [&] { return worker.handled() == 2; }));
}

TEST_F(PostgresStoreTest, WhatIsSentAheadMayFailAndWhatIsBehindItDoesNot) {
  postgres::Connection connection(postgres::parse_address(uri()));
  postgres::Pipeline pipeline(connection);
  pipeline.send_ahead({"to_no_channel", "select pg_notify('', 'x')"}, {});
  pipeline.send({"one", "select 1"});
  EXPECT_EQ(pipeline.finish().size(), 1U);
  EXPECT_FALSE(connection.in_transaction());
}

TEST_F(PostgresStoreTest, TheJournalHasAPartitionForEachMonth) {
  const std::string partitions = "select count(*) from pg_inherits where inhparent = $name$" +
                                 table("journal") + "$name$::regclass";
  EXPECT_EQ(run(partitions), "4") << "this month, the next two, and the rest";
  EXPECT_TRUE(store().maintenance().prepare().empty());

  // Nobody made this month's partition ahead: its rows wait elsewhere, and move when somebody does.
  const std::string month = this_month();
  run("drop table " + table(month));
  const std::string row =
      " (lane, session, revision, event, kind, name, outcome, states_left, states_entered, at) "
      "values "
      "(0, 's', 1, gen_random_uuid(), 'event', 'x', 'taken', '{}', '{}', ";
  run("insert into " + table("journal") + row + "now())");
  run("insert into " + table("journal") + row + "now() - interval '1000 days')");
  EXPECT_EQ(run("select count(*) from " + table("journal_other")), "2");
  EXPECT_EQ(store().maintenance().prepare(), std::vector<std::string>{month});
  EXPECT_EQ(run("select count(*) from " + table("journal_other")), "1");
  EXPECT_EQ(run("select count(*) from " + table(month)), "1");
  EXPECT_EQ(run("select count(*) from " + table("journal")), "2");

  // A month goes when all of it is old enough.
  run("create table " + table("journal_2020_02") + " partition of " + table("journal") +
      " for values from ('2020-02-01 00:00+00') to ('2020-03-01 00:00+00')");
  run("insert into " + table("journal") + row + "'2020-02-29 23:59+00')");
  const auto since = [](int year, int of_year, int day) {
    const std::chrono::sys_days date = std::chrono::year(year) / of_year / day;
    return std::chrono::duration_cast<Duration>(std::chrono::system_clock::now() - date);
  };
  EXPECT_TRUE(store().maintenance().trim_journal(since(2020, 2, 29), 10).months.empty());
  const Trimmed trimmed = store().maintenance().trim_journal(since(2020, 3, 2), 10);
  EXPECT_EQ(trimmed.months, std::vector<std::string>{"journal_2020_02"});
  EXPECT_TRUE(trimmed.more);
  EXPECT_EQ(run("select count(*) from " + table("journal")), "2");
}

// What is in no index is read row by row.
TEST_F(PostgresStoreTest, TheJournalsNewestPagesComeIntoItsIndexes) {
  // While the server analyses one of its own accord, it has the lock of a vacuum.
  for (const std::string& partition : {this_month(), std::string("journal_other")}) {
    run("alter table " + table(partition) + " set (autovacuum_enabled = off)");
  }
  insert_journal(10'000, "now()");
  insert_journal(10'000, "now() - interval '1000 days'");
  {
    // The server would end a vacuum of its own that somebody waits for: here one that does not end.
    PostgresSession vacuum(shared_postgres_uri());
    vacuum.run("begin");
    vacuum.run("lock table " + table(this_month()) + " in share update exclusive mode");
    EXPECT_GT(store().maintenance().index_journal(), 0U) << "of other months";
    EXPECT_EQ(store().maintenance().index_journal(), 0U);
  }
  EXPECT_GT(store().maintenance().index_journal(), 0U);
  EXPECT_EQ(store().maintenance().index_journal(), 0U);
  insert_journal(10'000, "now()");
  maintain(store(), {});
  EXPECT_EQ(store().maintenance().index_journal(), 0U);
}

// As of a month that has just begun: to the server's planner, all of it would be sooner read.
TEST_F(PostgresStoreTest, ASessionsHistoryIsFoundByIndexesWithoutStatistics) {
  store().start(new_session("s-10000"));
  insert_journal(20'000, "now()", "s-10000");
  store().maintenance().index_journal();
  const std::string scans = "select idx_scan from pg_stat_user_indexes where schemaname = $name$" +
                            schema_ + "$name$ and indexrelname = '" + this_month();
  // The server counts them some time later.
  const auto expect_scanned = [&](const std::string& index) {
    std::string scanned = "0";
    for (int i = 0; i < 1000 && scanned == "0"; ++i) {
      std::this_thread::sleep_for(10ms);
      scanned = run(scans + index + "'");
    }
    EXPECT_NE(scanned, "0") << index;
  };
  JournalFilter filter;
  filter.session = "s-10000";
  ASSERT_EQ(store().history().journal(filter).size(), 1U);
  expect_scanned("_lane_session_at_idx");
  const EventId event = store().history().journal(filter).front().event;
  EXPECT_EQ(store().history().find({&event, 1}, {}, 10).size(), 1U);
  expect_scanned("_event_cause_idx");
}

// In windows of numbers, over those that nothing has.
TEST_F(PostgresStoreTest, TheJournalIsReadInOrderHoweverFarItsNumbersAreApart) {
  const auto insert = [&](int first, int last, const std::string& at) {
    run("insert into " + table("journal") +
        " (lane, number, session, revision, event, kind, name, outcome, states_left, "
        "states_entered, "
        "at) overriding system value select 0, n, 's', 1, gen_random_uuid(), 'event', case when n "
        "% "
        "20000 = 0 then 'rare' else 'usual' end, 'taken', '{}', '{}', " +
        at + " from generate_series(" + std::to_string(first) + ", " + std::to_string(last) +
        ") n order by -n");
  };
  insert(3'000'001, 3'025'000, "now() - interval '2 days'");
  insert(90'000'000, 90'000'039, "now()");
  run("select setval(pg_get_serial_sequence($name$" + table("journal") +
      "$name$, 'number'), 95000000)");
  const auto numbers = [&](JournalFilter filter) {
    std::vector<std::int64_t> all;
    for (const JournalEntry& each : store().history().journal(filter)) all.push_back(each.number);
    return all;
  };
  using Numbers = std::vector<std::int64_t>;
  EXPECT_EQ(numbers({.limit = 2}), (Numbers{3'000'001, 3'000'002}));
  const Numbers over = numbers({.after = 3'024'998, .limit = 4});
  EXPECT_EQ(over, (Numbers{3'024'999, 3'025'000, 90'000'000, 90'000'001}));
  EXPECT_EQ(numbers({.after = 90'000'037}), (Numbers{90'000'038, 90'000'039}));
  EXPECT_EQ(numbers({.after = 90'000'039}), Numbers{});
  EXPECT_EQ(numbers({.after = 96'000'000}), Numbers{});
  EXPECT_EQ(numbers({.name = "rare"}), (Numbers{3'020'000, 90'000'000}));
  EXPECT_EQ(numbers({.limit = 100'000}).size(), 25'040U);
  JournalFilter late;
  late.from = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now()) -
              std::chrono::hours(1);
  EXPECT_EQ(numbers(late).size(), 40U);
  JournalFilter early;
  early.until = late.from;
  early.after = 3'024'990;
  EXPECT_EQ(numbers(early).size(), 10U);
}

TEST_F(PostgresStoreTest, DropLeavesWhatIsNotOurs) {
  run("create table " + table("mine") + " (id int)");
  store().schema().drop();
  EXPECT_EQ(run("select count(*) from " + table("mine")), "0");
  EXPECT_EQ(run("select to_regclass('" + std::string("event") + "') is null"), "t");
  EXPECT_EQ(store().schema().status().current, 0);
}

TEST_F(PostgresStoreTest, DropRemovesItsSchema) {
  const std::string count =
      "select count(*) from pg_namespace where nspname like 'Odd%' and nspname = "
      "$name$" +
      schema_ + "$name$";
  EXPECT_EQ(run(count), "1");
  store().schema().drop();
  EXPECT_EQ(run(count), "0");
}

TEST_F(PostgresStoreTest, TablesOfTheSameNameThatAreNotOursStay) {
  store().schema().drop();
  run("create schema " + identifier(schema_));
  run("create table " + table("event") + " (id int)");
  store().schema().drop();
  expect_error(ErrorKind::StoreFailure, [&] { store().schema().migrate(); });
  EXPECT_EQ(run("select count(*) from " + table("event")), "0");
  EXPECT_EQ(store().schema().status().current, 0);
}

TEST(PostgresUri, RefusesWhatCannotBeMeant) {
  const std::string server = "postgresql:///shop?host=/nonexistent";
  for (const std::string& uri : {server + "&schema=",
                                 server + "&schema=pg_shop",
                                 server + "&schema=information_schema",
                                 server + "&schema=" + std::string(64, 'x'),
                                 server + "&schema=a&schema=b",
                                 server + "&schema=%",
                                 server + "&schema=%2",
                                 server + "&schema=%zz",
                                 server + "&schema=a%00b",
                                 server + "&schema=%ff",
                                 server + "&no_such_parameter=1",
                                 server + "&pooler=session",
                                 server + "&pooler=",
                                 server + "&pooler=transaction&pooler=transaction",
                                 server + "&statement_timeout=",
                                 server + "&statement_timeout=soon",
                                 server + "&statement_timeout=-1",
                                 server + "&statement_timeout=1%3B%20drop",
                                 std::string("postgresql://joe:secret@[::1/shop"),
                                 std::string("postgresql://joe:secret@host/shop?x%")}) {
    SCOPED_TRACE(uri);
    try {
      open(uri);
      ADD_FAILURE() << "should be refused";
    } catch (const Error& error) {
      EXPECT_EQ(name(error.kind()), "invalid_argument") << error.what();
      EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos) << error.what();
    }
  }
}

TEST_F(PostgresStoreTest, IsFoundByAServiceFile) {
  char file[] = "/tmp/perdure-service.XXXXXX";
  const int descriptor = ::mkstemp(file);
  ASSERT_GE(descriptor, 0);
  const std::string server = shared_postgres_uri();
  PQconninfoOption* options = PQconninfoParse(server.c_str(), nullptr);
  std::string service = "[shop]\n";
  for (const PQconninfoOption* o = options; o->keyword != nullptr; ++o) {
    if (o->val != nullptr) service += std::string(o->keyword) + "=" + o->val + "\n";
  }
  PQconninfoFree(options);
  ASSERT_EQ(::write(descriptor, service.data(), service.size()),
            static_cast<ssize_t>(service.size()));
  ::close(descriptor);
  ::setenv("PGSERVICEFILE", file, 1);
  store().start(new_session("a"));
  EXPECT_TRUE(open(store_uri("postgresql://?service=shop", schema_))->read("a"));
  expect_error(ErrorKind::StoreUnavailable,
               [&] { open(store_uri("postgresql://?service=other", schema_)); });
  ::unsetenv("PGSERVICEFILE");
  ::unlink(file);
}

TEST_F(PostgresStoreTest, PassesTlsSettingsOn) {
  // The test's server has no TLS, and a socket needs none: what counts is who refuses.
  expect_error(ErrorKind::StoreUnavailable, [] {
    open("postgresql://127.0.0.1:1/shop?sslmode=verify-full&sslrootcert=/nonexistent");
  });
  expect_error(ErrorKind::StoreUnavailable, [] { open("postgresql:///shop?sslmode=nonsense"); });
}

TEST_F(PostgresStoreTest, AStatementThatTakesTooLongEnds) {
  const auto impatient = open(uri() + "&statement_timeout=50ms");
  store().start(new_session("a"));
  const auto batch = store().claim({});
  ASSERT_TRUE(batch);
  // It waits for the lane.
  expect_error(ErrorKind::StoreFailure, [&] { impatient->repairs().suspend("a", "x"); });
  EXPECT_EQ(impatient->read("a")->status, SessionStatus::Starting);
}

// It is taken and claimed in one round trip, and the taking is committed by then.
TEST_F(PostgresStoreTest, ALaneWhoseFirstClaimFailsIsGivenBack) {
  store().start(new_session("a"));
  const auto impatient = open(uri() + "&statement_timeout=300ms");
  {
    PostgresSession other(shared_postgres_uri());
    other.run("begin");
    other.run("select id from " + table("event") + " for update");
    expect_error(ErrorKind::StoreFailure, [&] { impatient->take({}); });
  }
  const auto tenure = store().take({});
  ASSERT_TRUE(tenure);
  EXPECT_FALSE(tenure->abandoned());
  EXPECT_TRUE(tenure->claim({}));
}

TEST(PostgresUri, AnUnreachableServerIsNamedWithoutThePassword) {
  try {
    open("postgresql://joe:secret@/shop?host=/nonexistent&port=6000");
    FAIL() << "should be unreachable";
  } catch (const Error& error) {
    const std::string what = error.what();
    EXPECT_EQ(error.kind(), ErrorKind::StoreUnavailable);
    for (const char* part : {"/nonexistent", "6000", "shop", "joe"}) {
      EXPECT_NE(what.find(part), std::string::npos) << what;
    }
    EXPECT_EQ(what.find("secret"), std::string::npos) << what;
  }
}

}  // namespace
}  // namespace perdure::contract

// What operators change: dead events queued again or removed, sessions suspended.
#include <algorithm>
#include <set>

#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

using Strings = std::vector<std::string>;

// Gives up everything that is due.
void bury(Store& store) {
  while (const auto batch = store.claim({})) {
    BatchWrite write;
    for (std::size_t i = 0; i < batch->events().size(); ++i) write.dead.push_back({i, "why"});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
}

Strings dead_names(Store& store, const DeadFilter& filter = {}) {
  Strings names;
  for (const DeadEvent& event : store.records().dead(filter)) names.push_back(event.name);
  return names;
}

}  // namespace

TEST_P(StoreContract, DeadEventsAreFoundByEventSessionAndChart) {
  NewSession other = new_session("other");
  other.chart = "test.Other";
  store().start(other);
  drain();
  start("a");
  NewEvent x = new_event("a", "x");
  x.cause = EventId::random();
  x.kind = EventKind::Timer;
  store().enqueue(std::vector<NewEvent>{x, new_event("a", "y"), new_event("other", "z")});
  bury(store());
  EXPECT_EQ(dead_names(store()).size(), 3U);
  EXPECT_EQ(dead_names(store(), {.session = "a"}), (Strings{"y", "x"})) << "latest first";
  EXPECT_EQ(dead_names(store(), {.session = "a", .oldest_first = true}), (Strings{"x", "y"}));
  EXPECT_EQ(dead_names(store(), {.chart = "test.Other"}), Strings{"z"});
  EXPECT_EQ(dead_names(store(), {.session = "a", .chart = "test.Other"}), Strings{});
  EXPECT_EQ(dead_names(store(), {.session = "nobody"}), Strings{});
  EXPECT_EQ(dead_names(store(), {.session = "\xff"}), Strings{});
  EXPECT_EQ(dead_names(store(), {.chart = "\xff"}), Strings{});
  EXPECT_EQ(dead_names(store(), {.limit = 0}), Strings{});
  const auto found = store().records().dead({.event = x.id});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, x.id);
  EXPECT_EQ(found[0].kind, EventKind::Timer);
  EXPECT_EQ(found[0].cause, x.cause);
  EXPECT_EQ(found[0].session, "a");
  EXPECT_EQ(found[0].reason, "why");

  Strings paged;
  DeadFilter filter;
  filter.limit = 1;
  for (;;) {
    const auto page = store().records().dead(filter);
    if (page.empty()) break;
    ASSERT_EQ(page.size(), 1U);
    paged.push_back(page[0].name);
    filter.before = page[0].number;
  }
  EXPECT_EQ(paged, dead_names(store()));
}

TEST_P(StoreContract, ADeadEventIsQueuedAgainAsItWas) {
  start("a");
  NewEvent x = new_event("a", "x");
  x.payload = bytes("payload");
  x.cause = EventId::random();
  x.kind = EventKind::Done;
  x.invocation = "charge";
  x.chart = "test.Chart";
  x.sender = "b";
  x.send_id = "id";
  enqueue(x);
  send("a", "y");
  bury(store());
  send("a", "new");
  EXPECT_EQ(store().repairs().retry_dead({.event = x.id}), 1U);
  EXPECT_EQ(dead_names(store()), Strings{"y"});
  const auto batch = claim();
  ASSERT_TRUE(batch);
  EXPECT_EQ(names(*batch), (Strings{"new", "x"})) << "behind what is queued";
  const DueEvent& again = batch->events()[1];
  EXPECT_EQ(again.id, x.id);
  EXPECT_EQ(again.kind, x.kind);
  EXPECT_EQ(again.payload, x.payload);
  EXPECT_EQ(again.cause, x.cause);
  EXPECT_EQ(again.invocation, "charge");
  EXPECT_EQ(again.chart, "test.Chart");
  EXPECT_EQ(again.sender, "b");
  EXPECT_EQ(again.send_id, "id");
  EXPECT_NE(again.session_index, DueEvent::NoSession);
}

TEST_P(StoreContract, DeadEventsAreRetriedOldestFirstUpToTheLimit) {
  start("a");
  for (const char* name : {"1", "2", "3", "4"}) send("a", name);
  bury(store());
  const std::int64_t fourth = store().records().dead({.limit = 1})[0].number;
  EXPECT_EQ(store().repairs().retry_dead({.limit = 2}), 2U);
  EXPECT_EQ(drain(), (Strings{"a 1", "a 2"}));
  EXPECT_EQ(store().repairs().retry_dead({.before = fourth}), 1U);
  EXPECT_EQ(drain(), Strings{"a 3"});
  EXPECT_EQ(store().repairs().retry_dead({.session = "b"}), 0U);
  EXPECT_EQ(store().repairs().retry_dead({.session = "\xff"}), 0U);
  EXPECT_EQ(store().repairs().retry_dead({}), 1U);
  EXPECT_EQ(store().repairs().retry_dead({}), 0U);
  EXPECT_EQ(drain(), Strings{"a 4"});
}

TEST_P(StoreContract, NumbersOfTheDeadAreNotUsedAgain) {
  start("a");
  std::set<std::int64_t> numbers;
  for (int i = 0; i < 3; ++i) {
    send("a", "x");
    bury(store());
    numbers.insert(store().records().dead({})[0].number);
    store().repairs().retry_dead({});
    drain();
  }
  EXPECT_EQ(numbers.size(), 3U);
}

TEST_P(StoreContract, ADiscardedEventLeavesARowInTheJournal) {
  start("a");
  NewEvent x = new_event("a", "x");
  x.cause = EventId::random();
  enqueue(x);
  send("a", "y");
  bury(store());
  EXPECT_EQ(store().repairs().discard_dead({.event = x.id}), 1U);
  EXPECT_EQ(store().repairs().discard_dead({.event = x.id}), 0U);
  EXPECT_EQ(dead_names(store()), Strings{"y"});
  reopen();
  const auto journal = store().history().journal("a", 0, 10);
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].event, x.id);
  EXPECT_EQ(journal[0].cause, x.cause);
  EXPECT_EQ(journal[0].outcome, JournalOutcome::Discarded);
  EXPECT_EQ(journal[0].revision, 1);
  EXPECT_EQ(journal[0].name, "x");
  EXPECT_TRUE(journal[0].left.empty());
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, WhoRetriesTheDeadIsInTheJournalOfEachSession) {
  start("a");
  start("b");
  const std::vector<NewEvent> events = {new_event("a", "1"), new_event("b", "2"),
                                        new_event("a", "3"), new_event("a", "4")};
  store().enqueue(events);
  bury(store());
  std::vector<EventId> oldest;
  for (const DeadEvent& dead : store().records().dead({.limit = 3, .oldest_first = true})) {
    oldest.push_back(dead.id);
  }
  EXPECT_EQ(store().repairs().retry_dead({.limit = 3}, "alice"), 3U);
  EXPECT_EQ(store().repairs().retry_dead({.session = "nobody"}, "alice"), 0U);
  const auto told = store().history().journal({.outcome = JournalOutcome::Operated});
  std::vector<EventId> causes;
  std::set<EventId> own;
  for (const JournalEntry& entry : told) {
    const auto about = std::find_if(events.begin(), events.end(),
                                    [&](const NewEvent& event) { return event.id == entry.cause; });
    ASSERT_NE(about, events.end());
    EXPECT_EQ(entry.session, about->session);
    EXPECT_EQ(entry.name, "retry");
    EXPECT_EQ(entry.done_by, "alice");
    EXPECT_EQ(entry.kind, EventKind::Event);
    EXPECT_EQ(entry.revision, 1) << "as the session is";
    EXPECT_TRUE(entry.event.made()) << "so that it is found by its time";
    causes.push_back(about->id);
    own.insert(entry.event);
  }
  EXPECT_EQ(causes, oldest) << "in the order in which they were given up";
  EXPECT_EQ(own.size(), 3U) << "each has an id of its own";
  EXPECT_EQ(drain().size(), 3U);
  EXPECT_EQ(store().repairs().retry_dead({}), 1U);
  EXPECT_EQ(store().history().journal({.outcome = JournalOutcome::Operated}).size(), 3U)
      << "where nobody did it, nothing is told";
}

TEST_P(StoreContract, WhoDiscardsTheDeadIsInTheJournalBeforeEachOfThem) {
  start("a");
  const std::vector<NewEvent> events = {new_event("a", "1"), new_event("a", "2")};
  store().enqueue(events);
  bury(store());
  EXPECT_EQ(store().repairs().discard_dead({}, "alice"), 2U);
  EXPECT_EQ(dead_names(store()), Strings{});
  const auto told = store().history().journal("a", 0, 10);
  ASSERT_EQ(told.size(), 4U);
  for (std::size_t i = 0; i < 2; ++i) {
    const JournalEntry& who = told[2 * i];
    const JournalEntry& what = told[2 * i + 1];
    EXPECT_EQ(who.outcome, JournalOutcome::Operated);
    EXPECT_EQ(who.name, "discard");
    EXPECT_EQ(who.done_by, "alice");
    EXPECT_EQ(who.cause, events[i].id);
    EXPECT_EQ(what.outcome, JournalOutcome::Discarded);
    EXPECT_EQ(what.event, events[i].id);
    EXPECT_EQ(what.done_by, "");
  }
}

TEST_P(StoreContract, NobodySettlesTheDeadUnderANameThatCannotBe) {
  start("a");
  send("a", "x");
  bury(store());
  for (const std::string_view bad : {"", "\xff", "a\nb"}) {
    expect_error(ErrorKind::InvalidArgument, [&] { store().repairs().retry_dead({}, bad); });
    expect_error(ErrorKind::InvalidArgument, [&] { store().repairs().discard_dead({}, bad); });
  }
  EXPECT_EQ(dead_names(store()), Strings{"x"});
  EXPECT_TRUE(store().history().journal("a", 0, 10).empty());
}

TEST_P(StoreContract, ASuspendedSessionWaitsUntilItIsResumed) {
  start("a");
  EXPECT_TRUE(store().repairs().suspend("a", "for \xff now"));
  EXPECT_FALSE(store().repairs().suspend("a", "again"));
  EXPECT_FALSE(store().repairs().suspend("nobody", "x"));
  EXPECT_FALSE(store().repairs().suspend("", "x"));
  send("a", "x");
  {
    const auto batch = claim();
    ASSERT_TRUE(batch);
    ASSERT_EQ(batch->sessions().size(), 1U);
    EXPECT_EQ(batch->sessions()[0].status, SessionStatus::Suspended);
    EXPECT_EQ(batch->sessions()[0].failure, "for \xef\xbf\xbd now");
    EXPECT_EQ(batch->sessions()[0].revision, 1);
    BatchWrite write;
    write.postponed = {{0, {}}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(drain(), Strings{});
  EXPECT_TRUE(store().resume("a"));
  EXPECT_EQ(store().read("a")->status, SessionStatus::Running);
  EXPECT_EQ(drain(), Strings{"a x"});
}

TEST_P(StoreContract, ASessionThatNeverRanCanBeSuspended) {
  store().start(new_session("a"));
  EXPECT_TRUE(store().repairs().suspend("a", "wait"));
  EXPECT_TRUE(store().resume("a"));
  EXPECT_EQ(store().read("a")->status, SessionStatus::Starting);
  EXPECT_EQ(drain(), Strings{"a start"});
}

TEST_P(StoreContract, AFinishedSessionIsNotSuspended) {
  start("a");
  send("a", "x");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sessions[0].status = SessionStatus::Done;
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_FALSE(store().repairs().suspend("a", "x"));
  EXPECT_EQ(store().read("a")->status, SessionStatus::Done);
}

TEST_P(StoreContract, WhatAnOperatorDoesIsInTheJournal) {
  start("a");
  const std::int64_t before = store().history().head().number;
  const Operation operation = {EventId::random(), "a",    "suspend", "alice",
                               EventId::random(), "job.1"};
  store().repairs().note(operation);
  EXPECT_GT(store().history().head().number, before);
  const auto entries = store().history().journal({.outcome = JournalOutcome::Operated});
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].session, "a");
  EXPECT_EQ(entries[0].revision, 1) << "as the session is";
  EXPECT_EQ(entries[0].event, operation.id);
  EXPECT_EQ(entries[0].cause, operation.cause);
  EXPECT_EQ(entries[0].name, "suspend");
  EXPECT_EQ(entries[0].done_by, "alice");
  EXPECT_LE(entries[0].number, store().history().head().number);
  const auto own = store().history().journal("a", 0, 10);
  ASSERT_FALSE(own.empty());
  EXPECT_EQ(own.back().done_by, "alice");
  EXPECT_EQ(own.back().invocation, "job.1");
  const auto traced = store().history().find({&operation.id, 1}, {}, 10);
  ASSERT_EQ(traced.size(), 1U);
  EXPECT_EQ(traced[0].done_by, "alice");
  EXPECT_EQ(traced[0].outcome, JournalOutcome::Operated);

  store().repairs().note({EventId::random(), "nobody", "discard", "bob"});
  EXPECT_EQ(store().history().journal({.session = "nobody"}).at(0).revision, 0);
}

TEST_P(StoreContract, AnOperationIsNotedUnderNamesThatCanBe) {
  for (const std::string bad : {"", "\xff", "a\nb"}) {
    expect_error(ErrorKind::InvalidArgument, [&] {
      store().repairs().note({EventId::random(), bad, "suspend", "alice"});
    });
    expect_error(ErrorKind::InvalidArgument, [&] {
      store().repairs().note({EventId::random(), "a", bad, "alice"});
    });
    expect_error(ErrorKind::InvalidArgument, [&] {
      store().repairs().note({EventId::random(), "a", "suspend", bad});
    });
  }
  EXPECT_TRUE(store().history().journal({}).empty());
}

}  // namespace perdure::contract

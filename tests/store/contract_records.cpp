// What operators read: listings, waiting events, the journal.
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

Strings ids(const std::vector<SessionSummary>& sessions) {
  Strings ids;
  for (const SessionSummary& summary : sessions) ids.push_back(summary.session.id);
  return ids;
}

JournalEntry journal_entry(const std::string& session, std::int64_t revision) {
  JournalEntry entry;
  entry.session = session;
  entry.revision = revision;
  entry.event = EventId::random();
  entry.name = "e" + std::to_string(revision);
  entry.at = Timestamp(Duration(1'700'000'000'000'000 + revision));
  return entry;
}

}  // namespace

TEST_P(StoreContract, SessionsAreListedByTheBytesOfTheirIds) {
  for (const char* id : {"b", "B", "é", "a-1", "a", "Z", "10", "9", "a 1"})
    store().start(new_session(id));
  const Strings all = {"10", "9", "B", "Z", "a", "a 1", "a-1", "b", "é"};
  EXPECT_EQ(ids(store().records().sessions({})), all);

  Strings paged;
  SessionFilter filter;
  filter.limit = 2;
  for (;;) {
    const Strings page = ids(store().records().sessions(filter));
    if (page.empty()) break;
    EXPECT_LE(page.size(), 2U);
    paged.insert(paged.end(), page.begin(), page.end());
    filter.after = page.back();
  }
  EXPECT_EQ(paged, all);
}

TEST_P(StoreContract, AListingGoesOnWhereItLeftOff) {
  for (const char* id : {"a", "b", "c", "d", "e"}) store().start(new_session(id));
  SessionFilter filter;
  filter.limit = 2;
  SessionPage page = store().records().page(filter);
  EXPECT_EQ(ids(page.sessions), (Strings{"a", "b"}));
  EXPECT_EQ(page.next, "b");
  filter.after = "d";
  page = store().records().page(filter);
  EXPECT_EQ(ids(page.sessions), Strings{"e"});
  EXPECT_EQ(page.next, "");
}

TEST_P(StoreContract, AListingLooksAtNoMoreSessionsThanItMay) {
  for (const char* id : {"a", "b", "c", "d", "e"}) store().start(new_session(id));
  SessionFilter filter;
  filter.tenant = "nobody's";  // Which it looks for by an index.
  filter.look_at = 2;
  EXPECT_EQ(store().records().page(filter).next, "");
  filter.tenant = "";
  filter.created_until = Timestamp(Duration(1));
  SessionPage page = store().records().page(filter);
  EXPECT_EQ(ids(page.sessions), Strings{});
  EXPECT_EQ(page.next, "b");
  filter.after = "b";
  page = store().records().page(filter);
  EXPECT_EQ(page.next, "d");
  filter.after = "d";
  page = store().records().page(filter);
  EXPECT_EQ(page.next, "");
}

TEST_P(StoreContract, SessionsAreFoundByHowTheirIdsBegin) {
  for (const char* id : {"order", "order-1", "order-10", "order-2", "orders", "or%er", "é1"}) {
    store().start(new_session(id));
  }
  const auto with = [&](const std::string& prefix, const std::string& after = "") {
    SessionFilter filter;
    filter.prefix = prefix;
    filter.after = after;
    return ids(store().records().sessions(filter));
  };
  EXPECT_EQ(with("order-"), (Strings{"order-1", "order-10", "order-2"}));
  EXPECT_EQ(with("order-", "order-1"), (Strings{"order-10", "order-2"}));
  EXPECT_EQ(with("or%"), Strings{"or%er"});
  EXPECT_EQ(with("é"), Strings{"é1"});
  EXPECT_EQ(with("order-1", "orders"), Strings{});
  EXPECT_EQ(with("\xff"), Strings{});
}

TEST_P(StoreContract, SessionsInTroubleAreFound) {
  for (const char* id : {"dead", "fine", "retrying", "suspended"}) start(id);
  ASSERT_TRUE(store().repairs().suspend("suspended", ""));
  EXPECT_NE(store().read("suspended")->failure, "");
  send("dead", "x");
  send("dead", "y");
  send("retrying", "z");
  while (const auto batch = store().claim({})) {
    BatchWrite write;
    for (std::size_t i = 0; i < batch->events().size(); ++i) {
      const std::size_t session = batch->events()[i].session_index;
      if (batch->sessions()[session].id == "dead") {
        write.dead.push_back({i, "why"});
      } else {
        write.sessions.push_back(unchanged(*batch, session));
        write.sessions.back().failure = "no";
        write.sessions.back().attempts = 1;
        write.consumed.push_back(i);
      }
    }
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const auto in = [&](Trouble trouble) {
    SessionFilter filter;
    filter.trouble = trouble;
    filter.look_at = 100;
    return ids(store().records().sessions(filter));
  };
  EXPECT_EQ(in(Trouble::Suspended), Strings{"suspended"});
  EXPECT_EQ(in(Trouble::Retrying), Strings{"retrying"});
  EXPECT_EQ(in(Trouble::Dead), Strings{"dead"});
}

TEST_P(StoreContract, SessionsAreFoundByTheirAge) {
  start("a");
  const Timestamp created = store().read("a")->created;
  const auto found = [&](std::optional<Timestamp> from, std::optional<Timestamp> until) {
    SessionFilter by_creation;
    by_creation.created_from = from;
    by_creation.created_until = until;
    return !store().records().sessions(by_creation).empty();
  };
  EXPECT_TRUE(found(created, std::nullopt));
  EXPECT_FALSE(found(std::nullopt, created)) << "before it";
  EXPECT_FALSE(found(created + Duration(1), std::nullopt));
  SessionFilter filter;
  filter.updated_until = store().read("a")->updated + Duration(1);
  filter.updated_from = created;
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{"a"});
  filter.updated_until = created;
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{});
}

TEST_P(StoreContract, WhatOthersSentForLaterIsPendingToo) {
  start("a");
  start("b");
  NewEvent own = delayed("a", "own", std::chrono::hours(1));
  NewEvent others = delayed("a", "others", std::chrono::hours(2));
  others.sender = "b";
  store().enqueue(std::vector<NewEvent>{own, others});
  EXPECT_EQ(store().records().session("a")->waiting, 2);
  EXPECT_EQ(store().records().session("b")->waiting, 0);
  EXPECT_EQ(store().records().sessions({})[0].waiting, 2);
  const std::vector<PendingEvent> pending = store().records().pending("a");
  ASSERT_EQ(pending.size(), 2U);
  EXPECT_EQ(pending[0].name, "own");
  EXPECT_EQ(pending[1].name, "others");
}

TEST_P(StoreContract, SessionsAreFoundByChartStateAndStatus) {
  NewSession other = new_session("o");
  other.chart = "test.Other";
  store().start(other);
  for (const char* id : {"a", "b", "c"}) store().start(new_session(id));
  while (const auto batch = store().claim({})) {
    BatchWrite write = handle_all(*batch);
    for (std::size_t i = 0; i < batch->sessions().size(); ++i) {
      const std::string& id = batch->sessions()[i].id;
      if (id == "a") write.sessions[i].active = {"Left", "Right"};
      if (id == "b") write.sessions[i].active = {"Right", "Le"};
      if (id == "c") write.sessions[i].status = SessionStatus::Done;
    }
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  SessionFilter filter;
  filter.chart = "test.Other";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{"o"});
  filter = {};
  filter.state = "Right";
  EXPECT_EQ(ids(store().records().sessions(filter)), (Strings{"a", "b"}));
  filter.state = "Le";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{"b"});
  filter.state = "L%";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{});
  filter = {};
  filter.status = SessionStatus::Done;
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{"c"});
  filter.chart = "test.Other";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{});
  filter = {};
  filter.limit = 0;
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{});
}

TEST_P(StoreContract, SessionsAreFoundByParentAndTenant) {
  for (const char* id : {"a", "b", "c", "d"}) {
    NewSession session = new_session(id);
    if (*id != 'a') session.tenant = *id == 'd' ? "other" : "acme";
    if (*id > 'b') {
      session.parent = "b";
      session.invocation = std::string("child.") + id;
    }
    store().start(session);
  }
  SessionFilter filter;
  filter.parent = "b";
  EXPECT_EQ(ids(store().records().sessions(filter)), (Strings{"c", "d"}));
  filter.tenant = "acme";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{"c"});
  filter.parent.clear();
  EXPECT_EQ(ids(store().records().sessions(filter)), (Strings{"b", "c"}));
  filter.tenant = "nobody";
  EXPECT_EQ(ids(store().records().sessions(filter)), Strings{});
}

TEST_P(StoreContract, WhatIsDeferredIsPendingBeforeTheQueue) {
  start("a");
  for (const char* name : {"x", "y", "z"}) send("a", name);
  const auto batch = claim();
  BatchWrite write;
  write.sessions = {unchanged(*batch, 0)};
  write.sessions[0].deferred = {{batch->events()[0].id, "x"}, {batch->events()[1].id, "y"}};
  write.consumed = {0, 1};
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  reopen();

  const auto pending = store().records().pending("a");
  ASSERT_EQ(pending.size(), 3U);
  EXPECT_TRUE(pending[0].deferred && pending[1].deferred);
  EXPECT_FALSE(pending[2].deferred);
  EXPECT_EQ(pending[0].id, batch->events()[0].id);
  EXPECT_EQ(pending[0].name + pending[1].name + pending[2].name, "xyz");
  const auto summary = store().records().session("a");
  EXPECT_EQ(summary->session.deferred, write.sessions[0].deferred);
  EXPECT_EQ(summary->queued, 1);
}

TEST_P(StoreContract, ASummaryCountsWhatIsDueAndWhatWaits) {
  start("a");
  start("b");
  NewEvent of_b = delayed("a", "from b", Later);
  of_b.sender = "b";
  store().enqueue(std::vector<NewEvent>{new_event("a", "x"), new_event("a", "y"),
                                        new_event("b", "z"), delayed("a", "later", Later), of_b});
  const auto a = store().records().session("a");
  ASSERT_TRUE(a);
  EXPECT_EQ(a->queued, 2);
  EXPECT_EQ(a->waiting, 2);
  EXPECT_EQ(a->session.revision, 1);
  const auto all = store().records().sessions({});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].queued, 2);
  EXPECT_EQ(all[0].waiting, 2);
  EXPECT_EQ(all[1].queued, 1);
  EXPECT_EQ(all[1].waiting, 0);
}

TEST_P(StoreContract, PendingEventsAreListedInOrderOfDelivery) {
  start("a");
  send("a", "first");
  const Timestamp until = Timestamp(Duration(4'000'000'000'000'000));
  {
    const auto batch = claim();
    BatchWrite write;
    write.postponed = {{0, until}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  NewEvent sooner = new_event("a", "sooner");
  sooner.due = now + std::chrono::hours(1);
  sooner.send_id = "id";
  NewEvent later = new_event("a", "later");
  later.due = now + std::chrono::hours(2);
  later.kind = EventKind::Timer;
  store().enqueue(std::vector<NewEvent>{later, sooner, new_event("a", "second")});

  const auto pending = store().records().pending("a");
  ASSERT_EQ(pending.size(), 4U);
  EXPECT_EQ(pending[0].name, "first");
  EXPECT_EQ(pending[0].due, until);
  EXPECT_EQ(pending[1].name, "second");
  EXPECT_FALSE(pending[1].due);
  EXPECT_EQ(pending[2].name, "sooner");
  EXPECT_EQ(pending[2].due, sooner.due);
  EXPECT_EQ(pending[2].send_id, "id");
  EXPECT_EQ(pending[2].id, sooner.id);
  EXPECT_EQ(pending[3].name, "later");
  EXPECT_EQ(pending[3].kind, EventKind::Timer);
  EXPECT_TRUE(store().records().pending("nobody").empty());
}

TEST_P(StoreContract, TheJournalKeepsEveryField) {
  start("a");
  send("a", "x");
  JournalEntry entry = journal_entry("a", 2);
  entry.cause = EventId::random();
  entry.kind = EventKind::Timer;
  entry.outcome = JournalOutcome::Ignored;
  entry.left = {"Inner", "Outer"};
  entry.entered = {"Größe"};
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.journal = {entry};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  reopen();
  const auto journal = store().history().journal("a", 0, 10);
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].session, "a");
  EXPECT_EQ(journal[0].revision, 2);
  EXPECT_EQ(journal[0].event, entry.event);
  EXPECT_EQ(journal[0].cause, entry.cause);
  EXPECT_EQ(journal[0].kind, entry.kind);
  EXPECT_EQ(journal[0].name, entry.name);
  EXPECT_EQ(journal[0].outcome, entry.outcome);
  EXPECT_EQ(journal[0].left, entry.left);
  EXPECT_EQ(journal[0].entered, entry.entered);
  EXPECT_EQ(journal[0].at, entry.at);
}

TEST_P(StoreContract, TheJournalIsReadInPages) {
  start("a");
  start("b");
  for (std::int64_t revision = 1; revision <= 7; ++revision) {
    send("a", "x");
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.journal = {journal_entry("a", revision), journal_entry("b", revision * 100)};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  std::vector<std::int64_t> revisions;
  for (std::int64_t after = 0;;) {
    const auto page = store().history().journal("a", after, 3);
    if (page.empty()) break;
    EXPECT_LE(page.size(), 3U);
    for (const JournalEntry& entry : page) revisions.push_back(entry.revision);
    after = page.back().revision;
  }
  EXPECT_EQ(revisions, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_TRUE(store().history().journal("a", 7, 3).empty());
  EXPECT_TRUE(store().history().journal("nobody", 0, 3).empty());
}

TEST_P(StoreContract, TheBacklogIsCountedByLane) {
  use_lanes(1);
  for (const char* id : {"a", "b"}) start(id);
  EXPECT_EQ(store().records().backlog().at(0).queued, 0);
  EXPECT_EQ(store().records().backlog().at(0).oldest, Duration::zero());
  for (int i = 0; i < 3; ++i) send("a", "x");
  enqueue(delayed("a", "later", std::chrono::hours(1), ""));
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  {
    const auto batch = claim(2);
    EXPECT_LE(batch->events()[0].queued, batch->now());
    EXPECT_GT(batch->events()[0].queued, batch->now() - Patience);
    BatchWrite write;
    write.dead.push_back({0, "no reason"});
    write.postponed.push_back({1, std::nullopt});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  const std::vector<LaneBacklog> lanes = store().records().backlog();
  ASSERT_EQ(lanes.size(), 1U);
  EXPECT_EQ(lanes[0].lane, 0);
  EXPECT_EQ(lanes[0].queued, 1);
  EXPECT_GE(lanes[0].oldest, std::chrono::milliseconds(5));
  EXPECT_LT(lanes[0].oldest, Patience);
  EXPECT_EQ(lanes[0].waiting, 1);
  EXPECT_EQ(lanes[0].postponed, 1);
  EXPECT_EQ(lanes[0].dead, 1);
}

}  // namespace perdure::contract

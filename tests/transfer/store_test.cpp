// What each store promises of Transfer.
#include <gmock/gmock.h>

#include <algorithm>

#include "runtime/transfer/form.h"
#include "tests/store/contract.h"
#include "tests/transfer/samples.h"

namespace perdure::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Strings = std::vector<std::string>;
using transfer::plain_session;
using transfer::rich_session;

// All of a session, to be compared and shown.
Strings rows(const TransferredSession& session) {
  Strings all;
  transfer::rows_of(session, [&](const std::string& row) { all.push_back(row); });
  return all;
}

std::vector<TransferredSession> read(Store& store, const TransferFilter& filter = {}) {
  const auto reader = perdure::transfer_of(store).read(filter);
  std::vector<TransferredSession> all;
  while (auto session = reader->next()) all.push_back(*std::move(session));
  EXPECT_EQ(reader->total(), all.size());
  return all;
}

Strings ids(Store& store, const TransferFilter& filter) {
  Strings all;
  for (const TransferredSession& session : read(store, filter)) all.push_back(session.session.id);
  return all;
}

void insert(Store& store, const std::vector<TransferredSession>& sessions) {
  perdure::transfer_of(store).insert(sessions);
}

Strings pending(Store& store, const std::string& session) {
  Strings names;
  for (const PendingEvent& event : store.records().pending(session)) {
    if (!event.deferred) names.push_back(event.name);
  }
  return names;
}

}  // namespace

TEST_P(StoreContract, ASessionIsReadAsItWasInserted) {
  const TransferredSession whole = rich_session("order-1");
  insert(store(), {whole});
  ASSERT_EQ(read(store()).size(), 1U);
  EXPECT_EQ(rows(read(store())[0]), rows(whole));
  reopen();
  if (GetParam().one_process) return;
  EXPECT_EQ(rows(read(store())[0]), rows(whole));
}

TEST_P(StoreContract, WhatARuntimeMadeIsReadAndInsertedAgain) {
  NewSession made = new_session("a");
  made.metadata = R"({"n": 1.0})";
  made.key = "once";
  store().start(made);
  store().start(new_session("b"));
  enqueue(delayed("a", "later", Later, "label"));
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.dead.push_back({write.consumed.back(), "no"});
    write.consumed.pop_back();
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  drain();
  ASSERT_TRUE(store().repairs().suspend("a", "to go"));
  send("a", "first");
  const std::vector<TransferredSession> before = read(store());
  ASSERT_EQ(before.size(), 2U);
  const auto database = GetParam().make();
  const auto there = database->open();
  there->schema().migrate();
  insert(*there, before);
  const std::vector<TransferredSession> after = read(*there);
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(rows(after[0]), rows(before[0]));
  EXPECT_EQ(rows(after[1]), rows(before[1]));
}

TEST_P(StoreContract, SessionsAreReadByIdChartStateAndTenant) {
  TransferredSession other = plain_session("c");
  other.session.chart = "test.Other";
  TransferredSession active = rich_session("b");
  insert(store(), {plain_session("a"), active, other});
  EXPECT_THAT(ids(store(), {}), ElementsAre("a", "b", "c"));
  EXPECT_THAT(ids(store(), {.ids = {"c", "a", "nobody"}}), ElementsAre("a", "c"));
  EXPECT_THAT(ids(store(), {.chart = "test.Other"}), ElementsAre("c"));
  EXPECT_THAT(ids(store(), {.state = "Ringing"}), ElementsAre("b"));
  EXPECT_THAT(ids(store(), {.state = "Ring"}), IsEmpty());
  EXPECT_THAT(ids(store(), {.tenant = "Mieter Ü"}), ElementsAre("b"));
  EXPECT_THAT(ids(store(), {.ids = {"a"}, .tenant = "Mieter Ü"}), IsEmpty());
  EXPECT_THAT(ids(store(), {.chart = "\n' or 1=1 --"}), IsEmpty());
  EXPECT_EQ(read(store(), {.ids = {"b"}})[0].journal.size(), active.journal.size());
}

TEST_P(StoreContract, ManySessionsAreReadWithWhatIsTheirs) {
  std::vector<TransferredSession> all;
  for (int i = 1000; i < 1450; ++i) {
    all.push_back(i % 50 == 0 ? rich_session(std::to_string(i)) : plain_session(std::to_string(i)));
    // The hash of a token is one session's.
    for (auto& token : all.back().tokens) token.issued.hash.bytes[0] = static_cast<std::uint8_t>(i);
  }
  insert(store(), all);
  const std::vector<TransferredSession> found = read(store());
  ASSERT_EQ(found.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(rows(found[i]), rows(all[i]));
}

// More than goes into one statement, or one row of a file.
TEST_P(StoreContract, LargeValuesOfManyMegabytesAreReadWithTheirSessions) {
  TransferredSession first = plain_session("a");
  first.large = {transfer::large_value('a', 20'000'000), transfer::large_value('b', 13'000'000)};
  TransferredSession second = plain_session("c");
  second.large = {transfer::large_value('c', 2'000'000)};
  for (auto* session : {&first, &second}) {
    std::sort(session->large.begin(), session->large.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
  }
  insert(store(), {first, plain_session("b"), second});
  const std::vector<TransferredSession> found = read(store());
  ASSERT_EQ(found.size(), 3U);
  const auto expect_large = [](const TransferredSession& one, const TransferredSession& other) {
    ASSERT_EQ(one.large.size(), other.large.size());
    for (std::size_t i = 0; i < one.large.size(); ++i) {
      EXPECT_EQ(one.large[i].name, other.large[i].name);
      EXPECT_EQ(one.large[i].revision, other.large[i].revision);
      EXPECT_TRUE(one.large[i].bytes == other.large[i].bytes);
    }
  };
  expect_large(found[0], first);
  EXPECT_THAT(found[1].large, IsEmpty());
  expect_large(found[2], second);
  EXPECT_EQ(store().records().large_value("c", second.large[0].name), second.large[0].bytes);
  EXPECT_EQ(read(store(), {.ids = {"c"}})[0].large.size(), 1U);
}

TEST_P(StoreContract, SessionsAreReadAsTheyWereAtOneMoment) {
  insert(store(), {plain_session("a"), plain_session("b")});
  const auto reader = perdure::transfer_of(store()).read({});
  Store& other = other_store();
  other.resume("b");
  const NewEvent event = new_event("b", "x");
  other.enqueue({&event, 1});
  insert(other, {plain_session("c")});
  reader->next();
  const auto b = reader->next();
  ASSERT_TRUE(b);
  EXPECT_EQ(b->session.status, SessionStatus::Suspended);
  EXPECT_THAT(b->pending, IsEmpty());
  EXPECT_FALSE(reader->next());
}

TEST_P(StoreContract, ASessionThatExistsIsNotInserted) {
  insert(store(), {plain_session("b")});
  expect_error(ErrorKind::SessionExists, [&] {
    insert(store(), {plain_session("a"), rich_session("b")});
  });
  EXPECT_THAT(ids(store(), {}), ElementsAre("b"));
  EXPECT_THAT(read(store())[0].journal, IsEmpty());
  expect_error(ErrorKind::SessionExists, [&] {
    insert(store(), {plain_session("c"), plain_session("c")});
  });
  const Strings asked = {"a", "b", "", "\xff", "c"};
  EXPECT_THAT(perdure::transfer_of(store()).existing(asked), ElementsAre("b"));
}

TEST_P(StoreContract, WhatIsDueOfAnInsertedSessionIsDone) {
  TransferredSession whole = rich_session("order-1");
  whole.pending[3].due = Timestamp(Duration(0));  // Long ago.
  insert(store(), {whole});
  EXPECT_THAT(pending(store(), "order-1"),
              ElementsAre("first", "second", "third", "state.after.0", "reminder", "never"));
  ASSERT_TRUE(store().resume("order-1"));
  send("order-1", "fourth");
  EXPECT_THAT(drain(), ElementsAre("order-1 first", "order-1 second", "order-1 third",
                                   "order-1 fourth", "order-1 state.after.0"));
  EXPECT_THAT(pending(store(), "order-1"), ElementsAre("reminder", "never"));
  EXPECT_EQ(store().cancel("zz-sender", "none"), 0U);
}

TEST_P(StoreContract, TokensJobsKeysAndAttributesOfAnInsertedSessionAreGood) {
  TransferredSession whole = rich_session("order-1");
  whole.session.status = SessionStatus::Running;
  whole.jobs[0].due = Timestamp(Duration(0));  // Its worker is gone.
  whole.jobs[0].deadline.reset();
  whole.jobs[1].due = Timestamp(Duration(0));
  whole.pending.clear();
  insert(store(), {whole});
  const TokenHash hash = whole.tokens[0].issued.hash;
  EXPECT_EQ(store().tokens().redeem(whole.tokens[1].issued.hash, new_event("", "approve")),
            Redeemed::No);
  EXPECT_EQ(store().tokens().redeem(hash, new_event("", "approve")), Redeemed::Yes);

  NewEvent known = new_event("order-1", "x");
  known.key = "key-1";
  EXPECT_EQ(store().enqueue({&known, 1}).queued, 0U);
  known.key = "key-2";
  EXPECT_EQ(store().enqueue({&known, 1}).queued, 1U);

  const auto claimed =
      store().jobs().claim({.services = {"test.Chart.charge"}, .limit = 9, .worker = "w"});
  ASSERT_FALSE(claimed.empty());
  for (const ClaimedJob& job : claimed) EXPECT_GT(job.lease.fence, 1'000'000'007);

  Search search;
  search.chart = "test.Chart";
  search.all = {{Condition::Kind::Is, "customer", std::string("c-42"), {}},
                {Condition::Kind::AtLeast, "total", std::int64_t{3}, {}},
                {Condition::Kind::Less, "share", 0.5, {}}};
  EXPECT_EQ(store().records().find(search).size(), 1U);
  search.all = {{Condition::Kind::AtMost, "total", Duration(3), {}}};
  EXPECT_EQ(store().records().find(search).size(), 1U);
  search.all = {{Condition::Kind::More, "total", std::int64_t{3}, {}}};
  EXPECT_THAT(store().records().find(search), IsEmpty());
}

TEST_P(StoreContract, NothingIsInsertedThatNoStoreCanHaveMade) {
  const auto refused = [&](const char* what, auto&& change) {
    TransferredSession whole = rich_session("bad");
    change(whole);
    SCOPED_TRACE(what);
    expect_error(ErrorKind::InvalidArgument, [&] {
      insert(store(), {plain_session("good"), whole});
    });
  };
  refused("id", [](auto& s) { s.session.id = std::string(201, 'x'); });
  refused("id", [](auto& s) { s.session.id = "a\nb"; });
  refused("chart", [](auto& s) { s.session.chart = ""; });
  refused("metadata", [](auto& s) { s.session.metadata = "[]"; });
  refused("metadata", [](auto& s) { s.session.metadata = ""; });
  refused("indexed", [](auto& s) { s.indexed = "{\"a\":[]}"; });
  refused("indexed", [](auto& s) { s.indexed = "nonsense"; });
  refused("state", [](auto& s) { s.session.active = {"a b"}; });
  refused("revision", [](auto& s) { s.session.revision = -1; });
  refused("failure", [](auto& s) { s.session.failure = "\xff"; });
  refused("failure", [](auto& s) { s.session.failure = std::string(4001, 'x'); });
  refused("invoked", [](auto& s) { s.session.invoked = {{"a\tb", "c"}}; });
  refused("parent", [](auto& s) { s.session.invocation = ""; });
  refused("time", [](auto& s) { s.session.created = Timestamp::min(); });
  refused("due", [](auto& s) { s.pending[3].due.reset(); });
  refused("due", [](auto& s) { s.pending[2].due = Timestamp{}; });
  refused("name", [](auto& s) { s.pending[0].event.name = ""; });
  refused("fence", [](auto& s) { s.jobs[0].fence = std::numeric_limits<std::int64_t>::max(); });
  refused("job twice", [](auto& s) { s.jobs[1].job.invocation = "charge.1"; });
  refused("attempts", [](auto& s) { s.jobs[1].job.attempts = 0; });
  refused("token twice", [](auto& s) { s.tokens[1].issued.name = s.tokens[0].issued.name; });
  refused("key", [](auto& s) { s.keys[0].kind = EventKind::Cancel; });
  refused("key twice", [](auto& s) { s.keys[0].kind = EventKind::Start; });
  refused("snapshot twice", [](auto& s) { s.snapshots[1].revision = 0; });
  refused("large value twice", [](auto& s) { s.large[1] = s.large[0]; });
  refused("large value's size", [](auto& s) { s.large[0].bytes.pop_back(); });
  refused("large value's size", [](auto& s) { s.large = {transfer::large_value('a', 1)}; });
  refused("large value's revision", [](auto& s) { s.large[0].revision = 0; });
  refused("journal", [](auto& s) { s.journal[0].name = "\x1b"; });
  EXPECT_THAT(ids(store(), {}), IsEmpty());
}

}  // namespace perdure::contract

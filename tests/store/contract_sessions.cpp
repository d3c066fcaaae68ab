// Sessions: made once, kept byte for byte, read at any time.
#include <limits>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

TEST_P(StoreContract, ASessionKnowsItsParentTenantAndMetadata) {
  NewSession session = new_session("child");
  session.parent = "the parent";
  session.invocation = "work.1";
  session.tenant = "acme";
  session.metadata = R"({"a": [1.5, "\u00e9\ud83d\ude00", {"b": null}], "c": true})";
  store().start(session);
  store().start(new_session("plain"));
  reopen();
  const auto child = store().read("child");
  ASSERT_TRUE(child);
  EXPECT_EQ(child->parent, "the parent");
  EXPECT_EQ(child->invocation, "work.1");
  EXPECT_EQ(child->tenant, "acme");
  EXPECT_EQ(child->metadata.substr(0, 6), R"({"a": )");
  const auto plain = store().read("plain");
  EXPECT_EQ(plain->parent + plain->invocation + plain->tenant, "");
  EXPECT_EQ(plain->metadata, "{}");
  EXPECT_EQ(store().records().session("child")->session.tenant, "acme");

  const auto batch = claim();
  for (const StoredSession& claimed : batch->sessions()) {
    EXPECT_EQ(claimed.parent, claimed.id == "child" ? "the parent" : "");
    EXPECT_EQ(claimed.tenant, claimed.id == "child" ? "acme" : "");
  }
}

TEST_P(StoreContract, WhatASessionInvokedStandsInItsRow) {
  start("a");
  const std::vector<Invoked> invoked = {{"work.1", "a/work.1"}, {"b c.2", "x y"}};
  send("a", "x");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.sessions[0].invoked = invoked;
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  reopen();
  EXPECT_EQ(store().read("a")->invoked, invoked);
  send("a", "y");
  const auto batch = claim();
  EXPECT_EQ(batch->sessions()[0].invoked, invoked);
  ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  EXPECT_EQ(store().read("a")->invoked, invoked);
}

TEST_P(StoreContract, StartMakesASessionAndQueuesItsFirstStep) {
  NewSession session = new_session("order-1");
  session.version = 7;
  store().start(session);

  const auto stored = store().read("order-1");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->id, "order-1");
  EXPECT_EQ(stored->chart, "test.Chart");
  EXPECT_EQ(stored->version, 7U);
  EXPECT_EQ(stored->status, SessionStatus::Starting);
  EXPECT_EQ(stored->state, bytes("params"));
  EXPECT_EQ(stored->revision, 0);
  EXPECT_EQ(stored->attempts, 0);
  EXPECT_FALSE(stored->retry_at);
  EXPECT_TRUE(stored->active.empty());
  EXPECT_GT(stored->created, Timestamp{});

  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 1U);
  const DueEvent& event = batch->events()[0];
  EXPECT_EQ(event.id, session.start);
  EXPECT_EQ(event.kind, EventKind::Start);
  EXPECT_EQ(event.name, "start");
  EXPECT_EQ(event.session, "order-1");
  EXPECT_TRUE(event.payload.empty());
  EXPECT_FALSE(event.cause);
  ASSERT_EQ(event.session_index, 0U);
  EXPECT_EQ(batch->sessions()[0].state, bytes("params"));
}

TEST_P(StoreContract, StartingASessionThatExistsChangesNothing) {
  start("a");
  NewSession again = new_session("a");
  again.chart = "test.Other";
  const NewEvent first = new_event("a", "first");
  expect_error(ErrorKind::SessionExists, [&] { store().start(again, {&first, 1}); });
  EXPECT_EQ(store().read("a")->chart, "test.Chart");
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, StartQueuesItsFirstEventsBehindTheFirstStep) {
  const std::vector<NewEvent> first = {new_event("a", "x"), new_event("a", "y"),
                                       delayed("a", "z", Later)};
  store().start(new_session("a"), first);
  EXPECT_EQ(drain(), (Strings{"a start", "a x", "a y"}));
  EXPECT_EQ(store().records().pending("a").size(), 1U);
}

TEST_P(StoreContract, StartWithAnEventToNobodyMakesNothing) {
  const std::vector<NewEvent> first = {new_event("a", "x"), new_event("nobody", "y")};
  expect_error(ErrorKind::UnknownSession, [&] { store().start(new_session("a"), first); });
  EXPECT_FALSE(store().read("a"));
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, ReadingASessionThatIsNotThereIsNothing) {
  EXPECT_FALSE(store().read("nobody"));
  EXPECT_FALSE(store().read(""));
  EXPECT_FALSE(store().records().session("nobody"));
}

TEST_P(StoreContract, KeepsEveryFieldOfASession) {
  start("a");
  send("a", "x");
  BatchWrite::Session written;
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    written = write.sessions[0];
    written.status = SessionStatus::Done;
    written.revision = std::numeric_limits<std::int64_t>::max();
    written.active = {"Top", "Left", "Größe"};
    written.state = bytes(std::string_view("\0\xff\0 state \0", 11));
    written.result = bytes(std::string_view("\0", 1));
    written.attempts = std::numeric_limits<std::int32_t>::max();
    written.retry_at = Timestamp(Duration(1'700'000'000'123'456));
    written.failure = "it's \"why\"; drop table session; --";
    written.version = 3;
    write.sessions[0] = written;
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  reopen();
  const auto read = store().read("a");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->status, written.status);
  EXPECT_EQ(read->revision, written.revision);
  EXPECT_EQ(read->active, written.active);
  EXPECT_EQ(read->state, written.state);
  EXPECT_EQ(read->result, written.result);
  EXPECT_EQ(read->attempts, written.attempts);
  EXPECT_EQ(read->retry_at, written.retry_at);
  EXPECT_EQ(read->failure, written.failure);
  EXPECT_EQ(read->version, written.version);
  EXPECT_GE(read->updated, read->created);
}

TEST_P(StoreContract, KeepsEveryFieldOfAnEvent) {
  start("a");
  start("b");
  NewEvent event = new_event("a", "payment.received");
  event.sender = "b";
  event.payload = bytes(std::string_view("\0\x01\xff\0", 4));
  event.send_id = "send-1";
  event.cause = EventId::parse("00000000-0000-0000-0000-0000000000ff");
  event.kind = EventKind::Timer;
  enqueue(event);
  reopen();
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 1U);
  const DueEvent& due = batch->events()[0];
  EXPECT_EQ(due.id, event.id);
  EXPECT_EQ(due.kind, EventKind::Timer);
  EXPECT_EQ(due.session, "a");
  EXPECT_EQ(due.sender, "b");
  EXPECT_EQ(due.name, event.name);
  EXPECT_EQ(due.payload, event.payload);
  EXPECT_EQ(due.send_id, "send-1");
  EXPECT_EQ(due.cause, event.cause);
}

TEST_P(StoreContract, KeepsAMegabyteInEveryPlaceForBytes) {
  Bytes large(1'000'000);
  for (std::size_t i = 0; i < large.size(); ++i) large[i] = static_cast<std::byte>(i * 7 % 251);
  NewSession session = new_session("a");
  session.params = large;
  NewEvent event = new_event("a", "x");
  event.payload = large;
  NewEvent later = delayed("a", "y", std::chrono::seconds(1));
  later.payload = large;
  store().start(session, std::vector<NewEvent>{event, later});
  EXPECT_EQ(store().read("a")->state, large);
  {
    const auto batch = claim();
    ASSERT_EQ(names(*batch), (Strings{"start", "x"}));
    EXPECT_EQ(batch->events()[1].payload, large);
    BatchWrite write = handle_all(*batch);
    write.sessions[0].state = large;
    write.sessions[0].result = large;
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(store().read("a")->result, large);
  const auto batch = claim();
  EXPECT_EQ(batch->events()[0].payload, large);
}

TEST_P(StoreContract, WordsForPeopleMayHoldAnything) {
  start("a");
  send("a", "x");
  send("a", "y");
  {
    const auto batch = claim();
    BatchWrite write = handle_all(*batch);
    write.consumed = {1};
    write.sessions[0].failure =
        std::string("bad \xff\xfe byte, \0 and all", 22) + std::string(100'000, 'x');
    write.dead.push_back({0, std::string("\xc3\x28 \0", 4)});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(store().read("a")->failure.substr(0, 4), "bad ");
  ASSERT_EQ(store().records().dead({.limit = 10}).size(), 1U);
}

TEST_P(StoreContract, OneBatchReadsEachSessionOnce) {
  use_lanes(1);
  for (const char* id : {"a", "b", "c"}) start(id);
  for (const char* id : {"a", "b", "a", "c", "a"}) send(id, "x");
  const auto batch = claim();
  EXPECT_EQ(batch->sessions().size(), 3U);
  ASSERT_EQ(batch->events().size(), 5U);
  for (const DueEvent& event : batch->events()) {
    ASSERT_LT(event.session_index, 3U);
    EXPECT_EQ(batch->sessions()[event.session_index].id, event.session);
  }
}

}  // namespace perdure::contract

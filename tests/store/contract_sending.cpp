// What senders may ask for: a key, under which a repetition is passed over, and what is to happen where
// nobody is there.
#include <atomic>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

NewEvent keyed(const std::string& to, const std::string& name, const std::string& key,
               Duration window = KeyWindow) {
  NewEvent event = new_event(to, name);
  event.key = key;
  event.key_window = window;
  return event;
}

NewSession keyed_session(const std::string& id, const std::string& key) {
  NewSession session = new_session(id);
  session.key = key;
  return session;
}

NewEvent to_nobody(const std::string& name, IfUnknown if_unknown) {
  NewEvent event = new_event("nobody", name);
  event.if_unknown = if_unknown;
  return event;
}

}  // namespace

TEST_P(StoreContract, AnEventUnderAKeyIsSentOnce) {
  start("a");
  start("b");
  const NewEvent first = keyed("a", "x", "payment 7");
  EXPECT_EQ(store().enqueue({&first, 1}).queued, 1U);
  const NewEvent again = keyed("a", "x", "payment 7");
  EXPECT_EQ(store().enqueue({&again, 1}).queued, 0U);
  EXPECT_EQ(drain(), Strings{"a x"});
  reopen();
  EXPECT_EQ(other_store().enqueue({&again, 1}).queued, 0U);
  // The key is one of that session's.
  const std::vector<NewEvent> others = {keyed("a", "y", "payment 8"), keyed("b", "z", "payment 7")};
  EXPECT_EQ(store().enqueue(others).queued, 2U);
  EXPECT_EQ(drain().size(), 2U);
}

TEST_P(StoreContract, OfOneCallThatRepeatsAKeyTheFirstCounts) {
  start("a");
  const std::vector<NewEvent> events = {keyed("a", "x", "k"), new_event("a", "y"),
                                        keyed("a", "z", "k")};
  EXPECT_EQ(store().enqueue(events).queued, 2U);
  EXPECT_EQ(store().enqueue({events.data() + 2, 1}).queued, 0U);
  EXPECT_EQ(drain(), (Strings{"a x", "a y"}));
}

TEST_P(StoreContract, AKeyIsForgottenAfterItsWindow) {
  start("a");
  const NewEvent first = keyed("a", "x", "k", std::chrono::milliseconds(1));
  store().enqueue({&first, 1});
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const NewEvent second = keyed("a", "y", "k");
  EXPECT_EQ(store().enqueue({&second, 1}).queued, 1U);
  const NewEvent third = keyed("a", "z", "k");
  EXPECT_EQ(store().enqueue({&third, 1}).queued, 0U);
  EXPECT_EQ(drain(), (Strings{"a x", "a y"}));
}

TEST_P(StoreContract, ACallThatIsRefusedLeavesNoKey) {
  start("a");
  const std::vector<NewEvent> events = {keyed("a", "x", "k"), new_event("nobody", "y")};
  expect_error(ErrorKind::UnknownSession, [&] { store().enqueue(events); });
  EXPECT_EQ(store().enqueue({events.data(), 1}).queued, 1U);
  EXPECT_EQ(drain(), Strings{"a x"});
}

TEST_P(StoreContract, ADelayedEventUnderAKeyIsSentOnce) {
  start("a");
  NewEvent event = keyed("a", "x", "k");
  event.delay = Later;
  event.send_id = "s";
  EXPECT_EQ(store().enqueue({&event, 1}).queued, 1U);
  EXPECT_EQ(store().enqueue({&event, 1}).queued, 0U);
  EXPECT_EQ(store().cancel("a", "s"), 1U);
}

TEST_P(StoreContract, OfManyThatSendUnderAKeyOneIsQueued) {
  use_lanes(4);
  for (const char* id : {"a", "b", "c"}) start(id);
  std::atomic<std::size_t> queued = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&, i] {
        std::vector<NewEvent> events;
        for (const char* id : {"a", "b", "c"}) events.push_back(keyed(id, "x", "k"));
        if (i % 2 == 0) std::swap(events.front(), events.back());
        queued += store().enqueue(events).queued;
      });
    }
  }
  EXPECT_EQ(queued, 3U);
  EXPECT_EQ(drain().size(), 3U);
}

TEST_P(StoreContract, AStartUnderAKeyHappensOnce) {
  const NewEvent first = new_event("a", "x");
  EXPECT_TRUE(store().start(keyed_session("a", "request 1"), {&first, 1}));
  EXPECT_FALSE(store().start(keyed_session("a", "request 1"), {&first, 1}));
  expect_error(ErrorKind::SessionExists, [&] {
    store().start(keyed_session("a", "request 2"), {&first, 1});
  });
  expect_error(ErrorKind::SessionExists, [&] { store().start(new_session("a")); });
  EXPECT_EQ(drain(), (Strings{"a start", "a x"}));
  EXPECT_FALSE(store().start(keyed_session("a", "request 1")));
  // An event's keys are others.
  const NewEvent event = keyed("a", "y", "request 1");
  EXPECT_EQ(store().enqueue({&event, 1}).queued, 1U);
}

TEST_P(StoreContract, AStartThatIsRefusedLeavesNoKey) {
  start("a");
  for (int i = 0; i < 2; ++i) {
    expect_error(ErrorKind::SessionExists, [&] { store().start(keyed_session("a", "k")); });
  }
  const NewEvent lost = new_event("nobody", "x");
  expect_error(ErrorKind::UnknownSession, [&] {
    store().start(keyed_session("b", "k"), {&lost, 1});
  });
  EXPECT_TRUE(store().start(keyed_session("b", "k")));
}

TEST_P(StoreContract, AnEventToNobodyIsBuriedWhereThatWasAsked) {
  start("a");
  const std::vector<NewEvent> events = {to_nobody("lost", IfUnknown::Bury), new_event("a", "x")};
  const Sent sent = store().enqueue(events);
  EXPECT_EQ(sent.queued, 1U);
  EXPECT_EQ(sent.buried, 1U);
  EXPECT_EQ(drain(), Strings{"a x"});
  const auto dead = store().records().dead({.limit = 10});
  ASSERT_EQ(dead.size(), 1U);
  EXPECT_EQ(dead[0].id, events[0].id);
  EXPECT_EQ(dead[0].session, "nobody");
  EXPECT_EQ(dead[0].name, "lost");
  EXPECT_EQ(dead[0].reason, "there is no session `nobody`");
}

TEST_P(StoreContract, AnEventToNobodyIsDiscardedWithARowWhereThatWasAsked) {
  start("a");
  NewEvent event = to_nobody("lost", IfUnknown::Discard);
  event.key = "k";
  const Sent first = store().enqueue({&event, 1});
  EXPECT_EQ(first.queued, 0U);
  EXPECT_EQ(first.discarded, 1U);
  const Sent second = store().enqueue({&event, 1});
  EXPECT_EQ(second.discarded, 0U);
  EXPECT_EQ(second.repeated, 1U);
  EXPECT_EQ(drain(), Strings{});
  EXPECT_TRUE(store().records().dead({.limit = 10}).empty());
  const auto journal = store().history().journal("nobody", -1, 10);
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].event, event.id);
  EXPECT_EQ(journal[0].name, "lost");
  EXPECT_EQ(journal[0].outcome, JournalOutcome::Discarded);
  EXPECT_EQ(journal[0].revision, 0);
  EXPECT_GT(journal[0].at, Timestamp{});
}

TEST_P(StoreContract, ADueEventIsTakenBackUntilABatchHasIt) {
  use_lanes(1);
  start("a");
  std::vector<NewEvent> events;
  for (int i = 0; i < 2; ++i) {
    events.push_back(new_event("a", "x"));
    events.back().send_id = "s" + std::to_string(i);
  }
  store().enqueue(events);
  EXPECT_EQ(store().cancel("a", "s0"), 1U);
  EXPECT_EQ(drain(), Strings{"a x"});
  EXPECT_EQ(store().cancel("a", "s1"), 0U);
}

TEST_P(StoreContract, KeysThatNoStoreCanKeepAreRefused) {
  start("a");
  for (const NewEvent& bad :
       {keyed("a", "x", std::string(1001, 'k')), keyed("a", "x", "a\nb"), keyed("a", "x", "\xff"),
        keyed("a", "x", "k", Duration(0)), keyed("a", "x", "k", Duration(-1)),
        keyed("a", "x", "k", Duration::max())}) {
    expect_error(ErrorKind::InvalidArgument, [&] { store().enqueue({&bad, 1}); });
  }
  NewEvent timer = keyed("a", "x", "k");
  timer.kind = EventKind::Timer;
  expect_error(ErrorKind::InvalidArgument, [&] { store().enqueue({&timer, 1}); });
  expect_error(ErrorKind::InvalidArgument, [&] { store().start(keyed_session("b", "\x01")); });
  EXPECT_EQ(drain(), Strings{});
}

}  // namespace perdure::contract

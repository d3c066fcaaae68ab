// What happened, found by what is known of it, and by cause.
#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

using Strings = std::vector<std::string>;

// What a runtime would write of everything that is due.
void handle_with_journal(Store& store, JournalOutcome outcome = JournalOutcome::Taken,
                         std::optional<Timestamp> at = {}) {
  while (const auto batch = store.claim({})) {
    BatchWrite write = handle_all(*batch);
    for (const DueEvent& event : batch->events()) {
      JournalEntry entry;
      entry.session = event.session;
      entry.revision = 1;
      entry.event = event.id;
      entry.cause = event.cause;
      entry.kind = event.kind;
      entry.name = event.name;
      entry.outcome = outcome;
      entry.left = {"A"};
      entry.entered = {"B", "C"};
      entry.at = at.value_or(batch->now());
      write.journal.push_back(entry);
    }
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
}

Strings found(Store& store, const JournalFilter& filter) {
  Strings words;
  for (const JournalEntry& entry : store.history().journal(filter)) {
    words.push_back(entry.session + " " + entry.name);
  }
  return words;
}

Timestamp day(int number) { return Timestamp(Duration(std::chrono::hours(24 * number))); }

NewEvent caused(const std::string& to, const std::string& name, const NewEvent& by) {
  NewEvent event = new_event(to, name);
  event.cause = by.id;
  return event;
}

}  // namespace

TEST_P(StoreContract, TheJournalIsSearched) {
  NewSession other = new_session("o");
  other.chart = "test.Other";
  store().start(other);
  drain();
  start("a");
  send("a", "x");
  handle_with_journal(store(), JournalOutcome::Taken, day(20'000));
  send("o", "x");
  handle_with_journal(store(), JournalOutcome::Ignored, day(20'010));
  send("a", "y");
  handle_with_journal(store(), JournalOutcome::Taken, day(20'100));
  EXPECT_EQ(found(store(), {}), (Strings{"a x", "o x", "a y"}));
  EXPECT_EQ(found(store(), {.session = "a"}), (Strings{"a x", "a y"}));
  EXPECT_EQ(found(store(), {.chart = "test.Other"}), Strings{"o x"});
  EXPECT_EQ(found(store(), {.session = "a", .chart = "test.Other"}), Strings{});
  EXPECT_EQ(found(store(), {.name = "x"}), (Strings{"a x", "o x"}));
  EXPECT_EQ(found(store(), {.outcome = JournalOutcome::Ignored}), Strings{"o x"});
  EXPECT_EQ(found(store(), {.from = day(20'010)}), (Strings{"o x", "a y"}));
  EXPECT_EQ(found(store(), {.until = day(20'010)}), Strings{"a x"});
  EXPECT_EQ(found(store(), {.from = day(20'001), .until = day(20'011)}), Strings{"o x"});
  EXPECT_EQ(found(store(), {.session = "nobody"}), Strings{});
  EXPECT_EQ(found(store(), {.session = "\xff"}), Strings{});
  EXPECT_EQ(found(store(), {.name = "' or 1 = 1 --"}), Strings{});
  EXPECT_EQ(found(store(), {.limit = 0}), Strings{});

  Strings paged;
  JournalFilter filter;
  filter.limit = 1;
  for (;;) {
    const auto page = store().history().journal(filter);
    if (page.empty()) break;
    ASSERT_EQ(page.size(), 1U);
    EXPECT_EQ(page[0].left, Strings{"A"});
    EXPECT_EQ(page[0].entered, (Strings{"B", "C"}));
    paged.push_back(page[0].session + " " + page[0].name);
    filter.after = page[0].number;
  }
  EXPECT_EQ(paged, (Strings{"a x", "o x", "a y"}));
}

TEST_P(StoreContract, EventsAreFoundWhereverTheyAre) {
  start("a");
  const NewEvent handled = new_event("a", "handled");
  enqueue(handled);
  handle_with_journal(store());
  const NewEvent dead = caused("a", "dead", handled);
  enqueue(dead);
  {
    const auto batch = claim();
    BatchWrite write;
    write.dead = {{0, "why"}};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  NewEvent waiting = caused("a", "waiting", handled);
  waiting.delay = Later;
  const NewEvent queued = caused("a", "queued", handled);
  store().enqueue(std::vector<NewEvent>{waiting, queued, new_event("a", "unrelated")});

  const auto one = store().history().find({&handled.id, 1}, {}, 10);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].place, TracedEvent::Place::Handled);
  EXPECT_EQ(one[0].name, "handled");
  EXPECT_EQ(one[0].session, "a");
  EXPECT_EQ(one[0].chart, new_session("a").chart);
  EXPECT_EQ(one[0].outcome, JournalOutcome::Taken);
  EXPECT_EQ(one[0].entered, (Strings{"B", "C"}));
  EXPECT_TRUE(one[0].at);

  std::map<std::string, TracedEvent> effects;
  for (const TracedEvent& event : store().history().find({}, {&handled.id, 1}, 10)) {
    effects[event.name] = event;
  }
  ASSERT_EQ(effects.size(), 3U);
  EXPECT_EQ(effects["dead"].place, TracedEvent::Place::Dead);
  EXPECT_EQ(effects["dead"].reason, "why");
  EXPECT_EQ(effects["dead"].id, dead.id);
  EXPECT_EQ(effects["dead"].cause, handled.id);
  EXPECT_EQ(effects["waiting"].place, TracedEvent::Place::Waiting);
  EXPECT_TRUE(effects["waiting"].at);
  EXPECT_EQ(effects["queued"].place, TracedEvent::Place::Queued);
  EXPECT_FALSE(effects["queued"].at);
  EXPECT_FALSE(effects["queued"].outcome);

  EXPECT_EQ(store().history().find({}, {&handled.id, 1}, 2).size(), 2U);
  const EventId nobody = EventId::random();
  EXPECT_TRUE(store().history().find({&nobody, 1}, {&nobody, 1}, 10).empty());
  EXPECT_TRUE(store().history().find({}, {}, 10).empty());
}

}  // namespace perdure::contract

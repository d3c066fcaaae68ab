#include "runtime/ops/commands.h"

#include <gmock/gmock.h>
#include <perdure/archive.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace perdure::ops {
namespace {

using ::testing::HasSubstr;

class Commands : public ::testing::Test {
 protected:
  Commands() {
    store->start({"order-1", "shop.Order", 3, {}, EventId::random()});
    NewEvent later;
    later.id = EventId::random();
    later.session = "order-1";
    later.name = "reminder";
    later.delay = std::chrono::hours(1);
    later.send_id = "r";
    store->enqueue(std::span(&later, 1));
  }

  // Runs the session's first step, as a runtime would.
  void step(SessionStatus status, const std::string& failure = "") {
    const std::unique_ptr<Batch> batch = store->claim({});
    BatchWrite write;
    write.sessions.push_back({0, status, 1, {"Pending"}, {}, {}, 2, {}, failure, 3});
    write.consumed.push_back(0);
    write.journal.push_back({"order-1",
                             1,
                             batch->events()[0].id,
                             {},
                             EventKind::Start,
                             "start",
                             JournalOutcome::Taken,
                             {},
                             {"Pending"},
                             batch->now()});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }

  Output output(bool json = false) { return {out, error, json}; }
  nlohmann::json printed() const { return nlohmann::json::parse(out.str()); }

  // What alice did by hand, in the order of it: "suspend order-1".
  std::vector<std::string> operations() {
    std::vector<std::string> all;
    for (const JournalEntry& each :
         store->history().journal({.outcome = JournalOutcome::Operated})) {
      EXPECT_EQ(each.done_by, "alice");
      all.push_back(each.name + " " + each.session);
    }
    return all;
  }

  std::unique_ptr<Store> store = open("memory:");
  operate::Operator alice{*store, "alice"};
  std::ostringstream out;
  std::ostringstream error;
};

TEST_F(Commands, ListsSessions) {
  step(SessionStatus::Running);
  EXPECT_EQ(sessions(*store, {}, {}, output()), 0);
  EXPECT_THAT(out.str(),
              ::testing::StartsWith("ID       CHART       STATUS   ACTIVE   REVISION  QUEUED"));
  EXPECT_THAT(out.str(), HasSubstr("order-1  shop.Order  running  Pending  1         0       1 "));
  EXPECT_EQ(error.str(), "");
}

TEST_F(Commands, SaysHowToGoOn) {
  SessionFilter filter;
  filter.limit = 1;
  EXPECT_EQ(sessions(*store, filter, {}, output()), 0);
  EXPECT_THAT(error.str(), HasSubstr("--after 'order-1'"));
}

TEST_F(Commands, ShowsASessionWithWhatWaitsForIt) {
  step(SessionStatus::Suspended, "no\npaper");
  EXPECT_EQ(show(*store, "order-1", output()), 0);
  EXPECT_THAT(out.str(),
              HasSubstr("chart     shop.Order version 3\nstatus    suspended\nactive    Pending"));
  EXPECT_THAT(out.str(), HasSubstr("failure   no\\x0apaper"));
  EXPECT_THAT(out.str(), HasSubstr("perdure resume 'order-1'"));
  EXPECT_THAT(out.str(), HasSubstr("reminder  event"));

  out.str("");
  EXPECT_EQ(show(*store, "order-1", output(true)), 0);
  EXPECT_EQ(printed()["status"], "suspended");
  EXPECT_EQ(printed()["failure"], "no\npaper");
  EXPECT_EQ(printed()["pending"][0]["send_id"], "r");
}

TEST_F(Commands, ShowsChildrenJobsAndTokens) {
  NewSession child{"order-1/pay.1", "shop.Payment", 1, {}, EventId::random()};
  child.parent = "order-1";
  child.invocation = "pay.1";
  store->start(child);
  {
    const std::unique_ptr<Batch> batch = store->claim({});
    BatchWrite write;
    write.tokens.push_back({"order-1", "Pending.approval", {}, {"approve", "reject"}, {}});
    NewJob job;
    job.id = EventId::random();
    job.session = "order-1";
    job.invocation = "charge.1";
    job.service = "shop.Order.charge";
    write.jobs.push_back(job);
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(show(*store, "order-1", output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("order-1/pay.1  pay.1       shop.Payment  starting"));
  EXPECT_THAT(out.str(), HasSubstr("order-1  charge.1  shop.Order.charge  waiting"));
  EXPECT_THAT(out.str(), HasSubstr("Pending.approval  approve reject  never    -"));
  out.str("");
  EXPECT_EQ(show(*store, "order-1", output(true)), 0);
  EXPECT_EQ(printed()["children"][0]["invocation"], "pay.1");
  EXPECT_EQ(printed()["jobs"][0]["service"], "shop.Order.charge");
  EXPECT_EQ(printed()["tokens"][0]["accepts"], nlohmann::json({"approve", "reject"}));
  out.str("");
  EXPECT_EQ(tokens(*store, "order-1", output(true)), 0);
  EXPECT_EQ(printed()[0]["used"], nullptr);
  EXPECT_EQ(tokens(*store, "nobody", output()), 1);
}

TEST_F(Commands, SaysHowMuchWaits) {
  EXPECT_EQ(backlog(*store, false, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("all   1"));
  EXPECT_THAT(out.str(),
              HasSubstr("the fullest lane has 16.0 times as much queued as the mean of 16"));
  out.str("");
  EXPECT_EQ(backlog(*store, false, output(true)), 0);
  EXPECT_EQ(printed()["total"]["queued"], 1);
  EXPECT_EQ(printed()["total"]["waiting"], 1);
  EXPECT_EQ(printed()["lanes"].size(), 16U);
  EXPECT_EQ(printed()["imbalance"], 16.0);
}

TEST_F(Commands, PrintsTheTreeOfASession) {
  step(SessionStatus::Running);
  for (const char* id : {"order-1/pay.1", "order-1/pay.2"}) {
    NewSession child{id, "shop.Payment", 1, {}, EventId::random()};
    child.parent = "order-1";
    child.invocation = std::string(id).substr(8);
    store->start(child);
  }
  EXPECT_EQ(tree(*store, "order-1", 10, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("order-1          shop.Order    running   Pending"));
  EXPECT_THAT(out.str(), HasSubstr("  order-1/pay.1  shop.Payment  starting  -"));
  EXPECT_THAT(out.str(), HasSubstr("shop.Payment  starting  2"));

  out.str("");
  EXPECT_EQ(tree(*store, "order-1", 3, output(true)), 0);
  EXPECT_EQ(printed()["sessions"].size(), 3U);
  EXPECT_EQ(printed()["sessions"][2]["id"], "order-1/pay.2");
  EXPECT_EQ(printed()["sessions"][2]["depth"], 1);
  EXPECT_EQ(printed()["counts"][1]["sessions"], 2);
  EXPECT_THAT(error.str(), HasSubstr("there may be more"));
  EXPECT_EQ(tree(*store, "nobody", 3, output()), 1);
}

TEST_F(Commands, EndsASession) {
  EXPECT_EQ(end(alice, "order-1", output()), 0);
  EXPECT_EQ(out.str(), "order-1 ends after what is queued for it\n");
  EXPECT_EQ(store->records().pending("order-1")[1].kind, EventKind::Cancel);
  EXPECT_EQ(end(alice, "nobody", output()), 1);
  EXPECT_THAT(error.str(), HasSubstr("there is no session `nobody`"));
  {
    const std::unique_ptr<Batch> batch = store->claim({});
    BatchWrite write;
    write.sessions.push_back({0, SessionStatus::Done, 1, {}, {}, {}, 0, {}, "", 3});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(end(alice, "order-1", output()), 1);
  EXPECT_THAT(error.str(), HasSubstr("session `order-1` is done already"));
}

TEST_F(Commands, ShowsWhatTheDefinitionMakesOfTheBytes) {
  EXPECT_EQ(show(*store, "order-1", output(true)), 0);
  EXPECT_EQ(printed()["decoded"]["unread"],
            "no program has registered shop.Order version 3 in this store");

  ChartVersion chart;
  chart.name = "shop.Order";
  chart.version = 3;
  chart.definition =
      R"({"format":1,"name":"shop.Order","version":3,"data_model":"perdure","result":null,"states":[],)"
      R"("params":[],"data":[]})";
  store->registry().add(chart);
  out.str("");
  EXPECT_EQ(show(*store, "order-1", output(true)), 0);
  EXPECT_EQ(printed()["decoded"], nlohmann::json::parse(R"({"params":{}})"));
  EXPECT_EQ(printed()["result"], nullptr);

  step(SessionStatus::Running);  // With a state of no bytes, which is none.
  out.str("");
  EXPECT_EQ(show(*store, "order-1", output()), 0);
  EXPECT_THAT(out.str(),
              HasSubstr("\"unread\": \"not a state of its chart: stored data ends too early"));
}

TEST_F(Commands, ListsChartsAndPrintsDefinitions) {
  ChartVersion chart;
  chart.name = "shop.Order";
  for (const std::uint32_t version : {1U, 2U}) {
    chart.version = version;
    chart.shape = "s";
    chart.node = "n-1";
    chart.definition = "{\"version\":" + std::to_string(version) + "}";
    store->registry().add(chart);
  }
  EXPECT_EQ(charts(*store, "", 0, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("shop.Order  2"));
  out.str("");
  EXPECT_EQ(charts(*store, "shop.Order", 0, output()), 0);
  EXPECT_EQ(printed()["version"], 2);
  out.str("");
  EXPECT_EQ(charts(*store, "shop.Order", 1, output()), 0);
  EXPECT_EQ(printed()["version"], 1);
  EXPECT_EQ(charts(*store, "shop.Order", 9, output()), 1);
  EXPECT_EQ(error.str(), "perdure: no program has registered shop.Order version 9 in this store\n");
}

TEST_F(Commands, PrintsTheJournal) {
  step(SessionStatus::Running);
  EXPECT_EQ(journal(*store, {.session = "order-1"}, output(true)), 0);
  EXPECT_EQ(printed()[0]["name"], "start");
  EXPECT_EQ(printed()[0]["outcome"], "taken");
  EXPECT_EQ(printed()[0]["entered"], nlohmann::json({"Pending"}));
  EXPECT_EQ(printed()[0]["cause"], nullptr);
}

// The journal keeps payloads where steps are to be done again; the dead have theirs in any case.
TEST_F(Commands, ShowsTheFieldsOfEvents) {
  ChartVersion chart;
  chart.name = "shop.Order";
  chart.version = 3;
  chart.definition =
      R"({"format":1,"name":"shop.Order","version":3,"data_model":"perdure","result":null,"states":[],)"
      R"("events":[{"name":"pay","fields":[{"name":"amount","type":"int"},{"name":"by","type":"string"}]}]})";
  store->registry().add(chart);
  Bytes good;
  OutArchive archive(good);
  archive(std::int64_t{7}, std::string("ann\x1b[31m"));
  const auto payloads = std::vector<Bytes>{
      good, Bytes(3), Bytes(8 + 8, std::byte{255}), {}, Bytes(100'000, std::byte{'['})};
  for (const Bytes& payload : payloads) {
    NewEvent event;
    event.id = EventId::random();
    event.session = "order-1";
    event.name = "pay";
    event.payload = payload;
    store->enqueue({&event, 1});
  }
  const std::unique_ptr<Batch> batch = store->claim({});
  BatchWrite write;
  write.consumed.push_back(0);
  for (std::size_t i = 1; i <= payloads.size(); ++i) {
    write.dead.push_back({i, "why not"});
    JournalEntry entry;
    entry.session = "order-1";
    entry.revision = static_cast<std::int64_t>(i);
    entry.event = EventId::random();
    entry.name = "pay";
    entry.payload = payloads[i - 1];
    write.journal.push_back(entry);
  }
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);

  const auto fields = nlohmann::json::parse(R"({"amount": 7, "by": "ann\u001b[31m"})");
  EXPECT_EQ(list_dead(*store, {}, output(true)), 0);
  nlohmann::json dead = printed();
  ASSERT_EQ(dead.size(), 5U);
  EXPECT_EQ(dead[4]["fields"], fields);
  EXPECT_THAT(dead[3]["fields"]["unread"].get<std::string>(),
              HasSubstr("not a payload of `pay`: stored data ends too early"));
  EXPECT_TRUE(dead[2]["fields"].contains("unread"));
  EXPECT_EQ(dead[1]["fields"], nullptr);
  EXPECT_TRUE(dead[0]["fields"].contains("unread"));

  out.str("");
  EXPECT_EQ(journal(*store, {.session = "order-1"}, output(true)), 0);
  EXPECT_EQ(printed()[0]["fields"], fields);
  EXPECT_TRUE(printed()[1]["fields"].contains("unread"));

  out.str("");
  EXPECT_EQ(list_dead(*store, {}, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr(R"({"amount":7,"by":"ann\u001b[31m"})"));
  EXPECT_THAT(out.str(), HasSubstr("pay    unreadable"));
  out.str("");
  EXPECT_EQ(journal(*store, {.session = "order-1"}, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("unreadable"));
}

TEST_F(Commands, SaysWhyTheFieldsOfAnEventToNobodyAreUnread) {
  NewEvent event;
  event.id = EventId::random();
  event.session = "nobody";
  event.name = "pay";
  event.payload = Bytes(1);
  event.if_unknown = IfUnknown::Bury;
  store->enqueue({&event, 1});
  EXPECT_EQ(list_dead(*store, {}, output(true)), 0);
  EXPECT_EQ(printed()[0]["fields"]["unread"], "there is no session `nobody`");
}

TEST_F(Commands, TracesCauseAndEffect) {
  step(SessionStatus::Running);
  const EventId start = store->history().journal({})[0].event;
  store->start({"order-2", "shop.Parcel", 1, {}, EventId::random()});
  NewEvent effect;
  effect.id = EventId::random();
  effect.session = "order-2";
  effect.name = "ship";
  effect.cause = start;
  NewEvent leaf = effect;
  leaf.id = EventId::random();
  leaf.name = "shipped";
  leaf.cause = effect.id;
  store->enqueue(std::vector<NewEvent>{effect, leaf});

  EXPECT_EQ(trace(*store, effect.id, 100, output()), 0);
  EXPECT_THAT(out.str(), ::testing::StartsWith("start  to order-1 (shop.Order)  "));
  EXPECT_THAT(out.str(), HasSubstr("taken: - -> Pending"));
  EXPECT_THAT(out.str(), HasSubstr("\n  ship  to order-2 (shop.Parcel)  now  queued  " +
                                   effect.id.text() + "  <--\n    shipped  to order-2"));
  EXPECT_EQ(error.str(), "");

  out.str("");
  EXPECT_EQ(trace(*store, leaf.id, 100, output(true)), 0);
  EXPECT_EQ(printed()["root"], start.text());
  EXPECT_EQ(printed()["complete"], true);
  ASSERT_EQ(printed()["events"].size(), 3U);
  EXPECT_EQ(printed()["events"][2]["cause"], effect.id.text());
  EXPECT_EQ(printed()["events"][2]["chart"], "shop.Parcel");

  EXPECT_EQ(trace(*store, start, 2, output()), 0);
  EXPECT_THAT(error.str(), HasSubstr("there is more: --limit 20"));
  EXPECT_EQ(trace(*store, EventId::random(), 2, output()), 1);
}

TEST_F(Commands, SaysWhereACauseIsLost) {
  NewEvent effect;
  effect.id = EventId::random();
  effect.session = "order-1";
  effect.name = "x";
  effect.cause = EventId::random();
  store->enqueue({&effect, 1});
  EXPECT_EQ(trace(*store, effect.id, 100, output()), 0);
  EXPECT_THAT(error.str(), HasSubstr(effect.cause->text()));
}

TEST_F(Commands, RetriesAndDiscardsTheDead) {
  {
    const std::unique_ptr<Batch> batch = store->claim({});
    BatchWrite write;
    write.dead.push_back({0, "no\npaper"});
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(list_dead(*store, {}, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("no\\x0apaper"));
  EXPECT_EQ(settle_dead(alice, DeadAction::Retry, {.session = "order-2"}, output()), 1);
  EXPECT_EQ(settle_dead(alice, DeadAction::Retry, {.session = "order-1"}, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("retried 1 event\n"));
  EXPECT_EQ(operations(), std::vector<std::string>{"retry order-1"});
  EXPECT_EQ(settle_dead(alice, DeadAction::Discard, {.session = "order-1"}, output()), 1);
  EXPECT_EQ(operations().size(), 1U) << "nothing was dead, so nothing was done";
}

TEST_F(Commands, SettlesMoreOfTheDeadThanItReadsAtATime) {
  constexpr std::size_t Many = 2050;
  std::vector<NewEvent> events(Many);
  for (NewEvent& each : events) {
    each.id = EventId::random();
    each.session = "order-1";
    each.name = "x";
  }
  store->enqueue(events);
  for (std::size_t buried = 0; buried <= Many;) {
    const std::unique_ptr<Batch> batch = store->claim({});
    ASSERT_TRUE(batch);
    BatchWrite write;
    for (std::size_t i = 0; i < batch->events().size(); ++i) write.dead.push_back({i, "no paper"});
    buried += write.dead.size();
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(settle_dead(alice, DeadAction::Discard, {}, output()), 0);
  EXPECT_THAT(out.str(), HasSubstr("discarded 2051 events\n"));
  EXPECT_TRUE(store->records().dead({}).empty());
  EXPECT_EQ(store->history().journal({.outcome = JournalOutcome::Operated, .limit = 10'000}).size(),
            Many + 1)
      << "each has its own";
}

TEST_F(Commands, ResumesWhatIsSuspended) {
  EXPECT_EQ(resume(alice, "order-1", output()), 1);
  EXPECT_THAT(error.str(), HasSubstr("session `order-1` is starting, not suspended"));
  step(SessionStatus::Suspended);
  EXPECT_EQ(resume(alice, "order-1", output()), 0);
  EXPECT_EQ(out.str(), "resumed order-1\n");
  EXPECT_EQ(store->read("order-1")->status, SessionStatus::Running);
  EXPECT_EQ(operations(), std::vector<std::string>{"resume order-1"});
}

TEST_F(Commands, WritesDownWhoDidWhat) {
  step(SessionStatus::Running);
  EXPECT_EQ(suspend(alice, "order-1", "", output()), 0);
  EXPECT_EQ(store->read("order-1")->failure, "by alice") << "no reason was given";
  EXPECT_EQ(suspend(alice, "order-1", "", output()), 1);
  EXPECT_EQ(resume(alice, "order-1", output()), 0);
  EXPECT_EQ(end(alice, "order-1", output()), 0);
  EXPECT_EQ(end(alice, "nobody", output()), 1);
  EXPECT_EQ(suspend(alice, "nobody", "", output()), 1);
  EXPECT_EQ(operations(),
            (std::vector<std::string>{"suspend order-1", "resume order-1", "end order-1"}));
}

TEST_F(Commands, WhatEndsASessionIsCausedByWhoEndedIt) {
  step(SessionStatus::Running);
  ASSERT_EQ(end(alice, "order-1", output()), 0);
  const JournalEntry ended = store->history().journal({.outcome = JournalOutcome::Operated}).at(0);
  out.str("");
  EXPECT_EQ(trace(*store, ended.event, 10, output(true)), 0);
  EXPECT_EQ(printed()["root"], ended.event.text());
  EXPECT_EQ(printed()["events"][0]["done_by"], "alice");
  EXPECT_EQ(printed()["events"][1]["cause"], ended.event.text());
}

TEST_F(Commands, NobodyOperatesUnderANameThatCannotBe) {
  step(SessionStatus::Running);
  operate::Operator nobody(*store, "a\nb");
  EXPECT_THROW(suspend(nobody, "order-1", "", output()), Error);
  EXPECT_EQ(store->read("order-1")->status, SessionStatus::Running);
}

}  // namespace
}  // namespace perdure::ops

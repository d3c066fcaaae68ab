// What compiled SCXML documents do, in a world of sessions.
#include <gtest/gtest.h>
#include <perdure/testing.h>

#include <string>
#include <vector>

#include "alarm.scxml.h"
#include "odds.scxml.h"

namespace {

using perdure::Error;
using perdure::scxml::Data;
using perdure::scxml::Event;
using perdure::testing::Keeping;
using perdure::testing::World;

Data json(const std::string& text) { return {Data::Form::Json, text}; }

Event event(const std::string& name, const Data& data = {}) {
  Event made;
  made.name = name;
  made.data = data;
  return made;
}

class DocumentTest : public testing::TestWithParam<Keeping> {
 protected:
  DocumentTest() : world_({.keeping = GetParam()}) {
    world_.add<BurglarAlarm>(alarm_);
    world_.add<BurglarAlarm_1>(siren_);
    world_.add<TheOddOne>(odds_);
  }

  void send(const std::string& name, const Data& data = {}) {
    world_.send("one", event(name, data));
  }
  std::vector<std::string> active() { return world_.session("one").active; }
  // What the session has logged since the last time.
  std::vector<std::string> log() {
    std::vector<std::string> lines;
    for (const auto& line : world_.log()) lines.push_back(line.text);
    world_.forget_records();
    return lines;
  }

  BurglarAlarm::Handlers alarm_;
  BurglarAlarm_1::Handlers siren_;
  TheOddOne::Handlers odds_;
  World world_;
};

using States = std::vector<std::string>;
using Lines = std::vector<std::string>;

TEST_P(DocumentTest, IsStartedWithValuesForItsVariables) {
  world_.start<BurglarAlarm>("one", json(R"({"code": "1234", "unknown": 1})"));
  send("remove", json(R"({"code": "0000"})"));
  EXPECT_EQ(active(), States{"off"});
  send("remove", json(R"({"code": "1234"})"));
  EXPECT_EQ(active(), States{"removed"});
  const auto result = perdure::from_bytes<Data>(world_.session("one").result);
  EXPECT_EQ(result, json(R"({"alarms":[]})"));
}

TEST_P(DocumentTest, InvokesAndHearsFromWhatItInvoked) {
  world_.start<BurglarAlarm>("one");
  send("arm");
  send("move.cat");
  EXPECT_EQ(active(), States{"ringing"});
  const std::vector<std::string> sirens = world_.children("one");
  ASSERT_EQ(sirens.size(), 1U);
  EXPECT_EQ(world_.session(sirens[0]).active, States{"howling"});
  send("disarm", json(R"({"code": "0000"})"));
  EXPECT_EQ(active(), States{"off"});
  EXPECT_FALSE(world_.has_session(sirens[0]));
}

TEST_P(DocumentTest, FinalizesWhatItHears) {
  world_.start<BurglarAlarm>("one");
  send("arm");
  send("move");
  send("pause");
  send("resume");  // Another siren, under the same id.
  EXPECT_EQ(active(), States{"ringing"});
  ASSERT_EQ(world_.children("one").size(), 2U);
  EXPECT_FALSE(world_.has_session(world_.children("one")[0]));
  EXPECT_TRUE(world_.has_session(world_.children("one")[1]));
  std::size_t howls = 0;
  for (const auto& step : world_.steps()) howls += step.event == "howl" ? 1 : 0;
  EXPECT_EQ(howls, 2U);
}

TEST_P(DocumentTest, CancelsWhatItSentForLater) {
  world_.start<BurglarAlarm>("one");
  send("arm");
  send("move");
  world_.advance(std::chrono::seconds(119));
  send("pause");
  world_.advance(std::chrono::seconds(10));
  EXPECT_EQ(active(), States{"paused"});
  send("resume");
  world_.advance(std::chrono::seconds(119));
  EXPECT_EQ(active(), States{"ringing"});
  world_.advance(std::chrono::seconds(1));
  EXPECT_EQ(active(), States{"watching"});
}

TEST_P(DocumentTest, StatesMayHaveAnyNames) {
  world_.start<TheOddOne>("one");
  for (const std::string name : {"a-b", "a.b", "a_b", "class", "None", "été"}) {
    EXPECT_EQ(active(), (States{"listener", name, "sender"}));
    send("next");
  }
  using namespace the_odd_one;
  const auto snapshot = world_.machine<TheOddOne>("one");
  EXPECT_TRUE(snapshot.in<state::name_2>());
  EXPECT_FALSE(snapshot.in<state::a_b>());
  EXPECT_FALSE(snapshot.in<state::a_b_3>());
}

TEST_P(DocumentTest, BindsDataLateAndOnce) {
  world_.start<TheOddOne>("one");
  for (int i = 0; i < 4; ++i) send("next");
  send("report");
  // One error before: `broken`.
  EXPECT_EQ(log(), (Lines{"seen: 2", "errors: error.execution -", "undefined"}));
  send("again");
  send("report");
  EXPECT_EQ(log().front(), "seen: 100");
}

TEST_P(DocumentTest, WhatFailsInDoneDataIsLeftOut) {
  world_.start<TheOddOne>("one");
  for (int i = 0; i < 6; ++i) send("next");
  send("report");
  EXPECT_EQ(log(), (Lines{R"(seen: {"good":true})", "errors: error.execution -, error.execution -",
                          "undefined"}));
}

TEST_P(DocumentTest, SendsThatFailAreToldById) {
  world_.start<TheOddOne>("one");
  send("report");
  log();
  send("send.badly");
  send("report");
  EXPECT_EQ(log(), (Lines{"seen: undefined", "errors: error.execution one", "undefined"}));
  send("send.far");
  send("report");
  EXPECT_EQ(log(), (Lines{R"(seen: "reached string")", "errors: error.communication send.1",
                          "undefined"}));
  send("send.unknown");
  send("report");
  EXPECT_EQ(log()[1], "errors: error.execution -");
}

TEST_P(DocumentTest, DelaysAreNumbersWithAUnit) {
  world_.start<TheOddOne>("one");
  send("report");
  for (const auto& [delay, microseconds] :
       std::vector<std::pair<std::string, std::int64_t>>{{"1.5s", 1'500'000},
                                                         {"500ms", 500'000},
                                                         {".25s", 250'000},
                                                         {"2m", 120'000'000},
                                                         {"1h", 3'600'000'000},
                                                         {"0.5d", 43'200'000'000},
                                                         {" 3s ", 3'000'000},
                                                         {"0s", 0},
                                                         {"0.1s", 100'000},
                                                         {"1.ms", 1'000}}) {
    world_.forget_records();
    send("send.late", json("\"" + delay + "\""));
    const auto& effects = world_.steps().front().effects;
    ASSERT_EQ(effects.size(), 1U) << delay;
    EXPECT_EQ(std::get<perdure::SendEffect>(effects[0]).delay.count(), microseconds) << delay;
  }
  log();
  for (const std::string delay :
       {"", "1", "s", "1 s", "-1s", "1e3s", "1.5", "abc", "1sec", "99999999999999d"}) {
    send("send.late", json("\"" + delay + "\""));
    send("report");
    EXPECT_EQ(log()[1], "errors: error.execution -") << delay;
  }
}

TEST_P(DocumentTest, EventsCanBeSentInside) {
  world_.start<TheOddOne>("one");
  send("send.inside");
  send("report");
  EXPECT_EQ(log().front(), R"(seen: {"a":[1]})");
}

TEST_P(DocumentTest, AnErrorEndsTheLoopAndItsBlock) {
  world_.start<TheOddOne>("one");
  send("report");
  log();
  send("loop");
  send("report");
  EXPECT_EQ(log(), (Lines{"seen: 3", "errors: error.execution -", "undefined"}));
}

TEST_P(DocumentTest, WhatCannotBeInvokedIsAnError) {
  world_.start<TheOddOne>("one");
  send("invoke");
  EXPECT_EQ(log(), Lines(4, "refused: error.execution"));
  EXPECT_TRUE(world_.children("one").empty());
}

TEST_P(DocumentTest, TransitionsWithoutEndAreFound) {
  world_.start<TheOddOne>("one");
  EXPECT_THROW(send("spin"), perdure::EndlessMacrostep);
}

TEST_P(DocumentTest, ReferencesToNobodyAreEvents) {
  world_.start<TheOddOne>("one");
  EXPECT_EQ(world_.send("one", "never.heard.of"), perdure::Handled::Ignored);
  EXPECT_THROW(world_.send("one", "x", perdure::to_bytes(std::string("no event"))), Error);
  EXPECT_EQ(active(), (States{"listener", "a-b", "sender"}));
}

constexpr auto NoName = [](const auto&) { return "session"; };
INSTANTIATE_TEST_SUITE_P(InMemory, DocumentTest, testing::Values(Keeping::InMemory), NoName);
INSTANTIATE_TEST_SUITE_P(Stored, DocumentTest, testing::Values(Keeping::Stored), NoName);

// --- Snapshots ---

BurglarAlarm started(BurglarAlarm::Handlers& handlers) {
  BurglarAlarm alarm(handlers);
  alarm.start();
  alarm.dispatch(event("arm"));
  return alarm;
}

TEST(DocumentSnapshotTest, IsAValue) {
  BurglarAlarm::Handlers handlers;
  BurglarAlarm alarm = started(handlers);
  const BurglarAlarm::Snapshot before = alarm;
  alarm.dispatch(event("move"));
  const BurglarAlarm::Snapshot after = alarm;
  EXPECT_TRUE(before.in<burglar_alarm::state::watching>());
  EXPECT_TRUE(after.in<burglar_alarm::state::ringing>());
  EXPECT_NE(before, after);

  BurglarAlarm again(handlers, before);
  again.dispatch(event("move"));
  EXPECT_EQ(BurglarAlarm::Snapshot(again), after);
}

TEST(DocumentSnapshotTest, ComesBackFromItsBytes) {
  BurglarAlarm::Handlers handlers;
  const BurglarAlarm alarm = started(handlers);
  perdure::Bytes bytes;
  perdure::OutArchive out(bytes);
  alarm.save(out);
  perdure::InArchive in(bytes);
  const auto loaded = BurglarAlarm::Snapshot::load(in);
  in.finish();
  EXPECT_EQ(loaded, BurglarAlarm::Snapshot(alarm));
}

TEST(DocumentSnapshotTest, BytesThatWereCutOrAlteredNeverDoHarm) {
  BurglarAlarm::Handlers handlers;
  BurglarAlarm alarm = started(handlers);
  alarm.dispatch(event("move"));
  perdure::Bytes bytes;
  perdure::OutArchive out(bytes);
  alarm.save(out);
  const auto load = [&](std::span<const std::byte> stored) {
    try {
      perdure::InArchive in(stored);
      BurglarAlarm machine(handlers, BurglarAlarm::Snapshot::load(in));
      in.finish();
      machine.dispatch(event("pause"));
    } catch (const Error&) {
    }
  };
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    perdure::InArchive in(std::span<const std::byte>(bytes.data(), size));
    EXPECT_THROW(BurglarAlarm::Snapshot::load(in), Error) << size;
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const unsigned flip : {0x01U, 0x80U, 0xFFU}) {
      perdure::Bytes altered = bytes;
      altered[at] ^= std::byte(flip);
      load(altered);
    }
  }
}

TEST(DocumentSnapshotTest, CancelLeavesEveryState) {
  BurglarAlarm::Handlers handlers;
  BurglarAlarm alarm = started(handlers);
  alarm.dispatch(event("move"));
  perdure::Trace trace;
  alarm.trace_into(&trace);
  alarm.cancel();
  EXPECT_EQ(trace.left, (std::vector<std::string_view>{"ringing", "on"}));
  EXPECT_TRUE(alarm.active().empty());
  // What its exit does, and the end of its invocation.
  ASSERT_EQ(alarm.effects().size(), 3U);
  EXPECT_EQ(std::get<perdure::CancelEffect>(alarm.effects()[0]).send_id, "enough");
  EXPECT_EQ(std::get<perdure::SendEffect>(alarm.effects()[1]).event, "silence");
  EXPECT_EQ(std::get<perdure::CancelInvocationEffect>(alarm.effects()[2]).invocation, "siren.1");
}

}  // namespace

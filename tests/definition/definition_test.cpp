// What is read without the program is what the program stored.
#include <gtest/gtest.h>

#include "tests/definition/journey.h"

namespace {

using perdure::EventKind;
using perdure::definition::Definition;
using perdure::definition::Json;
using travel::test::Traveller;

const Definition& definition() {
  static const Definition made(travel::Journey::chart_definition());
  return made;
}

TEST(Definition, SaysWhatChartItIs) {
  EXPECT_EQ(definition().json()["name"], "travel.Journey");
  EXPECT_EQ(definition().json()["version"], 3);
  EXPECT_EQ(definition().json()["shape"], travel::Journey::chart_shape);
  EXPECT_EQ(definition().json()["behaviour"], travel::Journey::chart_behaviour);
  EXPECT_EQ(definition().json()["layouts"], Json::parse(R"({"travel::Money":{"tuple":["int"]}})"));
}

TEST(Definition, ReadsParameters) {
  const perdure::Bytes bytes =
      perdure::to_bytes(travel::journey::Params{"Ada", travel::Class::first});
  EXPECT_EQ(definition().params(bytes), Json::parse(R"({"traveller":"Ada","class":"first"})"));
}

TEST(Definition, ReadsStateAndConfiguration) {
  Traveller traveller;
  EXPECT_EQ(definition().state(traveller.state())["active"], Json::parse(R"(["Home"])"));
  traveller.leave();
  traveller.machine.dispatch(travel::journey::event::Note{"kept"});
  EXPECT_EQ(definition().state(traveller.state()), Json::parse(R"({
    "params": {"traveller": "Ada", "class": "first"},
    "data": {
      "legs": [
        {"from": "Oslo", "class": "economy", "price": 12, "took": "90m"},
        {"from": "Bergen", "class": "first", "price": -3, "took": null}],
      "prices": {"a": 1, "b": 2},
      "by_class": {"economy": 1},
      "began": "2023-11-14T22:13:20.000000Z",
      "longest": "90m",
      "ticket": null,
      "ratio": 0.5,
      "open": true,
      "nothings": [],
      "count": -1},
    "active": ["Waiting"],
    "states": {
      "Travelling": {"data": {"noted": []}},
      "Waiting": {"invocations": ["booking.1"], "data": {"gate_token": "***"}}},
    "result": null,
    "deferred": [{"event": "note", "fields": {"text": "kept"}}]})"));
}

TEST(Definition, ReadsHistoriesRegionsAndResults) {
  Traveller traveller;
  traveller.leave();
  traveller.machine.dispatch(travel::journey::event::BookingDone{"booked"});
  EXPECT_EQ(definition().state(traveller.state())["active"],
            Json::parse(R"(["Sitting","Reading"])"));
  traveller.machine.dispatch(travel::journey::event::Pause{});
  EXPECT_EQ(definition().state(traveller.state())["histories"],
            Json::parse(R"({"Before":["Moving"]})"));
  traveller.machine.dispatch(travel::journey::event::Resume{});
  traveller.machine.dispatch(travel::journey::event::Arrive{});
  const Json state = definition().state(traveller.state());
  EXPECT_EQ(state["active"], Json::parse(R"(["Arrived"])"));
  const Json leg = Json::parse(R"({"from":"Oslo","class":"economy","price":12,"took":"90m"})");
  EXPECT_EQ(state["result"], leg);
  ASSERT_TRUE(traveller.machine.result());
  EXPECT_EQ(definition().result(perdure::to_bytes(*traveller.machine.result())), leg);
}

TEST(Definition, ReadsPayloads) {
  using namespace travel::journey;
  const auto read = [](EventKind kind, const char* name, const char* invocation,
                       const auto& event) {
    return definition().event(kind, name, invocation, perdure::to_bytes(event));
  };
  EXPECT_EQ(read(EventKind::Event, "note", "", event::Note{"a\"b"}),
            Json::parse(R"({"text":"a\"b"})"));
  EXPECT_EQ(definition().event(EventKind::Event, "pause", "", {}), nullptr);
  EXPECT_EQ(read(EventKind::Done, "done", "booking.1", std::string("yes")),
            Json::parse(R"({"result":"yes"})"));
  EXPECT_EQ(read(EventKind::Failed, "failed", "booking.1", std::string("no")), "no");
  EXPECT_EQ(
      read(EventKind::Progress, "progress", "booking.1", event::BookingProgress{0.25, "a bit"}),
      Json::parse(R"([0.25,"a bit"])"));
}

TEST(Definition, StopsAtWhatTheProgramAloneCanRead) {
  const Definition strange(travel::Strange::chart_definition());
  EXPECT_EQ(strange.json()["layouts"]["travel::Odd"], nullptr);
  const perdure::Bytes params = perdure::to_bytes(travel::strange::Params{{"x"}, "y"});
  const Json read = strange.params(params);
  EXPECT_FALSE(read.contains("after"));
  EXPECT_EQ(read["unread"], "the extern type travel::Odd, whose layout its program alone knows");
}

}  // namespace

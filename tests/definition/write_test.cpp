// JSON that people and programs in other languages wrote, as the program itself would have stored it; or a refusal.
#include <gmock/gmock.h>
#include <perdure/scxml.h>

#include <cmath>
#include <functional>
#include <limits>
#include <random>

#include "tests/definition/journey.h"

namespace {

using perdure::Bytes;
using perdure::Duration;
using perdure::Error;
using perdure::ErrorKind;
using perdure::EventKind;
using perdure::from_bytes;
using perdure::Timestamp;
using perdure::to_bytes;
using perdure::definition::Definition;
using perdure::definition::Json;
using testing::HasSubstr;
using travel::Class;
using travel::Leg;
using travel::Money;
using travel::journey::event::Everything;
using namespace std::chrono_literals;

constexpr std::string_view Book = "travel.Journey.book";

const Definition& journey_definition() {
  static const Definition made(travel::Journey::chart_definition());
  return made;
}

Json read(const Bytes& payload) {
  return journey_definition().event(EventKind::Event, "everything", "", payload);
}
Bytes write(const Json& json) { return journey_definition().write_event("everything", json); }

std::string complaint(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::InvalidArgument) << error.what();
    return error.what();
  }
  return "";
}

Everything everything() {
  Everything all;
  all.flag = true;
  all.count = std::numeric_limits<std::int64_t>::min();
  all.ratio = 0.1;
  all.text = std::string("\0\"\\\n\xc3\xa6", 6);
  all.raw = {std::byte{0}, std::byte{255}, std::byte{16}};
  all.wait = -90min;
  all.at = Timestamp(1'700'000'000s + 7us);
  all.class_ = Class::first;
  all.price = Money{-3};
  all.maybe = Leg{"Oslo", Class::economy, Money{12}, 1us};
  all.legs = {{}, {Leg{"Bergen", Class::first, {}, {}}, Leg{}}};
  all.nothings.resize(2);
  all.by_name = {{"", Leg{}}, {"a", Leg{}}, {"\xc3\xa6", Leg{}}};
  all.by_number = {{-10, {1, 2}}, {9, {}}, {10, {3}}};
  all.by_class = {{Class::economy, "x"}, {Class::first, "y"}};
  all.by_wait = {{-1h, 1e300}, {90min, -0.0}};
  all.by_time = {{Timestamp::min(), true}, {Timestamp(0us), false}, {Timestamp::max(), true}};
  return all;
}

TEST(Write, EveryTypeGoesThereAndBack) {
  const Bytes bytes = to_bytes(everything());
  const Json json = read(bytes);
  EXPECT_EQ(write(json), bytes);
  EXPECT_EQ(write(Json::parse(json.dump())), bytes) << "as text, too";
}

TEST(Write, ValuesOfAnySizeGoThereAndBack) {
  std::mt19937 random(1);
  const auto number = [&] {
    return static_cast<std::int64_t>((std::uint64_t{random()} << 32U) | random());
  };
  const auto some = [&] { return random() % 4; };
  for (int round = 0; round < 200; ++round) {
    Everything all = everything();
    all.count = number();
    all.ratio = std::bit_cast<double>(number());
    all.wait = Duration(number());
    all.at = Timestamp(Duration(number()));
    all.legs.resize(some());
    for (auto& legs : all.legs) legs.resize(some());
    for (auto i = some(); i > 0; --i) all.by_number[number()].assign(some(), number());
    for (auto i = some(); i > 0; --i)
      all.by_wait[Duration(number())] = std::bit_cast<double>(number());
    for (auto i = some(); i > 0; --i) all.by_time[Timestamp(Duration(number()))] = some() > 1;
    if (some() == 0) all.maybe.reset();
    const Bytes bytes = to_bytes(all);
    const Bytes back = write(Json::parse(read(bytes).dump()));
    // Which of the many that are no number a NaN is, is lost.
    EXPECT_EQ(read(back), read(bytes));
    EXPECT_EQ(back.size(), bytes.size());
  }
}

TEST(Write, WhatIsNoNumberGoesThereAndBack) {
  Everything all = everything();
  for (const double value : {HUGE_VAL, -HUGE_VAL}) {
    all.ratio = value;
    EXPECT_EQ(write(read(to_bytes(all))), to_bytes(all));
  }
  all.ratio = std::nan("");
  EXPECT_EQ(read(to_bytes(all))["ratio"], "NaN");
  EXPECT_TRUE(std::isnan(from_bytes<Everything>(write(read(to_bytes(all)))).ratio));
}

TEST(Write, KeysMayComeInAnyOrder) {
  Json json = read(to_bytes(everything()));
  json["by_number"] = Json::parse(R"({"9": [], "10": [3], "-10": [1, 2]})");
  json["by_name"] = Json::object();
  for (const char* name : {"\xc3\xa6", "a", ""})
    json["by_name"][name] = read(to_bytes(everything()))["by_name"][name];
  json["by_class"] = Json::parse(R"({"first": "y", "economy": "x"})");
  json["by_wait"] = Json::parse(R"({"90m": -0.0, "-1h": 1e300})");
  EXPECT_EQ(write(json), to_bytes(everything()));
}

TEST(Write, OptionalsMayBeLeftOut) {
  Json json = read(to_bytes(everything()));
  json.erase("maybe");
  EXPECT_FALSE(from_bytes<Everything>(write(json)).maybe);
}

TEST(Write, OtherFormsOfTheSameAreTaken) {
  Json json = read(to_bytes(everything()));
  json["ratio"] = 2;
  json["raw"] = "00FF10";
  json["at"] = "2023-11-14T22:13:20Z";
  json["wait"] = "-1h29m60s";
  const Everything read = from_bytes<Everything>(write(json));
  EXPECT_EQ(read.ratio, 2.0);
  EXPECT_EQ(read.raw, everything().raw);
  EXPECT_EQ(read.at, Timestamp(1'700'000'000s));
  EXPECT_EQ(read.wait, -90min);
}

struct Wrong {
  const char* pointer;
  const char* value;  // Empty: the member is taken away.
  const char* said;
};

TEST(Write, WhatDoesNotFitIsRefusedWithItsPlace) {
  const Json good = read(to_bytes(everything()));
  const Wrong all[] = {
      {"/flag", "1", "`flag`: want true or false, not 1"},
      {"/flag", "null", "`flag`: want true or false, not null"},
      {"/flag", "", "`flag`: it is missing"},
      {"/extra", "1", "event `everything`: there is no `extra`"},
      {"/count", "1.0", "`count`: want a whole number from -9223372036854775808 to"},
      {"/count", "9223372036854775808", "not 9223372036854775808"},
      {"/count", "1e400", ""},
      {"/count", "\"1\"", "not \"1\""},
      {"/ratio", "\"0.5\"", "`ratio`: want a number"},
      {"/ratio", "\"nan\"", "`ratio`: want a number"},
      {"/text", "7", "`text`: want a text, not 7"},
      {"/raw", "\"abc\"", "`raw`: want bytes as hexadecimal digits"},
      {"/raw", "\"0g\"", "`raw`: want bytes"},
      {"/wait", "\"90\"", "`wait`: want a duration such as"},
      {"/wait", "\"1.5h\"", "`wait`"},
      {"/wait", "\"9223372036854775807d\"", "`wait`"},
      {"/wait", "\"\"", "`wait`"},
      {"/wait", "\"-\"", "`wait`"},
      {"/wait", "\"30m1h\"", "`wait`"},
      {"/wait", "\"1h1h\"", "`wait`"},
      {"/wait", "\"--1h\"", "`wait`"},
      {"/wait", "\"1h \"", "`wait`"},
      {"/wait", "5400", "`wait`: want a duration"},
      {"/at", "\"2023-02-29T00:00:00Z\"", "`at`: want a time such as"},
      {"/at", "\"2023-11-14T22:13:20\"", "`at`"},
      {"/at", "\"2023-11-14T22:13:20.1234567Z\"", "`at`"},
      {"/at", "\"2023-11-14T24:00:00Z\"", "`at`"},
      {"/at", "\"x\"", "`at`"},
      {"/class", "\"second\"", "`class`: want one of [\"economy\",\"first\"], not \"second\""},
      {"/class", "0", "`class`"},
      {"/price", "\"12\"", "`price`: want a whole number"},
      {"/maybe/from", "null", "`maybe.from`: want a text"},
      {"/maybe/fare", "1", "`maybe`: there is no `fare`"},
      {"/maybe/price", "", "`maybe.price`: it is missing"},
      {"/legs", "{}", "`legs`: want a list, not {}"},
      {"/legs/1/0/class", "1", "`legs[1][0].class`"},
      {"/nothings/0", "null", "`nothings[0]`: want an object"},
      {"/by_name", "[]", "`by_name`: want an object, not []"},
      {"/by_name/a", "1", "`by_name[\"a\"]`: want an object"},
      {"/by_number/x", "[]", "`by_number[\"x\"]`: want a whole number"},
      {"/by_number/1.5", "[]", "`by_number[\"1.5\"]`"},
      {"/by_number/010", "[]", "`by_number[\"010\"]`"},
      {"/by_class/second", "\"x\"", "`by_class[\"second\"]`: want one of"},
      {"/by_wait/1", "0", "`by_wait[\"1\"]`: want a duration"},
      {"/by_wait/-60m", "0", "`by_wait`: a key stands there twice"},
      {"/by_time/now", "true", "`by_time[\"now\"]`: want a time"},
  };
  for (const Wrong& wrong : all) {
    Json json = good;
    const Json::json_pointer place(wrong.pointer);
    if (*wrong.value == 0) {
      json[place.parent_pointer()].erase(place.back());
    } else {
      const Json value = Json::parse(wrong.value, nullptr, false);
      if (value.is_discarded()) continue;  // JSON itself refuses it.
      json[place] = value;
    }
    const std::string said = complaint([&] { write(json); });
    EXPECT_THAT(said, HasSubstr(wrong.said)) << wrong.pointer << " " << wrong.value;
    EXPECT_NE(said, "") << wrong.pointer << " " << wrong.value;
  }
  for (const char* none : {"[]", "7", "\"x\"", "true"}) {
    EXPECT_THAT(complaint([&] { write(Json::parse(none)); }), HasSubstr("want an object"));
  }
  EXPECT_THAT(complaint([&] { journey_definition().write_event("unheard", {}); }),
              HasSubstr("chart travel.Journey has no event `unheard`"));
}

TEST(Write, LongValuesAreNotRepeatedInARefusal) {
  Json json = read(to_bytes(everything()));
  json["flag"] = std::string(100'000, 'x');
  EXPECT_LT(complaint([&] { write(json); }).size(), 300U);
}

// A value somewhere in `json`, in the order of a walk through it.
Json* nth(Json& json, std::size_t& n) {
  if (n-- == 0) return &json;
  if (!json.is_structured()) return nullptr;
  for (Json& inner : json) {
    if (Json* found = nth(inner, n)) return found;
  }
  return nullptr;
}

TEST(Write, AnyValueInAnyPlaceIsTakenOrRefused) {
  const Json good = read(to_bytes(everything()));
  const Json strange = Json::parse(
      R"([null, true, 0, -1, 1.5, 18446744073709551615, "", "x", "90m", "first", [], [[]], [1], {}, {"a": 1}, {"": {}}])");
  int taken = 0;
  int refused = 0;
  for (std::size_t place = 0;; ++place) {
    Json probe = good;
    std::size_t n = place;
    if (nth(probe, n) == nullptr) break;
    for (const Json& value : strange) {
      Json json = good;
      n = place;
      *nth(json, n) = value;
      Bytes bytes;
      const std::string said = complaint([&] { bytes = write(json); });
      ++(said.empty() ? taken : refused);
      if (!said.empty()) continue;
      const Everything loaded =
          from_bytes<Everything>(bytes);  // The program takes what was written.
      EXPECT_EQ(to_bytes(loaded), bytes);
    }
  }
  EXPECT_GT(taken, 50);
  EXPECT_GT(refused, 500);
}

TEST(Write, NestedTooDeepIsRefused) {
  std::string deep = "1";
  for (int i = 0; i < 5'000; ++i) deep = "[" + deep + "]";
  Json json = read(to_bytes(everything()));
  json["legs"] = Json::parse(deep);
  EXPECT_NE(complaint([&] { write(json); }), "");
}

TEST(Write, Parameters) {
  const Json params = Json::parse(R"({"traveller": "Ada", "class": "first"})");
  EXPECT_EQ(journey_definition().write_params(params),
            to_bytes(travel::journey::Params{"Ada", Class::first}));
  EXPECT_THAT(
      complaint([&] { journey_definition().write_params(Json::parse(R"({"traveller": "Ada"})")); }),
      HasSubstr("parameters of travel.Journey: `class`: it is missing"));
}

TEST(Write, ArgumentsAndResultsOfServices) {
  using perdure::definition::Json;
  const Bytes arguments =
      to_bytes(travel::journey::service::Book{{"Oslo", Class::first, Money{7}, {}}, true});
  const Json json = journey_definition().arguments(Book, arguments);
  EXPECT_EQ(
      json,
      Json::parse(
          R"({"leg": {"from": "Oslo", "class": "first", "price": 7, "took": null}, "again": true})"));
  EXPECT_EQ(journey_definition().write_arguments(Book, json), arguments);
  EXPECT_EQ(journey_definition().write_service_result(Book, "booked"),
            to_bytes(std::string("booked")));
  EXPECT_EQ(journey_definition().service_result(Book, to_bytes(std::string("booked"))), "booked");
  EXPECT_THAT(complaint([&] { journey_definition().write_service_result(Book, 7); }),
              HasSubstr("result of `travel.Journey.book`: want a text, not 7"));
  EXPECT_THAT(complaint([&] { journey_definition().arguments("travel.Journey.fly", {}); }),
              HasSubstr("chart travel.Journey has no service `travel.Journey.fly`"));
}

TEST(Write, AServiceThatReturnsNothing) {
  const Definition made(R"({"format":1,"name":"x","version":1,"data_model":"perdure","states":[],)"
                        R"("services":[{"name":"x.tidy","fields":[],"result":null}]})");
  EXPECT_EQ(made.write_service_result("x.tidy", nullptr), Bytes{});
  EXPECT_EQ(made.service_result("x.tidy", {}), nullptr);
  EXPECT_EQ(made.write_arguments("x.tidy", Json::object()), Bytes{});
  EXPECT_THAT(complaint([&] { made.write_service_result("x.tidy", 1); }),
              HasSubstr("the service returns nothing: want null"));
}

TEST(Write, WhatItsProgramAloneCanWrite) {
  const Definition strange(travel::Strange::chart_definition());
  EXPECT_THAT(
      complaint([&] { strange.write_params(Json::parse(R"({"odd": 1, "after": "x"})")); }),
      HasSubstr("`odd`: the extern type travel::Odd, whose layout its program alone knows"));
}

TEST(Write, EventsOfDocuments) {
  const Definition document(
      R"({"format":1,"name":"x","version":1,"data_model":"ecmascript","states":[]})");
  const Bytes bytes = document.write_event("go", Json::parse(R"({"data": {"a": [1, "b"]}})"));
  const auto event = from_bytes<perdure::scxml::Event>(bytes);
  EXPECT_EQ(event.name, "go");
  EXPECT_EQ(event.type, perdure::scxml::EventType::External);
  EXPECT_EQ(event.data.text, R"({"a":[1,"b"]})");
  EXPECT_EQ(document.write_event("go", document.event(EventKind::Event, "go", "", bytes)), bytes);
  EXPECT_EQ(from_bytes<perdure::scxml::Event>(document.write_event("go", nullptr)).name, "go");
  EXPECT_NE(complaint([&] { document.write_event("go", 7); }), "");
  EXPECT_NE(complaint([&] { document.write_event("go", {{"name", "stop"}}); }), "");
  EXPECT_NE(complaint([&] { document.write_event("go", {{"origin", 1}}); }), "");
  EXPECT_EQ(document.params(document.write_params({{"a", 1}})), Json({{"a", 1}}));
}

TEST(Write, NoDefinitionIsNoCrash) {
  const auto refused = [](const std::string& type, const std::string& value) {
    try {
      Definition(R"({"format":1,"name":"x","version":1,"data_model":"perdure","states":[],)"
                 R"("params":[{"name":"a","type":)" +
                 type + R"(}],"types":[{"name":"t","extern":true}],"layouts":{"t":{"type":"t"}}})")
          .write_params({{"a", Json::parse(value)}});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refused("\"int\"", "7"), "");
  EXPECT_THAT(refused("\"word\"", "7"), HasSubstr("a type that this program does not know: word"));
  EXPECT_NE(refused("7", "7"), "");
  EXPECT_NE(refused("{}", "7"), "");
  EXPECT_NE(refused(R"({"map":["int"]})", "{}"), "");
  EXPECT_NE(refused(R"({"type":"gone"})", "7"), "");
  EXPECT_NE(refused(R"({"type":"t"})", "7"), "") << "a layout of itself";
  EXPECT_NE(refused(R"({"map":[{"type":"t"},"int"]})", "{}"), "no crash");
  EXPECT_THAT(refused("\"int8\"", "128"), HasSubstr("from -128 to 127"));
  EXPECT_EQ(refused("\"uint64\"", "18446744073709551615"), "");
  EXPECT_THAT(refused("\"float32\"", "1e300"), HasSubstr("single precision"));
  EXPECT_THAT(refused(R"({"tuple":["int","bool"]})", "[1]"), HasSubstr("want a list of 2"));
  EXPECT_EQ(refused(R"({"tuple":["int","bool"]})", "[1, true]"), "");
  std::string deep = "\"int\"";
  for (int i = 0; i < 5'000; ++i) deep = R"({"tuple":[)" + deep + "]}";
  EXPECT_THAT(refused(deep, "7"), HasSubstr("too deep"));
}

}  // namespace

// Bytes and definitions that nobody has written on purpose, or somebody has: one clear error each.
#include <gtest/gtest.h>

#include <random>

#include "tests/definition/journey.h"

namespace {

using perdure::definition::Definition;
using travel::test::Traveller;

std::string refusal(auto&& what) {
  try {
    what();
  } catch (const perdure::Error& error) {
    EXPECT_EQ(error.kind(), perdure::ErrorKind::CorruptData);
    return error.what();
  }
  return "";
}

TEST(HostileBytes, CutOffAnywhere) {
  const Definition definition(travel::Journey::chart_definition());
  Traveller traveller;
  traveller.leave();
  const perdure::Bytes state = traveller.state();
  for (std::size_t size = 0; size < state.size(); ++size) {
    const std::span<const std::byte> cut(state.data(), size);
    EXPECT_NE(refusal([&] { definition.state(cut); }), "") << size;
  }
  perdure::Bytes longer = state;
  longer.push_back(std::byte{0});
  EXPECT_EQ(refusal([&] { definition.state(longer); }),
            "not a state of its chart: stored data goes on after its end");
}

TEST(HostileBytes, AnyBitTurned) {
  const Definition definition(travel::Journey::chart_definition());
  Traveller traveller;
  traveller.leave();
  const perdure::Bytes state = traveller.state();
  for (std::size_t i = 0; i < 8 * state.size(); ++i) {
    perdure::Bytes other = state;
    other[i / 8] ^= std::byte{1} << (i % 8);
    refusal([&] { definition.state(other); });
  }
}

TEST(HostileBytes, OfAnotherVersionOrChart) {
  const Definition definition(travel::Journey::chart_definition());
  Traveller traveller;
  perdure::Bytes state = traveller.state();
  state[1] = std::byte{9};
  EXPECT_EQ(refusal([&] { definition.state(state); }),
            "not a state of its chart: stored data holds a state of version 9 of the chart");
  EXPECT_EQ(refusal([&] {
              definition.event(perdure::EventKind::Event, "unheard", "", perdure::to_bytes(true));
            }),
            "not a payload of `unheard`: stored data holds an event that the chart does not have");
  EXPECT_EQ(
      refusal([&] {
        definition.event(perdure::EventKind::Done, "done", "theft.1", perdure::to_bytes(true));
      }),
      "not a payload of `done`: stored data holds an outcome of what the chart does not invoke");
}

TEST(HostileDefinition, IsRefused) {
  const auto refused = [](const std::string& text) {
    return refusal([&] { Definition{text}.params(perdure::to_bytes(std::int64_t{0})); });
  };
  EXPECT_EQ(refused("").substr(0, 17), "not a definition:");
  EXPECT_NE(refused(std::string(200'000, '[')), "");
  EXPECT_EQ(refused(R"({"format":2})"),
            "not a definition: it has a format that this program does not know");
  EXPECT_NE(refused(R"({"format":1})"), "");
  const auto with_type = [&](const std::string& type, const std::string& more = "") {
    return refused(R"({"format":1,"name":"x","version":1,"data_model":"perdure","states":[],)"
                   R"("params":[{"name":"a","type":)" +
                   type + "}]" + more + "}");
  };
  EXPECT_EQ(with_type("\"int\""), "");
  EXPECT_EQ(with_type("\"word\""),
            "not the parameters of its chart: stored data holds a type that this program does not "
            "know: word");
  EXPECT_NE(with_type("{}"), "");
  EXPECT_NE(with_type("7"), "");
  EXPECT_NE(with_type(R"({"map":["int"]})"), "");
  EXPECT_NE(with_type(R"({"type":"gone"})"), "");
  std::string deep = "\"int\"";
  for (int i = 0; i < 5'000; ++i) deep = R"({"tuple":[)" + deep + "]}";
  EXPECT_EQ(with_type(deep),
            "not the parameters of its chart: stored data holds values nested too deep");
  // Twice as many with every type, and none takes a byte.
  std::string types;
  for (int i = 0; i < 60; ++i) {
    types += R"({"name":"t)" + std::to_string(i) + R"(","extern":true},)";
  }
  std::string layouts;
  for (int i = 0; i < 60; ++i) {
    const std::string next = R"({"type":"t)" + std::to_string(i + 1) + "\"}";
    layouts += "\"t" + std::to_string(i) + R"(":{"tuple":[)" + next + "," + next + "]},";
  }
  EXPECT_EQ(with_type(R"({"type":"t0"})", ",\"types\":[" + types +
                                              R"({"name":"t60","extern":true}],"layouts":{)" +
                                              layouts + R"("t60":{"tuple":[]}})"),
            "not the parameters of its chart: stored data holds fewer bytes than its definition "
            "has values");
}

}  // namespace

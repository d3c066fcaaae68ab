// Sessions of a generated chart, found by typed conditions.
#include <gtest/gtest.h>
#include <perdure/runtime.h>

#include "journey.chart.h"

namespace {

using travel::Class;
using travel::Journey;
using Index = Journey::index;
namespace state = travel::journey::state;

std::string found(perdure::Runtime& runtime,
                  std::initializer_list<perdure::ConditionOf<Journey>> conditions,
                  perdure::Page page = {}) {
  std::string ids;
  for (const auto& session : runtime.find<Journey>(conditions, page)) {
    ids += (ids.empty() ? "" : " ") + session.id;
  }
  return ids;
}

TEST(Find, ByParametersDataAndStates) {
  travel::journey::Handlers handlers;
  perdure::Runtime runtime(perdure::open("memory:"), {.log = perdure::LogLevel::Error});
  runtime.add<Journey>(handlers);
  runtime.start<Journey>("a", {"Ada", Class::first});
  runtime.start<Journey>("b", {"Ada", Class::economy});
  runtime.start<Journey>("c", {"Bea", Class::economy});
  EXPECT_EQ(found(runtime, {Index::traveller == "Ada"}), "");  // None has run its first step.
  runtime.drain();
  EXPECT_EQ(found(runtime, {Index::traveller == "Ada"}), "a b");
  EXPECT_EQ(found(runtime, {Index::traveller == "Ada", Index::class_ == Class::economy}), "b");
  EXPECT_EQ(found(runtime, {Index::count < 0}), "a b c");
  EXPECT_EQ(found(runtime, {Index::traveller > "Ada"}), "c");
  EXPECT_EQ(found(runtime, {perdure::in<state::Home>}), "a b c");
  EXPECT_EQ(found(runtime, {perdure::in<state::Travelling>}), "");
  EXPECT_EQ(found(runtime, {}, {.after = "a", .limit = 1}), "b");
  EXPECT_EQ(Journey::atomic_states("Travelling"),
            (std::vector<std::string>{"Waiting", "Sitting", "There", "Reading", "Ready"}));
}

struct Elsewhere {
  static constexpr std::string_view name = "Elsewhere";
};
static_assert(std::is_convertible_v<perdure::In<state::Home>, perdure::ConditionOf<Journey>>);
static_assert(!std::is_convertible_v<perdure::In<Elsewhere>, perdure::ConditionOf<Journey>>);

}  // namespace

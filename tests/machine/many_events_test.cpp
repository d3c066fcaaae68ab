// Charts of more than 64 events: perdure/any_event.h.
#include <gtest/gtest.h>

#include "many_events.chart.h"

namespace {

namespace event = tested::many_events::event;
using Event = tested::ManyEvents::Event;

struct ManyEvents : testing::Test {
  tested::ManyEvents::Handlers handlers;
  tested::ManyEvents machine{handlers};
  ManyEvents() { machine.start(); }
};

TEST_F(ManyEvents, AreTakenWhateverTheyAre) {
  EXPECT_TRUE(machine.dispatch(event::E1{5}));
  EXPECT_TRUE(machine.dispatch(Event(event::E3{7})));
  EXPECT_TRUE(machine.dispatch(Event(event::E2{})));
  EXPECT_EQ(machine.data().sum, 12);
  EXPECT_EQ(machine.data().taken, 1);
}

TEST_F(ManyEvents, AreRaised) {
  EXPECT_TRUE(machine.dispatch(event::All{}));
  EXPECT_EQ(machine.data().taken, 33);
  EXPECT_EQ(machine.data().sum, 32 * 32);  // Of the odd numbers below 64.
}

TEST_F(ManyEvents, AreReadByTheirNames) {
  const auto read = tested::ManyEvents::decode("e9", perdure::to_bytes(event::E9{4}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name(), "e9");
  ASSERT_NE(read->get_if<event::E9>(), nullptr);
  EXPECT_EQ(read->get_if<event::E9>()->number, 4);
  EXPECT_EQ(read->get_if<event::E7>(), nullptr);
  const Event copy = *read;
  EXPECT_TRUE(machine.dispatch(copy));
  EXPECT_TRUE(machine.dispatch(*read));
  EXPECT_EQ(machine.data().sum, 8);

  const auto empty = tested::ManyEvents::decode("e8", {});
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->get_if<event::E8>(), Event(event::E8{}).get_if<event::E8>())
      << "those without fields are one";
  EXPECT_TRUE(machine.dispatch(*empty));
  EXPECT_THROW(tested::ManyEvents::decode("e8", perdure::to_bytes(1)), perdure::Error);

  EXPECT_FALSE(tested::ManyEvents::decode("e99", {}));
  EXPECT_THROW(tested::ManyEvents::decode("e9", {}), perdure::Error);
}

// Only its own.
static_assert(Event::takes<event::E1>);
static_assert(!Event::takes<int>);

}  // namespace

// That a step takes no memory from the heap where its event holds none: allocations are counted.
#include <gtest/gtest.h>

#include <cstdlib>
#include <new>

#include "allocation.chart.h"

namespace {

std::size_t allocations = 0;

}  // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

// How many there were while `steps` ran, which is many times.
template <class Steps>
std::size_t counted(Steps steps) {
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) steps();
  return allocations - before;
}

// The count counts.
TEST(Allocations, AreCounted) {
  EXPECT_EQ(counted([] { delete new int; }), 100u);
}

TEST(Allocations, NoneInOneRegion) {
  namespace event = tested::flat::event;
  struct Handlers : tested::Flat::Handlers {
    void note(const perdure::Step&, std::int64_t) override {}
  } handlers;
  tested::Flat machine(handlers);
  machine.start();
  EXPECT_EQ(counted([&] {
              ASSERT_TRUE(machine.dispatch(event::Go{}));
              ASSERT_TRUE(machine.dispatch(event::Count{2}));
              ASSERT_FALSE(machine.dispatch(event::Count{0}));
              ASSERT_TRUE(machine.dispatch(tested::Flat::Event(event::Go{})));
            }),
            0u);
  EXPECT_EQ(counted([&] {
              tested::Flat ended(handlers);
              ended.start();
              ended.dispatch(event::Go{});
              ASSERT_TRUE(ended.dispatch(event::Finish{}));
              ASSERT_TRUE(ended.done());
            }),
            0u);
}

TEST(Allocations, NoneInRegions) {
  namespace event = tested::regions::event;
  tested::Regions::Handlers handlers;
  tested::Regions machine(handlers);
  machine.start();
  EXPECT_EQ(counted([&] {
              ASSERT_TRUE(machine.dispatch(event::Left{}));
              ASSERT_TRUE(machine.dispatch(event::Both{}));
              ASSERT_TRUE(machine.dispatch(event::Left{}));
              ASSERT_TRUE(machine.dispatch(event::Against{}));
            }),
            0u);
}

TEST(Allocations, NoneToComeToRest) {
  namespace event = tested::settling::event;
  tested::Settling::Handlers handlers;
  tested::Settling machine(handlers);
  machine.start();
  EXPECT_EQ(counted([&] { ASSERT_TRUE(machine.dispatch(event::Go{})); }), 0u);
  EXPECT_EQ(machine.data().times, 200);
  EXPECT_TRUE(machine.in<tested::settling::state::Outside>());
}

TEST(Allocations, NoneForHistories) {
  namespace event = tested::histories::event;
  tested::Histories::Handlers handlers;
  tested::Histories machine(handlers);
  machine.start();
  EXPECT_EQ(counted([&] {
              ASSERT_TRUE(machine.dispatch(event::Into{}));
              ASSERT_TRUE(machine.dispatch(event::Next{}));
              ASSERT_TRUE(machine.dispatch(event::Out{}));
              ASSERT_TRUE(machine.dispatch(event::Deep{}));
              ASSERT_TRUE(machine.dispatch(event::Next{}));
              ASSERT_TRUE(machine.dispatch(event::Out{}));
            }),
            0u);
}

// A timer is an effect, which takes memory, but only for those that are armed.
TEST(Allocations, NoneForTimersThatAreNotArmed) {
  namespace event = tested::waiting::event;
  tested::Waiting::Handlers handlers;
  tested::Waiting machine(handlers);
  machine.start();
  const event::Text text{"short"};
  EXPECT_EQ(counted([&] {
              ASSERT_TRUE(machine.dispatch(event::Next{}));
              ASSERT_TRUE(machine.dispatch(text));
              ASSERT_TRUE(machine.dispatch(event::Next{}));
            }),
            0u);
}

}  // namespace

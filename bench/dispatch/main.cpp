// What one event costs in memory: a generated machine against a switch written by hand that does the same.
//
//     bench_dispatch
//
// Both are called once per event and live in files of their own, so that no call is inlined. They take turns,
// and the median of the rounds counts, so that whatever else the machine does hits both alike. Prints a JSON
// object a line: {"name", "value", "unit"}.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "by_hand.h"
#include "six_states.chart.h"
#include "two_regions.chart.h"

namespace {

constexpr int Rounds = 41;
constexpr int CyclesPerRound = 100'000;

template <class Cycle>
double nanoseconds_per_event(int events, Cycle cycle) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < CyclesPerRound; ++i) cycle();
  const std::chrono::duration<double, std::nano> taken = std::chrono::steady_clock::now() - begin;
  return taken.count() / CyclesPerRound / events;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

template <class Generated, class ByHand>
void compare(const char* name, int events, Generated generated, ByHand by_hand) {
  std::vector<double> ours;
  std::vector<double> theirs;
  std::vector<double> ratios;
  for (int round = 0; round < Rounds; ++round) {
    ours.push_back(nanoseconds_per_event(events, generated));
    theirs.push_back(nanoseconds_per_event(events, by_hand));
    ratios.push_back(ours.back() / theirs.back());
  }
  const auto print = [&](const char* what, double value, const char* unit) {
    std::printf("{\"name\": \"dispatch.%s.%s\", \"value\": %.3f, \"unit\": \"%s\"}\n", name, what,
                value, unit);
  };
  print("ns_per_event", median(ours), "ns");
  print("switch_ns_per_event", median(theirs), "ns");
  print("ratio_to_switch", median(ratios), "ratio");
}

void six_states() {
  namespace event = bench::six_states::event;
  class NoHandlers : public bench::SixStates::Handlers {
  } handlers;
  bench::SixStates machine(handlers);
  machine.start();
  bench::by_hand::SixStates by_hand;
  compare(
      "six_states", 8,
      [&] {
        machine.dispatch(event::Open{});
        machine.dispatch(event::Step{1});
        machine.dispatch(event::Step{2});
        machine.dispatch(event::Fail{});
        machine.dispatch(event::Retry{});
        machine.dispatch(event::Step{3});
        machine.dispatch(event::Finish{});
        machine.dispatch(event::Reset{});
      },
      [&] {
        by_hand.open();
        by_hand.step(1);
        by_hand.step(2);
        by_hand.fail();
        by_hand.retry();
        by_hand.step(3);
        by_hand.finish();
        by_hand.reset();
      });
  if (machine.data().failures != by_hand.failures()) std::abort();
}

void two_regions() {
  namespace event = bench::two_regions::event;
  class NoHandlers : public bench::TwoRegions::Handlers {
  } handlers;
  bench::TwoRegions machine(handlers);
  machine.start();
  bench::by_hand::TwoRegions by_hand;
  compare(
      "two_regions", 6,
      [&] {
        machine.dispatch(event::Left{});
        machine.dispatch(event::Right{});
        machine.dispatch(event::Both{});
        machine.dispatch(event::Left{});
        machine.dispatch(event::Right{});
        machine.dispatch(event::Both{});
      },
      [&] {
        by_hand.left();
        by_hand.right();
        by_hand.both();
        by_hand.left();
        by_hand.right();
        by_hand.both();
      });
  if (machine.data().lefts != by_hand.lefts()) std::abort();
}

}  // namespace

int main() {
  six_states();
  two_regions();
}

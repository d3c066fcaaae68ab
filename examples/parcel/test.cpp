// Tests of the parcel, without a framework: what is not as expected throws, and the program fails.
#include <perdure/runtime.h>
#include <perdure/testing.h>
#include <perdure/testing_store.h>

#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "parcel.chart.h"

namespace {

namespace event = post::parcel::event;
namespace state = post::parcel::state;
using namespace std::chrono_literals;
using perdure::testing::expect;
using perdure::testing::FaultPoint;

class Door : public post::parcel::Handlers {
 public:
  void tell(const perdure::Step&, const std::string& text) override { told.push_back(text); }
  std::vector<std::string> told;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::runtime_error(what);
}

// The chart by itself: no store, no threads.
void a_parcel_is_lost_after_a_week() {
  Door door;
  perdure::testing::World world;
  world.add<post::Parcel>(door);
  world.start<post::Parcel>("p-1");
  world.send("p-1", event::Scan{"Oslo"});
  world.send("p-1", event::Ring{});
  world.expect<post::Parcel>("p-1").in<state::Moving>().in<state::AtDoor>().data(
      "it comes from Oslo", [](const auto& data) { return data.hub == "Oslo"; });

  const auto timers = world.effects<perdure::SendEffect>("p-1");  // What its steps asked for.
  require(timers.size() == 1 && timers[0].delay == 24h * 7, "one timer of a week");

  world.advance(24h * 7);
  world.expect<post::Parcel>("p-1").in<state::Lost>().done();
}

// The program around it: a runtime as it is in production, by a clock of ours and with faults.
void what_is_lost_around_a_commit_is_done_once() {
  Door door;
  perdure::testing::Clock clock;
  perdure::testing::Faults faults;
  perdure::Runtime runtime(with_faults(perdure::testing::memory_store(clock), faults),
                           {.log = perdure::LogLevel::Error});
  runtime.add<post::Parcel>(door);
  runtime.start<post::Parcel>("p-1");
  runtime.send("p-1", event::Scan{"Oslo"});
  runtime.send("p-1", event::Ring{});

  faults.lose(FaultPoint::BeforeCommit);  // After `tell` was called.
  try {
    runtime.drain();
  } catch (const perdure::Error&) {
    // As a worker that ends there.
  }
  expect(*runtime.read<post::Parcel>("p-1")).not_in<state::AtDoor>();
  runtime.drain();
  expect(*runtime.read<post::Parcel>("p-1")).in<state::AtDoor>();
  require(door.told.size() == 2, "told again: what handlers do by themselves is not undone");

  runtime.send("p-1", event::Refuse{});
  faults.lose(FaultPoint::AfterCommit);
  try {
    runtime.drain();
  } catch (const perdure::Error&) {
  }
  runtime.drain();
  expect(*runtime.read<post::Parcel>("p-1"))
      .in<state::InTransit>()
      .data("one try", [](const auto& data) { return data.tries == 1; });

  clock.advance(24h * 7);
  runtime.drain();
  expect(*runtime.read<post::Parcel>("p-1")).in<state::Lost>();
}

}  // namespace

int main() {
  try {
    a_parcel_is_lost_after_a_week();
    what_is_lost_around_a_commit_is_done_once();
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return EXIT_FAILURE;
  }
}

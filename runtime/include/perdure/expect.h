// What a test expects of a session, in one line.
//
//     expect(world.machine<shop::Order>("order-1")).in<state::Charging>().not_in<state::Packing>();
//     expect(*runtime.read<shop::Order>("order-1")).in<state::Charging>();
//
// Whatever is not so throws Unexpected, which says how it is: any test framework fails the test with that.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace perdure::testing {

class Unexpected : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

template <class Snapshot>
class Expectation {
 public:
  explicit Expectation(Snapshot snapshot) : snapshot_(std::move(snapshot)) {}

  template <class State>
  const Expectation& in() const {
    return require(snapshot_.template in<State>(), "in `" + std::string(State::name) + "`");
  }
  template <class State>
  const Expectation& not_in() const {
    return require(!snapshot_.template in<State>(), "not in `" + std::string(State::name) + "`");
  }
  const Expectation& done() const { return require(snapshot_.done(), "done"); }
  const Expectation& not_done() const { return require(!snapshot_.done(), "not done"); }
  // `holds` is called with the chart's data; `what` is said where it answers false.
  template <class Holds>
  const Expectation& data(std::string_view what, const Holds& holds) const {
    return require(holds(snapshot_.data()), what);
  }

 private:
  const Expectation& require(bool holds, std::string_view what) const {
    if (holds) return *this;
    std::string active;
    for (const auto& state : snapshot_.active()) active += " " + std::string(state);
    throw Unexpected("expected: " + std::string(what) +
                     "; active:" + (active.empty() ? " nothing" : active));
  }

  const Snapshot snapshot_;
};

// Of a snapshot, or of a perdure::Session as Runtime::read() gives it.
template <class Session>
auto expect(Session session) {
  if constexpr (requires { session.snapshot; }) {
    return Expectation(std::move(session.snapshot));
  } else {
    return Expectation(std::move(session));
  }
}

}  // namespace perdure::testing

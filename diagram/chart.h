// What a chart's definition says that a picture shows.
//
//     definition (docs/formats/definition.md)  ->  Chart
//
// The compiler has the definition of what it has just planned, a store that of every version that ever ran;
// both draw from it, so a live session's picture is the one in the docs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::diagram {

using StateIndex = std::uint32_t;       // Into Chart::states.
using TransitionIndex = std::uint32_t;  // Into Chart::transitions.

enum class StateKind { Chart, Atomic, Compound, Parallel, Final, Choice, History, DeepHistory };

struct Transition {
  StateIndex source = 0;
  std::string
      trigger;  // As it is written: "on payment.*", "after 30d", "else"; empty: it has none.
  std::string guard;
  std::vector<StateIndex> targets;
  std::vector<std::string> actions;  // Statements as they are written.
  bool internal = false;
  std::string timer;  // The stored name of an `after`'s.
  std::string doc;
};

struct Token {
  std::string name;
  std::vector<std::string> accepts;
  std::string source;
};

struct Invocation {
  std::string source;
  std::string policy;
};

struct State {
  std::string name;
  std::string doc;
  StateKind kind = StateKind::Atomic;
  StateIndex parent = 0;
  std::vector<StateIndex> initial;
  std::vector<std::string> entry;
  std::vector<std::string> exit;
  std::vector<Token> tokens;
  std::vector<Invocation> invocations;
  std::string deferred;                      // "a, b.*"
  std::vector<TransitionIndex> transitions;  // In document order.
};

struct Chart {
  std::string name;  // "Order"
  std::string doc;
  std::vector<State> states;  // The chart itself, then its states, parents before their children.
  std::vector<Transition> transitions;  // As in the definition.

  // A state before the chart itself; nothing where neither has that name.
  std::optional<StateIndex> find(std::string_view state) const;
  bool is_within(StateIndex inner, StateIndex outer) const;  // Or the same.
};

// Reads a definition, which may be anything: throws std::runtime_error that says what is wrong with it. What
// it does not know it passes over.
Chart read_chart(std::string_view definition);

}  // namespace perdure::diagram

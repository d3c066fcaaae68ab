// Behaviour scripts: events in, what they do out.
//
//     chart behave.Order                  the chart, by its stored name
//     start(10m)                -> A1     starts a session (again); the active states that follow
//       log info in A                     what the step asked for, a line each, in order
//     send step(3, "x", true)   -> A2     dispatches an event; ints, strings, durations and truth values
//     send nothing              -> ignored            no transition takes it
//     advance 1h30m             -> done End           lets time pass: timers and delayed sends come in
//
// Whatever a step sends to its own session is delivered before the next line, or when its time has come. `#` begins
// a comment. `--update` writes what came out.
#pragma once

#include <perdure/chart.h>

#include <filesystem>
#include <string>

namespace perdure::behave {

// How sessions are kept between steps.
enum class Keeping {
  InMemory,
  Stored,  // Saved, destroyed and loaded after every macrostep.
};

// The script with what really happens. Throws std::runtime_error for one that cannot be run.
std::string play(const std::string& script, Keeping keeping);

// The charts that are compiled into this program. Throws std::runtime_error for one that is not.
const Chart& chart_named(const std::string& name);

}  // namespace perdure::behave

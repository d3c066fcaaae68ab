// Behaviour scripts: events in, what they do out.
//
//     chart behave.Order                  the chart, by its stored name
//     start(10m)                -> A1     starts a session (again); the active states that follow
//       log info in A                     what the step asked for, a line each, in order
//     send step(3, "x", true)   -> A2     dispatches an event; ints, strings, durations and truth values
//     send nothing              -> ignored            no transition takes it
//     send pay(5) to me/pay.0   -> A1                 to a session that this one, `me`, invoked
//     advance 1h30m             -> done End           lets time pass: timers and delayed sends come in
//     answer charge(12, "x")    -> Paid               the service's result, by its members
//     fail charge("declined")   -> A1                 this attempt fails
//     progress charge(0.5, "half")
//     redeem approval yes(3)    -> B                  the token's secret brings an event; also after its time
//
// Whatever a step sends is delivered before the next line, or when its time has come. What other sessions did stands
// among what the step asked for: `me/pay.0 pay -> Paid`. `#` begins a comment. `--update` writes what came out.
#pragma once

#include <perdure/testing.h>

#include <filesystem>
#include <string>

namespace perdure::behave {

// The script with what really happens. Throws std::runtime_error for one that cannot be run.
std::string play(const std::string& script, testing::Keeping keeping);

// Adds the charts that are compiled into this program.
void add_charts(testing::World& world);

}  // namespace perdure::behave

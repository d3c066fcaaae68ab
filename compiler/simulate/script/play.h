// Behaviour scripts: commands in, what they do out (docs/simulate.md).
//
//     script text  ->  the same text with what really happens
#pragma once

#include <functional>
#include <string>

#include "compiler/simulate/script/simulation.h"

namespace perdure::simulate {

// A command with what came of it, as a script has it:
//
//     send go                 -> Busy
//       arm Busy.after.0 +10m
std::string text_of(const Reply& reply);

// The lines of a script that are no commands: what came out before is left out; blank lines and comments stay.
enum class Kind { Command, Comment, Outcome };
Kind kind_of(std::string_view line);

// Called for each line that stays, and for each command with its reply; answers whether to go on.
struct Listener {
  std::function<void(std::string_view line)> comment;
  std::function<void(source::Range line, const Reply& reply)> reply;
};

// Performs the commands of the file's text, until one is wrong. Whether none was.
bool play(Simulation& simulation, source::FileId script, Reporter& report,
          const Listener& listener);

}  // namespace perdure::simulate

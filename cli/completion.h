// Completion of a command line by the shells that people type it in: commands, options, the words that an option
// takes, files.
#pragma once

#include <string>

#include "cli/words.h"

namespace perdure::cli {

// A script that bash reads. It needs nothing but bash.
std::string bash_completion(const Command& command);
// A function for zsh's completion system: the file `_name`.
std::string zsh_completion(const Command& command);

}  // namespace perdure::cli

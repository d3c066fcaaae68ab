// Manual pages, in the macros of man(7).
#pragma once

#include <string>
#include <vector>

#include "cli/words.h"

namespace perdure::cli {

struct ManualPage {
  std::string name;  // "perdure-db"; its file is perdure-db.1.
  std::string text;
};

// One for the program, and one for each of its commands with those below it. `version` is what the foot says.
std::vector<ManualPage> manual(const Command& program, const std::string& version);

}  // namespace perdure::cli

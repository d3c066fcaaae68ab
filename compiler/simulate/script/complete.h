// What a word that is being typed may become.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/simulate/script/simulation.h"

namespace perdure::simulate {

struct Completion {
  std::size_t typed = 0;           // How many bytes of the word stand before the cursor.
  std::vector<std::string> words;  // Whole ones that begin with them, in order, each once.
};

// `before`: the line up to the cursor. `more`: commands besides those of a Simulation.
Completion complete(const Simulation& simulation, std::string_view before,
                    const std::vector<std::string>& more);

}  // namespace perdure::simulate

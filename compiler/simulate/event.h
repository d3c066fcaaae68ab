// An event as a session is handed it: declared, raised, or what became of an invocation.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/simulate/value.h"

namespace perdure::simulate {

struct Event {
  std::string name;
  // `error` and `result` are fields too.
  std::vector<std::pair<std::string, Value>> fields = {};

  // Null where it has no such field.
  const Value* find(const std::string& field) const {
    for (const auto& [name_of_it, value] : fields) {
      if (name_of_it == field) return &value;
    }
    return nullptr;
  }
};

enum class Handled {
  Taken,     // A transition was taken, by it or after it.
  Ignored,   // None was.
  Deferred,  // None was, and a state keeps the event for later.
  Unknown,   // The chart declares no such event.
};

}  // namespace perdure::simulate

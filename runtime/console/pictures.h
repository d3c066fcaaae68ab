// Pictures of charts and of where a session is in them.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "diagram/diagram.h"
#include "runtime/definition/definition.h"

namespace perdure::console {

// Where a session is. What its chart does not know of it is not shown.
struct Moment {
  std::vector<std::string> active;
  std::vector<std::string> left;  // By its last step.
  std::vector<std::string> entered;
  std::string timer;  // The one that runs out next; empty: none.
};

// Any thread.
class Pictures {
 public:
  // As SVG. Throws Error(CorruptData) for a definition that cannot be drawn.
  std::string of(const definition::Definition& definition, const Moment& moment,
                 diagram::Theme theme);

 private:
  std::mutex mutex_;                          // Guards what follows, and Graphviz.
  std::map<std::string, std::string> drawn_;  // By all that they depend on.
};

}  // namespace perdure::console

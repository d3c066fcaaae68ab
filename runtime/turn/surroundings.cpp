#include "runtime/turn/surroundings.h"

#include "runtime/turn/secret.h"

namespace perdure::turn {

std::string StepSurroundings::secret() { return random_secret(); }

}  // namespace perdure::turn

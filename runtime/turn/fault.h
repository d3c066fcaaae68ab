// Named places at which tests kill the process.
//
// PERDURE_FAULT("name") stands for nothing unless the tree is built for its tests. There, the
// process that has PERDURE_FAULT=name or name:N in its environment kills itself the first or Nth
// time it gets there. Each name stands once in the sources, where tests/faults finds it.
#pragma once

#ifdef PERDURE_FAULTS
#include <string_view>

namespace perdure::turn {
void reach_fault(std::string_view name);
}
#define PERDURE_FAULT(name) ::perdure::turn::reach_fault(name)
#else
#define PERDURE_FAULT(name) static_cast<void>(0)
#endif

// Times as people type them.
#pragma once

#include "runtime/view/time.h"

namespace perdure::ops {

using view::parse_age;
using view::parse_time;

}  // namespace perdure::ops

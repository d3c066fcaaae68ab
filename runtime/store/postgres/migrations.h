// The schema's version that this build was made for.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/store/rows/migrations.h"

namespace perdure::postgres {

std::vector<rows::Migration> all_migrations();
std::int32_t wanted_version();

}  // namespace perdure::postgres

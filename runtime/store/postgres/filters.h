// What operators ask for, as the parameters of statements.
#pragma once

#include <perdure/records.h>

#include <cstddef>
#include <cstdint>

#include "runtime/store/postgres/binary.h"

namespace perdure::postgres {

std::int64_t row_limit(std::size_t limit);

// Whether any row can match: PostgreSQL refuses what is not UTF-8.
bool is_askable(const DeadFilter& filter);
// Of list_dead, retry_dead and discard_dead.
Parameters dead_parameters(const DeadFilter& filter, std::int32_t lanes);

}  // namespace perdure::postgres

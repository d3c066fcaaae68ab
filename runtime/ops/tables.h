// Tables that more than one command prints.
#pragma once

#include <perdure/store.h>

#include <vector>

#include "runtime/ops/table.h"

namespace perdure::ops {

Table job_table(const std::vector<StoredJob>& jobs);
Table token_table(const std::vector<StoredToken>& tokens);

}  // namespace perdure::ops

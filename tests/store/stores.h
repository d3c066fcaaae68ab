// The stores that the contract is tested on, each in a file named for it.
#pragma once

#include "tests/store/contract.h"

namespace perdure::contract {

StoreKind memory_store();
#ifdef PERDURE_WITH_SQLITE
StoreKind sqlite_store();
#endif
#ifdef PERDURE_WITH_POSTGRES
StoreKind postgres_store();
std::vector<StoreKind> pooled_stores();  // None where no pooler is installed.
#endif

}  // namespace perdure::contract

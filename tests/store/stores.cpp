#include "tests/store/stores.h"

namespace perdure::contract {

std::vector<StoreKind> stores() {
  std::vector<StoreKind> all = {
      memory_store(),
#ifdef PERDURE_WITH_SQLITE
      sqlite_store(),
#endif
#ifdef PERDURE_WITH_POSTGRES
      postgres_store(),
#endif
  };
#ifdef PERDURE_WITH_POSTGRES
  for (StoreKind& kind : pooled_stores()) all.push_back(std::move(kind));
#endif
  return all;
}

}  // namespace perdure::contract

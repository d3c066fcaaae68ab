#include "tests/store/stores.h"

namespace perdure::contract {

std::vector<StoreKind> stores() {
  return {
      memory_store(),
#ifdef PERDURE_WITH_SQLITE
      sqlite_store(),
#endif
#ifdef PERDURE_WITH_POSTGRES
      postgres_store(),
#endif
  };
}

}  // namespace perdure::contract

// The memory store under the contract.
#include "tests/store/stores.h"

namespace perdure::contract {
namespace {

class MemoryDatabase : public Database {
 public:
  std::unique_ptr<Store> open() override { return perdure::open("memory:"); }

  bool interfere(Store& store, const std::string&) override {
    store.schema().drop();
    store.schema().migrate();
    return true;
  }
};

}  // namespace

StoreKind memory_store() {
  StoreKind kind;
  kind.name = "memory";
  kind.make = [] { return std::make_unique<MemoryDatabase>(); };
  kind.one_process = true;
  return kind;
}

}  // namespace perdure::contract

// The stores that processes can share, made anew for each test.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace perdure::faults {

// A store that is gone with this object.
class TemporaryStore {
 public:
  virtual ~TemporaryStore() = default;
  virtual std::string uri() const = 0;
  // As a client of the database beside the store, where tables of the user's are.
  virtual void run(const std::string& sql) = 0;
  // How such a client names a table of the store's own.
  virtual std::string table(const std::string& name) const = 0;
};

struct SharedStore {
  std::string name;
  std::function<std::unique_ptr<TemporaryStore>()> make;
};
std::vector<SharedStore> shared_stores();

// For the names of tests.
inline std::ostream& operator<<(std::ostream& out, const SharedStore& store) {
  return out << store.name;
}

}  // namespace perdure::faults

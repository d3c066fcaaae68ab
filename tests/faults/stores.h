// The stores that processes can share, made anew for each test.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace perdure::faults {

// A store that is gone with this object.
class TemporaryStore {
 public:
  virtual ~TemporaryStore() = default;
  virtual std::string uri() const = 0;
};

struct SharedStore {
  std::string name;
  std::function<std::unique_ptr<TemporaryStore>()> make;
};
std::vector<SharedStore> shared_stores();

}  // namespace perdure::faults

// Makes the charts that were added to a runtime known to its store, before the first of its turns.
#pragma once

#include <perdure/store.h>

#include <mutex>
#include <set>
#include <string>

#include "runtime/turn/charts.h"

namespace perdure::worker {

// Any thread.
class Registration {
 public:
  // All of it outlives this.
  Registration(Store& store, const turn::Charts& charts, const std::string& node)
      : store_(store), charts_(charts), node_(node) {}

  // When this returns, they are known; at once if they were. Throws what Registry::add throws.
  void complete();

 private:
  Store& store_;
  const turn::Charts& charts_;
  const std::string& node_;
  std::mutex mutex_;  // Guards known_.
  std::set<const Chart*> known_;
};

}  // namespace perdure::worker

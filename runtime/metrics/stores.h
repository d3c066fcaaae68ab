// Asks the stores what they have waiting: a thread of its own does, so that a store that hangs hangs nobody else.
#pragma once

#include <perdure/store.h>
#include <perdure/types.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace perdure::metrics {

// What a store said when it was last asked.
struct StoreAnswer {
  std::vector<LaneBacklog> lanes;
  std::vector<ServiceBacklog> services;
  StoreConnections connections;  // As they are now.
  std::string failure;           // Why it did not; empty: it did, or was not asked yet.
};

// Any thread.
class Stores {
 public:
  explicit Stores(Duration refresh);
  ~Stores();
  Stores(const Stores&) = delete;
  Stores& operator=(const Stores&) = delete;

  void add(Store& store);
  // Waits until the store is not being asked.
  void remove(Store& store);

  // Has the stores asked again if their answers are older than the refresh, and waits for that, but not for long. The
  // last one stands for those that were removed: the connections that they made.
  std::vector<StoreAnswer> answers();

 private:
  struct Asked {
    Store* store;
    StoreAnswer answer;
  };

  void work();

  const Duration refresh_;
  std::mutex mutex_;  // Guards all below.
  std::condition_variable changed_;
  std::vector<Asked> stores_;
  StoreAnswer removed_;
  Store* asking_ = nullptr;
  bool wanted_ = false;
  bool ends_ = false;
  std::chrono::steady_clock::time_point asked_{};
  std::thread thread_;
};

}  // namespace perdure::metrics

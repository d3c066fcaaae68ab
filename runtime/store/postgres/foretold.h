// Lanes whose work is about to be committed. A thread that has nothing else to do takes such a lane while the sender's
// commit waits for the disk, and claims when it is told that the work is there.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>

#include "runtime/store/postgres/word.h"

namespace perdure::postgres {

// Any thread.
class Foretold {
 public:
  // What is not there by then will not come: its transaction failed, or waits for a lock.
  static constexpr std::chrono::milliseconds Longest{50};

  // A lane in the hands of one thread, until it is destroyed. It must not outlive its Foretold.
  class Lane {
   public:
    Lane(Lane&& other) noexcept;
    Lane& operator=(Lane&&) = delete;
    ~Lane();

    std::int32_t number() const { return number_; }
    // Until its work is there, others need this thread, or Longest has passed.
    void wait_for_work() const;

   private:
    friend class Foretold;
    Lane(Foretold& foretold, std::int32_t number) : foretold_(&foretold), number_(number) {}

    Foretold* foretold_;
    std::int32_t number_;
  };

  // For the next threads that ask.
  void add(const std::set<std::int32_t>& lanes);
  std::optional<Lane> next();

  // There is work in these. Those of them that no thread waits for with the lane in its hands.
  LanesWithWork came(const LanesWithWork& lanes);
  // There is other work, and nobody for it: no thread waits any longer.
  void let_go();

 private:
  using Clock = std::chrono::steady_clock;
  enum class Is { Foretold, Awaited, There };
  struct State {
    Is is;
    Clock::time_point until;
  };

  std::mutex mutex_;  // Guards lanes_.
  std::condition_variable changed_;
  std::map<std::int32_t, State> lanes_;
};

}  // namespace perdure::postgres

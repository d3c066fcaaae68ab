// Who is in a batch: how drain() knows that nothing more will come of the ones that are being
// handled.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace perdure::worker {

// Any thread.
class Activity {
 public:
  // Before a turn. Returns how many batches were committed so far.
  std::uint64_t enter();
  // After it.
  void leave(bool committed);

  // Waits until nobody is in a turn or something was committed after `seen`. True if nothing was:
  // then whoever found nothing due in a turn that it entered at `seen` may rely on it.
  bool quiet_since(std::uint64_t seen, std::stop_token stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int in_turn_ = 0;
  std::uint64_t committed_ = 0;
};

}  // namespace perdure::worker

// Who is at work: how drain() knows that nothing more will come of what is being handled.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace perdure::worker {

// Any thread.
class Activity {
 public:
  // Before a lane is taken. Returns how many batches were committed so far.
  std::uint64_t enter();
  // A batch was.
  void committed();
  // After the tenure, if there was one.
  void leave();

  // How many were, and jobs ended.
  std::uint64_t commits();

  // Waits until nobody is at work or something was committed after `seen`. True if nothing was:
  // then whoever found nothing due after it entered at `seen` may rely on it.
  bool quiet_since(std::uint64_t seen, std::stop_token stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int at_work_ = 0;
  std::uint64_t committed_ = 0;
};

}  // namespace perdure::worker

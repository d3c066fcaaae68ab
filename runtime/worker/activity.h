// Who is at work: how drain() knows that nothing more will come of what is being handled.
#pragma once

#include <condition_variable>
#include <cstddef>
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

  // So many begin to look, each with a FirstLook: until all of them have looked once it is not quiet, for they may
  // find what makes work for the others.
  void begin(std::size_t lookers);

  class FirstLook {
   public:
    explicit FirstLook(Activity& activity) : activity_(&activity) {}
    FirstLook(const FirstLook&) = delete;
    FirstLook& operator=(const FirstLook&) = delete;
    ~FirstLook() { over(); }
    // It has looked. Says so once, however often it is called.
    void over();

   private:
    Activity* activity_;
  };

  // Waits until nobody is at work, or yet to look, or something was committed after `seen`. True if nothing was:
  // then whoever found nothing due after it entered at `seen` may rely on it.
  bool quiet_since(std::uint64_t seen, std::stop_token stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any changed_;
  int at_work_ = 0;
  std::size_t yet_to_look_ = 0;
  std::uint64_t committed_ = 0;
};

}  // namespace perdure::worker

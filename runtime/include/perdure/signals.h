// Leaving in good order when the process is asked to.
#pragma once

#include <memory>

namespace perdure {

class Runtime;

// While one of these lives, the first SIGTERM or SIGINT stops the runtime: each thread finishes its
// batch, and run() returns. The second ends the process at once, which loses nothing either: a
// batch that was not committed is handled by whoever comes next. One at a time in a process; the
// runtime outlives it.
//
//     perdure::StopOnSignals on_signals{runtime};
//     runtime.run();
//
// The handlers that were there before are put back when it goes. It starts a thread of its own.
class StopOnSignals {
 public:
  // Throws std::system_error if the system refuses.
  explicit StopOnSignals(Runtime& runtime);
  ~StopOnSignals();
  StopOnSignals(const StopOnSignals&) = delete;
  StopOnSignals& operator=(const StopOnSignals&) = delete;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure

// Who sees when the workers of this process, or of one that it started, have committed.
#pragma once

#include <perdure/observer.h>

#include <atomic>
#include <chrono>
#include <cstdint>

namespace bench {

// In memory that both processes share. Any thread.
class Witness : public perdure::Observer {
 public:
  using Clock = std::chrono::steady_clock;  // The same for all processes of a machine.

  Witness();
  // The one that a parent process made, by its file descriptor.
  explicit Witness(int descriptor);
  ~Witness() override;
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  // For a child process.
  int descriptor() const { return descriptor_; }
  // Events that were handled.
  std::int64_t handled() const { return seen_->handled; }
  // When the commit of the last of them returned.
  Clock::time_point last() const;

  void opened(perdure::Store&) override {}
  void closed(perdure::Store&) override {}
  void handled(const perdure::BatchReport& batch) override;
  void failed(const perdure::Error&) override {}

 private:
  struct Seen {
    std::atomic<std::int64_t> last{0};
    std::atomic<std::int64_t> handled{0};
  };
  const int descriptor_;
  Seen* const seen_;
};

}  // namespace bench

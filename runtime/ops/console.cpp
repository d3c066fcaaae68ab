// perdure console
#include "runtime/console/console.h"

#include <fmt/ostream.h>
#include <perdure/error.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"

namespace perdure::ops {
namespace {

constexpr std::array EndSignals = {SIGTERM, SIGINT};

// A signal handler reaches nothing but what is global. -1: nobody waits.
std::atomic<int> end_fd = -1;
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void perdure_end_console(int) {
  const int saved = errno;
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = write(end_fd.load(), &one, sizeof one);
  errno = saved;
}

// Has these signals end a wait instead of the process, for as long as it lives.
class EndOnSignals {
 public:
  EndOnSignals() : fd_(eventfd(0, EFD_CLOEXEC)) {
    if (fd_ < 0) throw Error(ErrorKind::StoreFailure, "the system has no event descriptor left");
    end_fd = fd_;
    struct sigaction action = {};
    action.sa_handler = perdure_end_console;
    action.sa_flags = SA_RESTART;
    for (std::size_t i = 0; i < EndSignals.size(); ++i) {
      sigaction(EndSignals[i], &action, &before_[i]);
    }
  }
  ~EndOnSignals() {
    for (std::size_t i = 0; i < EndSignals.size(); ++i) {
      sigaction(EndSignals[i], &before_[i], nullptr);
    }
    end_fd = -1;
    close(fd_);
  }
  EndOnSignals(const EndOnSignals&) = delete;
  EndOnSignals& operator=(const EndOnSignals&) = delete;

  void wait() const {
    std::uint64_t count = 0;
    while (read(fd_, &count, sizeof count) < 0 && errno == EINTR) {
    }
  }

 private:
  int fd_;
  std::array<struct sigaction, EndSignals.size()> before_ = {};
};

}  // namespace

int serve_console(Store& store, const console::Options& options, Output output) {
  const EndOnSignals signals;
  const console::Console console(store, options);
  if (!console.warning().empty()) fmt::print(output.error, "perdure: {}\n", console.warning());
  if (output.json) {
    print(output.out, {{"url", console.url()}});
  } else {
    fmt::print(output.out, "The console is at {}/ until Ctrl-C\n", console.url());
  }
  output.out.flush();
  signals.wait();
  return 0;
}

}  // namespace perdure::ops

#include <perdure/runtime.h>
#include <perdure/signals.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <system_error>
#include <thread>

namespace perdure {
namespace {

constexpr std::array Signals = {SIGTERM, SIGINT};

// A signal handler reaches nothing but what is global. -1: no StopOnSignals lives.
std::atomic<int> wake_fd = -1;
static_assert(std::atomic<int>::is_always_lock_free);

void wake(int fd) {
  const std::uint64_t one = 1;
  // A full counter has woken the reader already; there is nothing else that could be done here.
  [[maybe_unused]] const auto written = write(fd, &one, sizeof one);
}

extern "C" void perdure_on_signal(int) {
  const int saved = errno;
  wake(wake_fd.load());
  errno = saved;
}

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

struct StopOnSignals::Impl {
  explicit Impl(Runtime& runtime) : fd(eventfd(0, EFD_CLOEXEC)) {
    if (fd < 0) fail("eventfd");
    wake_fd = fd;
    watcher = std::thread([this, &runtime] {
      std::uint64_t count = 0;
      while (read(fd, &count, sizeof count) < 0 && errno == EINTR) {
      }
      if (!leaving) runtime.stop();
    });
    struct sigaction action = {};
    action.sa_handler = perdure_on_signal;
    // The second signal finds the default action.
    action.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (std::size_t i = 0; i < Signals.size(); ++i) sigaction(Signals[i], &action, &before[i]);
  }

  ~Impl() {
    for (std::size_t i = 0; i < Signals.size(); ++i) sigaction(Signals[i], &before[i], nullptr);
    leaving = true;
    wake(fd);
    watcher.join();
    wake_fd = -1;
    close(fd);
  }

  const int fd;
  std::atomic<bool> leaving = false;
  std::thread watcher;
  std::array<struct sigaction, Signals.size()> before{};
};

StopOnSignals::StopOnSignals(Runtime& runtime) : impl_(std::make_unique<Impl>(runtime)) {}
StopOnSignals::~StopOnSignals() = default;

}  // namespace perdure

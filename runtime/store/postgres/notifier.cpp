#include "runtime/store/postgres/notifier.h"

#include <perdure/error.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <utility>

#include "runtime/store/postgres/queries.h"

namespace perdure::postgres {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds Apart{5};  // Between two notifications of one process.
constexpr int FirstReconnect = 50;             // Milliseconds before connecting again.
constexpr int LongestReconnect = 5000;
constexpr int Forever = -1;
constexpr std::string_view JobChannel = "perdure_jobs";

int new_eventfd() {
  const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0) throw Error(ErrorKind::StoreFailure, "no file descriptor is left");
  return fd;
}

}  // namespace

Notifier::Notifier(Address address, Idle& events, Idle& jobs)
    : address_(std::move(address)), events_(events), jobs_(jobs), wake_up_(new_eventfd()) {}

Notifier::~Notifier() {
  stopping_ = true;
  nudge();
  if (thread_.joinable()) thread_.join();
  ::close(wake_up_);
}

void Notifier::announce() { announce(events_, unsent_); }

void Notifier::announce_jobs() { announce(jobs_, unsent_jobs_); }

void Notifier::announce(Idle& idle, std::atomic<bool>& unsent) {
  idle.wake();
  start();
  if (!unsent.exchange(true)) nudge();
}

void Notifier::listen() { start(); }

void Notifier::start() {
  std::call_once(started_, [this] { thread_ = std::thread([this] { run(); }); });
}

void Notifier::nudge() const {
  const std::uint64_t one = 1;
  // It fails only where it is nudged already.
  [[maybe_unused]] const auto written = ::write(wake_up_, &one, sizeof one);
}

void Notifier::await_nudge(int milliseconds) const {
  pollfd wake{wake_up_, POLLIN, 0};
  ::poll(&wake, 1, milliseconds);
  std::uint64_t count = 0;
  [[maybe_unused]] const auto read = ::read(wake_up_, &count, sizeof count);
}

void Notifier::run() {
  int pause = FirstReconnect;
  do {
    try {
      connect();
      pause = FirstReconnect;
      converse();
    } catch (const Error&) {
      // The server is away, or has no room. Those who wait look for themselves meanwhile.
      connection_.reset();
      const auto again = Clock::now() + std::chrono::milliseconds(pause);
      while (!stopping() && Clock::now() < again) await_nudge(pause);
      pause = std::min(pause * 2, LongestReconnect);
    }
  } while (!stopping());
}

void Notifier::connect() {
  connection_ = std::make_unique<Connection>(address_);
  if (!address_.transaction_pooling) {
    connection_->run(query("no_wait_for_disk"));
    connection_->run(query("listen"));
    connection_->run(query("listen_jobs"));
  }
  // What was announced before we listened is nowhere else.
  events_.wake();
  jobs_.wake();
}

void Notifier::notify(std::string_view channel) {
  connection_->run(query("notify"), Parameters()(channel)(std::string_view(address_.schema)));
}

// Until it is time to stop. Throws Error(StoreUnavailable) when the connection is lost.
void Notifier::converse() {
  PGconn* handle = connection_->handle();
  auto next = Clock::now();
  for (;;) {
    int patience = Forever;
    if (has_unsent() && (stopping() || Clock::now() >= next)) {
      // Cleared first: what is announced from here on is told by the next one.
      if (unsent_.exchange(false)) notify(EventChannel);
      if (unsent_jobs_.exchange(false)) notify(JobChannel);
      next = Clock::now() + Apart;
    } else if (has_unsent()) {
      patience = static_cast<int>(Apart.count());
    }
    if (stopping() && !has_unsent()) return;

    bool other_events = false;
    bool other_jobs = false;
    for (;;) {
      const std::unique_ptr<PGnotify, decltype(&PQfreemem)> note(PQnotifies(handle), PQfreemem);
      if (!note) break;
      if (note->be_pid == PQbackendPID(handle) || note->extra != address_.schema) continue;
      (note->relname == JobChannel ? other_jobs : other_events) = true;
    }
    if (other_events) events_.wake();
    if (other_jobs) jobs_.wake();

    pollfd ready[] = {{wake_up_, POLLIN, 0}, {PQsocket(handle), POLLIN, 0}};
    ::poll(ready, 2, patience);
    if (ready[0].revents != 0) await_nudge(0);
    if (ready[1].revents != 0 && PQconsumeInput(handle) == 0) {
      throw Error(ErrorKind::StoreUnavailable, "the connection for notifications was lost");
    }
  }
}

}  // namespace perdure::postgres

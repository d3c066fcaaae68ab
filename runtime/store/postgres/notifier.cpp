#include "runtime/store/postgres/notifier.h"

#include <perdure/error.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <random>
#include <string_view>
#include <utility>

#include "runtime/store/postgres/queries.h"

namespace perdure::postgres {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds Apart{5};  // Between two notifications of one process.
constexpr int FirstReconnect = 50;             // Milliseconds before connecting again.
constexpr int LongestReconnect = 5000;
constexpr std::string_view JobChannel = "perdure_jobs";

int new_eventfd() {
  const int fd = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (fd < 0) throw Error(ErrorKind::StoreFailure, "no file descriptor is left");
  return fd;
}

std::string random_origin() {
  std::random_device random;
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, random(), 16).ptr;
  return {digits, end};
}

}  // namespace

Notifier::Notifier(Address address, DueLanes& lanes, Foretold& foretold, Idle& events, Idle& jobs)
    : address_(std::move(address)),
      origin_(random_origin()),
      lanes_(lanes),
      foretold_(foretold),
      events_(events),
      jobs_(jobs),
      wake_up_(new_eventfd()) {}

Notifier::~Notifier() {
  stopping_ = true;
  nudge();
  if (thread_.joinable()) thread_.join();
  ::close(wake_up_);
}

void Notifier::announce(const LanesWithWork& lanes) {
  wake(lanes);
  start();
  bool was_unsent = false;
  {
    const std::lock_guard guard(mutex_);
    was_unsent = has_unsent();
    unsent_.add(lanes);
  }
  if (!was_unsent) nudge();
}

void Notifier::announce_jobs() {
  jobs_.wake();
  start();
  bool was_unsent = false;
  {
    const std::lock_guard guard(mutex_);
    was_unsent = has_unsent();
    unsent_jobs_ = true;
  }
  if (!was_unsent) nudge();
}

std::optional<std::string> Notifier::word(const LanesWithWork& lanes) {
  const std::lock_guard guard(mutex_);
  const Clock::time_point now = Clock::now();
  if (has_unsent() || now < next_) return std::nullopt;
  next_ = now + Apart;
  return text_of({lanes, origin_}, address_.schema);
}

std::optional<std::string> Notifier::foretell(const LanesWithWork& lanes) {
  if (lanes.named().empty()) return std::nullopt;
  wake_idle(lanes);
  // It would be a transaction of its own ahead of another: poolers may lose what is behind it (pgbouncer's issue 759).
  if (address_.transaction_pooling) return std::nullopt;
  const std::lock_guard guard(mutex_);
  const Clock::time_point now = Clock::now();
  if (has_unsent() || now < next_ || now < next_foretold_) return std::nullopt;
  next_foretold_ = now + Apart;
  return text_of({lanes, origin_, true}, address_.schema);
}

void Notifier::wake_idle(const LanesWithWork& lanes) {
  if (events_.waiting() == 0) return;
  foretold_.add(lanes.named());
  events_.wake(lanes.named().size());
}

void Notifier::wake(const LanesWithWork& lanes) {
  const LanesWithWork others = foretold_.came(lanes);
  if (others.empty()) return;
  lanes_.add(others.named());
  if (events_.waiting() < others.named().size()) foretold_.let_go();
  events_.wake(others.named().size());
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
    connection_->run(query("listen"));
    connection_->run(query("listen_jobs"));
  }
  // What was announced before we listened is nowhere else.
  events_.wake();
  jobs_.wake();
}

void Notifier::notify(std::string_view channel, const Word& word) {
  connection_->run(query("notify_at_once"),
                   Parameters()(channel)(std::string_view(text_of(word, address_.schema))));
}

Notifier::ToSay Notifier::what_to_say(bool is_last) {
  const std::lock_guard guard(mutex_);
  ToSay say;
  if (!has_unsent()) return say;
  const Clock::time_point now = Clock::now();
  if (now < next_ && !is_last) {
    say.wait = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(next_ - now).count());
    return say;
  }
  next_ = now + Apart;
  say.lanes = std::exchange(unsent_, {});
  say.jobs = std::exchange(unsent_jobs_, false);
  return say;
}

void Notifier::hear() {
  LanesWithWork lanes;
  bool jobs = false;
  for (;;) {
    const std::unique_ptr<PGnotify, decltype(&PQfreemem)> note(PQnotifies(connection_->handle()),
                                                               PQfreemem);
    if (!note) break;
    if (note->be_pid == PQbackendPID(connection_->handle())) continue;
    const std::optional<Word> word = word_from(note->extra, address_.schema);
    if (!word || word->origin == origin_) continue;
    if (note->relname == JobChannel) {
      jobs = true;
    } else if (word->is_foretold) {
      wake_idle(word->lanes);
    } else {
      lanes.add(word->lanes);
    }
  }
  if (!lanes.empty()) wake(lanes);
  if (jobs) jobs_.wake();
}

// Until it is time to stop. Throws Error(StoreUnavailable) when the connection is lost.
void Notifier::converse() {
  for (;;) {
    const bool is_last = stopping();
    const ToSay say = what_to_say(is_last);
    if (!say.lanes.empty()) notify(EventChannel, {say.lanes, origin_, false});
    if (say.jobs) notify(JobChannel, {LanesWithWork::any(), {}, false});
    if (is_last) return;
    hear();
    pollfd ready[] = {{wake_up_, POLLIN, 0}, {PQsocket(connection_->handle()), POLLIN, 0}};
    ::poll(ready, 2, say.wait);
    if (ready[0].revents != 0) await_nudge(0);
    if (ready[1].revents != 0 && PQconsumeInput(connection_->handle()) == 0) {
      throw Error(ErrorKind::StoreUnavailable, "the connection for notifications was lost");
    }
  }
}

}  // namespace perdure::postgres

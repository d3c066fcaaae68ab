#include "runtime/worker/attempt.h"

#include <algorithm>
#include <utility>

namespace perdure::worker {
namespace {

using Clock = Attempt::Clock;

constexpr std::chrono::hours Far{24 * 365};

// After the deadline by the store's clock, which began to run before this is called.
Clock::time_point end_of(const ClaimedJob& job) {
  return Clock::now() +
         (job.timeout > Duration::zero() ? std::min<Duration>(job.timeout, Far) : Far) +
         std::chrono::milliseconds(1);
}

}  // namespace

Attempt::Attempt(Jobs& store, ClaimedJob claimed, Duration lease, std::stop_token stop)
    : store_(store),
      claimed_(std::move(claimed)),
      lease_(lease),
      key_(claimed_.id.text()),
      out_of_time_(end_of(claimed_)),
      on_stop_(std::move(stop), [this] { stop_.request_stop(); }) {}

Clock::time_point Attempt::next_beat() const {
  const Clock::time_point now = Clock::now();
  const auto beat =
      now + std::clamp<Duration>(lease_ / 3, std::chrono::milliseconds(1), std::chrono::hours(1));
  return out_of_time_ > now ? std::min<Clock::time_point>(beat, out_of_time_) : beat;
}

void Attempt::progress(double done, std::string text) {
  tell({std::nullopt, done, std::move(text)});
}

void Attempt::checkpoint(Bytes kept) {
  tell({kept, std::nullopt, {}});
  claimed_.checkpoint = std::move(kept);
}

void Attempt::tell(const JobNews& news) {
  if (cancelled()) return;
  const JobHold hold = store_.heartbeat(claimed_.lease, lease_, news);
  if (hold == JobHold::Yours) return;
  hold_ = hold;
  stop_.request_stop();
}

}  // namespace perdure::worker

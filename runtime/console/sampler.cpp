#include "runtime/console/sampler.h"

#include <algorithm>
#include <exception>

namespace perdure::console {
namespace {

constexpr std::chrono::seconds BetweenSamples{10};
constexpr std::chrono::minutes BetweenCounts{1};
constexpr int TimesAsIdle = 200;  // Times as long as it worked.
constexpr std::size_t MostSamples = 6 * 360;

Timestamp time_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace

Sampler::Sampler(Store& store) : store_(store), thread_([this] { work(); }) {}

Sampler::~Sampler() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::vector<Sample> Sampler::samples() {
  const std::lock_guard lock(mutex_);
  return {samples_.begin(), samples_.end()};
}

std::vector<LaneBacklog> Sampler::lanes() {
  const std::lock_guard lock(mutex_);
  return lanes_;
}

Sampler::Counted Sampler::counts() {
  const std::lock_guard lock(mutex_);
  wants_counts_ = true;
  changed_.notify_all();
  return counted_;
}

void Sampler::work() {
  // What takes long is put off for much longer.
  const auto next_after = [](Clock::time_point began, Clock::duration least) {
    const auto took = Clock::now() - began;
    return Clock::now() + std::max<Clock::duration>(least, took * TimesAsIdle);
  };
  std::unique_lock lock(mutex_);
  while (!ends_) {
    const Clock::time_point began = Clock::now();
    if (wants_counts_ && began >= next_count_) {
      wants_counts_ = false;
      lock.unlock();
      count();
      next_count_ = next_after(began, BetweenCounts);
      lock.lock();
      changed_.notify_all();
    } else if (began >= next_look_) {
      lock.unlock();
      look_at_all();
      next_look_ = next_after(began, BetweenCounts);
      next_sample_ = began;
      lock.lock();
    } else if (began >= next_sample_) {
      lock.unlock();
      take_sample();
      next_sample_ = next_after(began, BetweenSamples);
      lock.lock();
    } else if (wants_counts_) {
      changed_.wait_until(lock, std::min({next_sample_, next_look_, next_count_}),
                          [&] { return ends_; });
    } else {
      changed_.wait_until(lock, std::min(next_sample_, next_look_),
                          [&] { return ends_ || wants_counts_; });
    }
  }
}

void Sampler::take_sample() try {
  Sample sample;
  const std::int64_t number = store_.history().head().number;
  const Clock::time_point at = Clock::now();
  const double seconds = std::chrono::duration<double>(at - last_at_).count();
  if (last_number_ >= 0 && seconds > 0) {
    sample.per_second =
        static_cast<double>(std::max<std::int64_t>(number - last_number_, 0)) / seconds;
  }
  last_number_ = number;
  last_at_ = at;
  std::vector<LaneBacklog> lanes = store_.records().due();
  for (std::size_t i = 0; i < lanes.size() && i < all_.size(); ++i) {
    lanes[i].waiting = all_[i].waiting;
    lanes[i].postponed = all_[i].postponed;
    lanes[i].dead = all_[i].dead;
  }
  sample.at = time_now();
  for (const LaneBacklog& lane : lanes) {
    sample.queued += lane.queued;
    sample.oldest = std::max(sample.oldest, lane.oldest);
    sample.waiting += lane.waiting;
    sample.postponed += lane.postponed;
    sample.dead += lane.dead;
  }
  const std::lock_guard lock(mutex_);
  samples_.push_back(sample);
  if (samples_.size() > MostSamples) samples_.pop_front();
  lanes_ = std::move(lanes);
} catch (const std::exception&) {
  // The store is away: those who ask it for anything else are told. The next one says what it missed.
}

void Sampler::look_at_all() try {
  all_ = store_.records().backlog();
} catch (const std::exception&) {
  // As above.
}

void Sampler::count() try {
  std::vector<ChartCount> charts = store_.records().count();
  const std::lock_guard lock(mutex_);
  counted_ = {std::move(charts), time_now()};
} catch (const std::exception&) {
  // As above.
}

}  // namespace perdure::console

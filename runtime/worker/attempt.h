// An attempt at a job, while this process makes it.
#pragma once

#include <perdure/jobs.h>
#include <perdure/service.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

namespace perdure::worker {

// Any thread.
class Attempt final : public Job {
 public:
  using Clock = std::chrono::steady_clock;

  // Stops with `stop`, too. `store` outlives it.
  Attempt(Jobs& store, ClaimedJob claimed, Duration lease, std::stop_token stop);

  const ClaimedJob& claimed() const { return claimed_; }
  Duration lease() const { return lease_; }
  // When it is to be heard of next: three times in a lease, so that it outlives a beat that was lost; and when its
  // time is out, so that the session hears of that even while every worker hangs.
  Clock::time_point next_beat() const;
  JobHold hold() const { return hold_; }

  // Keeps the lease. Throws what the store throws.
  void beat() { tell({}); }

  const std::string& session() const override { return claimed_.lease.session; }
  const std::string& invocation() const override { return claimed_.lease.invocation; }
  std::int64_t attempt() const override { return claimed_.attempt; }
  const std::string& idempotency_key() const override { return key_; }
  std::int64_t fence() const override { return claimed_.lease.fence; }
  void progress(double done, std::string text) override;
  void checkpoint(Bytes kept) override;
  const Bytes& checkpoint() const override { return claimed_.checkpoint; }
  bool cancelled() const override { return hold_ != JobHold::Yours; }
  std::stop_token stop_token() const override { return stop_.get_token(); }

 private:
  void tell(const JobNews& news);

  Jobs& store_;
  ClaimedJob claimed_;
  const Duration lease_;
  const std::string key_;
  const Clock::time_point out_of_time_;
  std::atomic<JobHold> hold_ = JobHold::Yours;
  std::stop_source stop_;
  std::stop_callback<std::function<void()>> on_stop_;
};

}  // namespace perdure::worker

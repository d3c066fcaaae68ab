// Sessions that pass events on to each other without end: what every measurement of throughput works.
#pragma once

#include <perdure/runtime.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "bench/durable/bench.h"
#include "relay.chart.h"

namespace bench {

// Counts what was passed on, and stops when it is enough.
class Handlers : public relay::Handlers {
 public:
  std::string another(std::int64_t number) const override;
  void passed_on(const perdure::Step& step, std::int64_t passed, const std::string& note) override;

  std::atomic<std::int64_t> counted = 0;
  std::int64_t enough = 0;
  std::stop_source stop{std::nostopstate};
  std::int64_t sessions = 1;
};

struct Workload {
  std::int64_t sessions = 0;
  std::int64_t events = 0;  // That wait, all the time: each one handled sends one.
  std::size_t batch = 1000;
  unsigned workers = 2;
};

class Bed {
 public:
  // On a store that has its schema. `workload.sessions` is what others filled it with, or fill() will. `observer`
  // outlives it.
  Bed(const std::string& uri, const Workload& workload, perdure::Observer* observer = nullptr);

  // Starts the sessions, runs their first steps, and queues the events.
  void fill();
  // Each to any of the sessions, as those that the floor begins with.
  void queue(std::int64_t events, perdure::Duration after = {});

  // Handles at least so many events. Returns events a second.
  double run(std::int64_t events);
  // Handles events for so long. Returns events a second.
  double run_for(std::chrono::seconds time);

  perdure::Runtime& runtime() { return runtime_; }
  const Workload& workload() const { return workload_; }

 private:
  const Workload workload_;
  Handlers handlers_;
  perdure::Runtime runtime_;
};

// 1,000,000 events over 100,000 sessions.
Workload full_workload(const Target& target);

// The same server, in another schema.
std::string with_schema(const std::string& uri, const std::string& schema);

// The state of one of the sessions, in bytes.
std::size_t state_bytes(Bed& bed);

}  // namespace bench

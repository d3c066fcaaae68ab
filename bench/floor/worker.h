// One thread's loop over the lanes: lock, claim, handle, write, commit.
#pragma once

#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <unordered_map>

#include "bench/floor/array.h"
#include "bench/floor/floor.h"
#include "bench/floor/pipeline.h"

namespace bench::floor {

class Worker {
 public:
  // `number` from 1: its events are told from other workers' by it. `first`: behind all that it sent in
  // earlier runs.
  Worker(const std::string& uri, const Workload& workload, int number, std::int64_t first);

  // Until `handled`, which all workers share, has reached `enough`. Throws if an event came out of order.
  void run(std::atomic<std::int64_t>& handled, std::int64_t enough);

 private:
  struct Session {
    std::int64_t read;
    std::int64_t revision;
    std::string state;
  };

  // Nothing if another worker has the lane.
  std::int64_t handle_lane(std::int32_t lane);
  void handle(const PGresult* events);
  void check_order(Session& session, const char* payload) const;
  void add_event();

  const Workload& workload_;
  const int number_;
  std::int64_t sent_;
  Pipeline pipeline_;
  std::mt19937_64 random_;
  const std::string record_;  // Of the journal.
  std::string payload_;
  std::unordered_map<std::int64_t, Session> sessions_;
  Array ids_{Array::Of::Int64}, read_{Array::Of::Int64}, revisions_{Array::Of::Int64},
      states_{Array::Of::Bytes};
  Array journal_sessions_{Array::Of::Int64}, journal_revisions_{Array::Of::Int64},
      journal_events_{Array::Of::Int64}, records_{Array::Of::Bytes};
  Array event_lanes_{Array::Of::Int32}, event_sessions_{Array::Of::Int64},
      payloads_{Array::Of::Bytes};
};

}  // namespace bench::floor

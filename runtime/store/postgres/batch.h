// claim -> Batch -> commit: one transaction of one lane.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresBatch : public Batch {
 public:
  // What came of trying to claim a lane.
  struct Claim {
    std::unique_ptr<PostgresBatch>
        batch;  // Nothing: it is locked, or has no work for its own sessions.
    bool filled_others =
        false;  // Timers of it went to other lanes, committed if there is no batch.
  };
  // Takes `lease` only if there is a batch. `queued` is called when others may have got work,
  // `made_jobs` when there may be new jobs.
  static Claim claim(Pool::Lease& lease, std::int32_t lane, std::size_t limit,
                     std::function<void()> queued, std::function<void()> made_jobs);

  ~PostgresBatch() override;

  std::int32_t lane() const override { return lane_; }
  Timestamp now() const override { return now_; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  CommitResult commit(const BatchWrite& write) override;

 private:
  PostgresBatch(std::int32_t lane, Timestamp now, std::function<void()> queued,
                std::function<void()> made_jobs)
      : lane_(lane), now_(now), queued_(std::move(queued)), made_jobs_(std::move(made_jobs)) {}

  void read_events(const Result& rows);
  void read_sessions(Connection& connection);

  // What commit() sends, a statement or none each.
  void send_cancels(Pipeline& pipeline, const BatchWrite& write) const;
  void send_sessions(Pipeline& pipeline, const BatchWrite& write) const;
  void send_returned(Pipeline& pipeline, const BatchWrite& write) const;
  void send_postponed(Pipeline& pipeline, const BatchWrite& write) const;
  void send_dead(Pipeline& pipeline, const BatchWrite& write) const;
  void send_jobs(Pipeline& pipeline, const BatchWrite& write) const;
  void send_journal(Pipeline& pipeline, const BatchWrite& write, std::int32_t lane_count) const;

  const std::int32_t lane_;
  const Timestamp now_;
  const std::function<void()> queued_;
  const std::function<void()> made_jobs_;
  bool full_ = false;  // More may be due.
  bool filled_others_ = false;
  std::vector<StoredSession> sessions_;
  std::vector<DueEvent> events_;
  std::optional<Pool::Lease> lease_;  // Until it is committed.
};

}  // namespace perdure::postgres

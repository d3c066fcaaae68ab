// claim -> Batch -> commit: one transaction of one lane.
#pragma once

#include <perdure/store.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/user_transaction.h"
#include "runtime/store/postgres/word.h"

namespace perdure::postgres {

class PostgresBatch : public Batch {
 public:
  // To be called when others may have got work.
  struct Announce {
    std::function<void(const LanesWithWork&)> events;
    std::function<void()> jobs;
  };
  // The tenure that it is a batch of.
  struct Owner {
    Connection& connection;  // Its transaction has locked the lane.
    std::int32_t lane;
    std::int32_t lanes;  // In all.
    std::int64_t key;
    bool& over;  // To be set once the lane is given back.
    const Announce& announce;
  };
  struct Moved {
    bool all;     // No timer is left that is due.
    bool others;  // Some of them went to other lanes.
  };
  struct Mark {                // The lane's, as it was locked.
    std::int64_t at = 0;       // Behind which the claim began.
    bool may_advance = false;  // As far as its candidate.
  };
  // `events`: as claim_events.sql gives them, at most `limit`; `sessions`: those of the first ones, as
  // read_first_sessions.sql does; `known`: null, or what need not be read. `is_silent`: it is time for a sign of life.
  // `transaction`: the number of the one that is open.
  PostgresBatch(const Owner& owner, Timestamp now, bool is_silent, std::uint32_t transaction,
                Mark mark, Moved moved, const Result& events, const Result& sessions,
                KnownSessions* known, std::size_t limit);
  ~PostgresBatch() override;

  std::int32_t lane() const override { return owner_.lane; }
  Timestamp now() const override { return now_; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  StepTransaction* transaction() override { return open_ ? &user_ : nullptr; }
  std::optional<Bytes> large_value(std::size_t session, const LargeName& name) override;
  CommitResult commit(const BatchWrite& write) override;
  std::uint32_t row_version() const override;

 private:
  void read_events(const Result& rows);
  void read_sessions(const Result& first, KnownSessions* known);

  const StoredSession& before_of(const BatchWrite::Session& session) const {
    return sessions_[session.session];
  }

  // What commit() sends, mostly a statement or none each.
  void send_cancels(Pipeline& pipeline, const BatchWrite& write) const;
  void send_known(Pipeline& pipeline, const BatchWrite& write) const;
  void send_sessions(Pipeline& pipeline, const BatchWrite& write) const;
  void send_indexed(Pipeline& pipeline, const BatchWrite& write) const;
  void send_snapshots(Pipeline& pipeline, const BatchWrite& write) const;
  void send_large(Pipeline& pipeline, const BatchWrite& write) const;
  // The number up to which it leaves nothing in the queue.
  std::int64_t send_returned(Pipeline& pipeline, const BatchWrite& write) const;
  void send_mark(Pipeline& pipeline, std::int64_t empty_up_to) const;
  void send_postponed(Pipeline& pipeline, const BatchWrite& write) const;
  void send_children(Pipeline& pipeline, const BatchWrite& write) const;
  void send_ended(Pipeline& pipeline, const BatchWrite& write) const;
  void send_dead(Pipeline& pipeline, const BatchWrite& write) const;
  void send_jobs(Pipeline& pipeline, const BatchWrite& write) const;
  void send_journal(Pipeline& pipeline, const BatchWrite& write) const;

  // Those that may have got work by it.
  LanesWithWork woken(const BatchWrite& write, const LanesWithWork& sent, bool gives_back) const;
  // Whether the write leaves nothing due in the lane, as far as is known.
  bool drains(const BatchWrite& write) const;
  bool is_time_for_sign() const;

  const Owner owner_;
  const Timestamp now_;
  const bool is_silent_;
  const std::uint32_t transaction_;
  const Mark mark_;
  const Moved moved_;
  const bool full_;  // More may be due.
  const std::chrono::steady_clock::time_point claimed_ = std::chrono::steady_clock::now();
  bool open_ = true;  // Not committed.
  UserTransaction user_{owner_.connection};
  std::vector<StoredSession> sessions_;
  std::size_t known_ = 0;  // So many of them, the first, were not read.
  std::vector<DueEvent> events_;
};

}  // namespace perdure::postgres

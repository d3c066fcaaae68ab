// What operators read. Many sessions on connections that the server plans for as it sees fit, one session on those where it
// plans by indexes, since what came lately is in no statistics.
#pragma once

#include <perdure/store.h>

#include <functional>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresRecords : public Records {
 public:
  // The pools must outlive it.
  PostgresRecords(Pool& pool, Pool& by_index) : pool_(pool), by_index_(by_index) {}

  SessionPage page(const SessionFilter& filter) override;
  std::optional<SessionSummary> session(std::string_view id) override;
  std::vector<TreeNode> tree(std::string_view root, std::size_t limit) override;
  std::vector<PendingEvent> pending(std::string_view session) override;
  std::vector<DeadEvent> dead(const DeadFilter& filter) override;
  std::vector<FoundSession> find(const Search& search) override;
  std::optional<StoredSnapshot> snapshot(std::string_view session, std::int64_t revision,
                                         Timestamp at) override;
  std::vector<ChartCount> count() override;
  std::optional<Bytes> large_value(std::string_view session, const LargeName& name) override;
  std::vector<LaneBacklog> backlog() override;
  std::vector<LaneBacklog> due() override;

 private:
  Pool& pool_;
  Pool& by_index_;
};

}  // namespace perdure::postgres

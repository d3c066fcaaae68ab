// What operators read of a memory store.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryRecords : public Records {
 public:
  explicit MemoryRecords(std::shared_ptr<Data> data) : data_(std::move(data)) {}

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
  SessionSummary summary(const StoredSession& session) const;
  std::span<const IndexedAttribute> attributes_of(const std::string& id) const;
  void add_tree(const StoredSession& session, std::int64_t depth, std::size_t limit,
                std::vector<TreeNode>& nodes) const;

  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory

#include "runtime/store/memory/memory.h"

#include <algorithm>

#include "runtime/store/memory/data.h"
#include "runtime/store/memory/history.h"
#include "runtime/store/memory/jobs.h"
#include "runtime/store/memory/maintenance.h"
#include "runtime/store/memory/outgoing.h"
#include "runtime/store/memory/records.h"
#include "runtime/store/memory/registry.h"
#include "runtime/store/memory/repairs.h"
#include "runtime/store/memory/tenure.h"
#include "runtime/store/memory/tokens.h"
#include "runtime/store/memory/transfer.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/start.h"
#include "runtime/store/rows/tenure.h"

namespace perdure::memory {
namespace {

// Enough that a handful of threads seldom want the same one.
constexpr std::int32_t DefaultLanes = 16;

class MemorySchema : public Schema {
 public:
  explicit MemorySchema(std::shared_ptr<Data> data) : data_(std::move(data)) { migrate(0, {}); }

  SchemaStatus status() override {
    const std::lock_guard guard(data_->mutex);
    const bool exists = !data_->lanes.empty();
    return {exists ? 1 : 0, 1, static_cast<std::int32_t>(data_->lanes.size()),
            exists ? std::vector<std::string>{} : std::vector<std::string>{Only}};
  }

  std::vector<std::string> migrate(std::int32_t lanes, const MigrationBegins& begins) override {
    rows::check_lanes(lanes);
    const std::lock_guard guard(data_->mutex);
    if (!data_->lanes.empty()) return {};
    if (begins) begins(Only);
    data_->lanes.resize(static_cast<std::size_t>(lanes == 0 ? DefaultLanes : lanes));
    return {Only};
  }

  std::vector<std::string> migrate_to(std::int32_t to, std::int32_t lanes,
                                      const MigrationBegins& begins) override {
    if (to != 0 && to != 1) {
      throw Error(ErrorKind::InvalidArgument, "the memory store's schema has versions 0 and 1");
    }
    if (to == 1) return migrate(lanes, begins);
    const bool existed = status().current > 0;
    if (existed && begins) begins(Only);
    drop();
    return existed ? std::vector<std::string>{Only} : std::vector<std::string>{};
  }

  std::string script(std::int32_t, std::int32_t, std::int32_t) override {
    throw Error(ErrorKind::InvalidArgument, "the memory store has no tables, and so no script");
  }

  void drop() override {
    const std::lock_guard guard(data_->mutex);
    ++data_->drops;
    data_->lanes.clear();
    data_->sessions.clear();
    data_->journal.clear();
    data_->dead.clear();
    data_->jobs.clear();
    data_->tokens.clear();
    data_->keys.clear();
    data_->charts.clear();
    data_->indexed.clear();
    data_->snapshots.clear();
    data_->large.clear();
    data_->announce();
  }

 private:
  static constexpr const char* Only = "memory";

  std::shared_ptr<Data> data_;
};

std::shared_ptr<Data> make_data(testing::Clock* clock) {
  auto data = std::make_shared<Data>();
  data->clock = clock;
  if (clock == nullptr) return data;
  clock->on_move([known = std::weak_ptr(data)] {
    const std::shared_ptr<Data> moved = known.lock();
    if (!moved) return;
    const std::lock_guard guard(moved->mutex);
    moved->announce();
  });
  return data;
}

class MemoryStore : public Store, public TransferringStore {
 public:
  explicit MemoryStore(testing::Clock* clock)
      : data_(make_data(clock)),
        jobs_(data_),
        tokens_(data_),
        records_(data_),
        history_(data_),
        maintenance_(data_),
        repairs_(data_),
        registry_(data_),
        schema_(data_),
        transfer_(data_) {}

  bool start(const NewSession& session, std::span<const NewEvent> first) override {
    rows::check(session);
    rows::check(first);
    const std::lock_guard guard(data_->mutex);
    data_->require_schema();
    const Timestamp now = data_->now();
    const NewEvent start = rows::with_start(session, {}).front();
    Outgoing outgoing(*data_, now);
    if (!outgoing.is_fresh(start)) return false;
    if (data_->sessions.find(session.id) != data_->sessions.end()) {
      throw Error(ErrorKind::SessionExists, "there is a session `" + session.id + "` already");
    }
    for (const NewEvent& event : first) {
      if (event.session != session.id) outgoing.require_session(event);
    }
    data_->make(session, std::nullopt, now);
    outgoing.remember(start);
    outgoing.send(first);
    data_->announce();
    return true;
  }

  Sent enqueue(std::span<const NewEvent> events) override {
    rows::check(events);
    const std::lock_guard guard(data_->mutex);
    data_->require_schema();
    Outgoing outgoing(*data_, data_->now());
    for (const NewEvent& event : events) outgoing.require_session(event);
    const Sent sent = outgoing.send(events);
    data_->announce();
    return sent;
  }

  std::size_t cancel(std::string_view session, std::string_view send_id) override {
    rows::check_session_id(session);
    const std::lock_guard guard(data_->mutex);
    data_->require_schema();
    return data_->lane_of(session).cancel(std::string(session), EventKind::Event,
                                          std::string(send_id));
  }

  std::unique_ptr<Tenure> take(const TakeOptions& options) override {
    const std::lock_guard guard(data_->mutex);
    data_->require_schema();
    const Timestamp now = data_->now();
    // All lanes first, for what was due in one may belong to the queue of another.
    for (Lane& lane : data_->lanes) {
      if (!lane.is_taken(now)) data_->queue_due(lane, now);
    }
    const std::size_t count = data_->lanes.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t index = (data_->next_lane + i) % count;
      const Lane& lane = data_->lanes[index];
      if (lane.is_taken(now) || lane.events().empty()) continue;
      data_->next_lane = index + 1;
      return std::make_unique<MemoryTenure>(data_, index, now, options);
    }
    return nullptr;
  }

  void wait_for_work(Duration limit, std::stop_token stop) override {
    std::unique_lock lock(data_->mutex);
    for (const Deadline end(limit);;) {
      data_->require_schema();
      const Timestamp next = next_work();
      const Timestamp now = data_->now();
      if (next <= now || end.left() <= Duration::zero() || stop.stop_requested()) return;
      data_->wait(lock, stop, std::min(end.left(), next - now));
    }
  }

  std::optional<StoredSession> read(std::string_view id) override {
    const std::lock_guard guard(data_->mutex);
    data_->require_schema();
    const auto found = data_->sessions.find(id);
    if (found == data_->sessions.end()) return std::nullopt;
    return found->second;
  }

  bool resume(std::string_view id) override {
    std::unique_lock lock(data_->mutex);
    data_->require_schema();
    // A batch may be postponing the session's events for good at this moment.
    data_->changed.wait(lock, [&] { return data_->lanes.empty() || !data_->lane_of(id).locked; });
    data_->require_schema();
    const auto found = data_->sessions.find(id);
    if (found == data_->sessions.end() || found->second.status != SessionStatus::Suspended) {
      return false;
    }
    StoredSession& session = found->second;
    session.status = session.revision == 0 ? SessionStatus::Starting : SessionStatus::Running;
    session.attempts = 0;
    session.retry_at.reset();
    session.failure.clear();
    session.updated = data_->now();
    data_->lane_of(id).resume(id);
    data_->announce();
    return true;
  }

  Jobs& jobs() override { return jobs_; }
  Tokens& tokens() override { return tokens_; }
  Records& records() override { return records_; }
  Repairs& repairs() override { return repairs_; }
  History& history() override { return history_; }
  Maintenance& maintenance() override { return maintenance_; }
  Registry& registry() override { return registry_; }
  Schema& schema() override { return schema_; }
  Transfer& transfer() override { return transfer_; }

 private:
  // When the next lane that can be taken has work; the first Timestamp: now.
  Timestamp next_work() const {
    const Timestamp now = data_->now();
    Timestamp next = Timestamp::max();
    for (const Lane& lane : data_->lanes) {
      if (lane.locked) continue;
      const Timestamp due = lane.events().empty() ? lane.next_due() : Timestamp::min();
      next = std::min(next, lane.is_taken(now) ? std::max(due, lane.touched + rows::Lapse) : due);
    }
    return next;
  }

  std::shared_ptr<Data> data_;
  MemoryJobs jobs_;
  MemoryTokens tokens_;
  MemoryRecords records_;
  MemoryHistory history_;
  MemoryMaintenance maintenance_;
  MemoryRepairs repairs_;
  MemoryRegistry registry_;
  MemorySchema schema_;
  MemoryTransfer transfer_;
};

}  // namespace

std::unique_ptr<Store> open() { return std::make_unique<MemoryStore>(nullptr); }

}  // namespace perdure::memory

namespace perdure::testing {

std::unique_ptr<Store> memory_store(Clock& clock) {
  return std::make_unique<memory::MemoryStore>(&clock);
}

}  // namespace perdure::testing

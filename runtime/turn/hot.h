// Machines that stay decoded between the batches of their lane, and the rows of their sessions.
//
// A machine is used again only where nobody can have changed its session since: its owner has had every tenure of the lane
// since then, and the session's revision is the same. A row is used again wherever its store can tell at the commit that
// nobody has changed it. Of each machine the size of its stored state is counted, and of the values beside it that are
// loaded, and of each row as much again; where all of them are too many, the lane that grows forgets those that it used
// longest ago.
#pragma once

#include <perdure/chart.h>
#include <perdure/store.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace perdure::turn {

// How much the lanes of a runtime keep together.
struct HotLimit {
  std::size_t bytes = 0;             // 0: nothing is kept.
  std::atomic<std::size_t> used{0};  // Never much above.
};

// Of one lane. Used by one thread at a time; its limit outlives it.
class HotSessions final : public KnownSessions {
 public:
  explicit HotSessions(HotLimit& limit) : limit_(&limit) {}
  HotSessions(HotSessions&& other) noexcept;
  HotSessions& operator=(HotSessions&&) = delete;
  ~HotSessions() override { clear(); }

  // The machine of the session as it is stored, no longer kept here. Nullptr if it is not known.
  std::unique_ptr<LiveSession> take_machine(const StoredSession& stored);
  // `revision`: the one that its machine is of.
  void keep(std::string_view session, std::int64_t revision, std::size_t state_size,
            std::unique_ptr<LiveSession> live);
  // The lane has come back to this process, and so will, most likely, again.
  void came_back() { came_back_ = true; }
  // A row that has just been written. It is kept as long as its machine, if that is; not in a lane that others take by
  // turns with this process.
  void know(StoredSession row);
  std::optional<StoredSession> take(std::string_view id) override;
  void clear();

 private:
  struct Kept {
    std::string session;
    std::int64_t revision;
    std::size_t size;
    std::unique_ptr<LiveSession> live;
    std::optional<StoredSession> row;
  };
  using Order = std::list<Kept>;  // Used longest ago first.
  void forget(Order::iterator kept);
  std::optional<StoredSession> take_row(Kept& kept);
  void keep_to_limit();

  HotLimit* limit_;
  bool came_back_ = false;
  Order order_;
  std::unordered_map<std::string_view, Order::iterator> by_id_;  // Views of order_.
};

// Those of all lanes that nobody in this process holds at the moment. Any thread.
class HotLanes {
 public:
  explicit HotLanes(std::size_t bytes) { limit_.bytes = bytes; }

  // Empty unless this process had the tenure before.
  HotSessions take(std::int32_t lane, std::int64_t epoch);
  // At the end of that tenure, if all that was written in it is known to be.
  void put_back(std::int32_t lane, std::int64_t epoch, HotSessions sessions);

 private:
  struct Lane {
    std::int64_t epoch;
    HotSessions sessions;
  };

  HotLimit limit_;
  std::mutex mutex_;
  std::unordered_map<std::int32_t, Lane> lanes_;
};

}  // namespace perdure::turn

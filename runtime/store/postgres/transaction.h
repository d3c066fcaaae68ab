// Transactions on the path of events, and what becomes of them when the connection is lost.
#pragma once

#include <perdure/store.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

// Undoes what was not committed when it is destroyed.
class Rollback {
 public:
  explicit Rollback(Connection& connection) : connection_(&connection) {}
  ~Rollback();
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;

  // The transaction goes on.
  void release() { connection_ = nullptr; }

 private:
  Connection* connection_;
};

// How long a caller waits for a server that is away before it is told so.
inline constexpr std::chrono::seconds Patience{30};

// Calls `attempt` again, with pauses, as long as it throws Error(StoreUnavailable); throws the last of
// those when Patience is over.
void insist(const std::function<void()>& attempt);

// A transaction that queues events, in two round trips.
struct Queueing {
  // Sends what must be known first. It may write.
  std::function<void(Pipeline& pipeline, std::int32_t lanes)> ask;
  // Gets the answers, sends the rest, and gives one of the events that it queues, buries or discards, as a
  // proof that it took place. Nothing happens if it throws, or gives none.
  std::function<const NewEvent*(const std::vector<Result>& answers, Pipeline& pipeline,
                                std::int32_t lanes, Timestamp now)>
      write;
  // What is told to others ahead of it, as Notifier::foretell() says.
  std::function<std::optional<std::string>(std::int32_t lanes)> foreword = [](std::int32_t) {
    return std::nullopt;
  };
  // What is told to others behind the commit, as Notifier::word() says.
  std::function<std::optional<std::string>()> word = [] { return std::nullopt; };
};

// Has it take place exactly once, whatever happens to the connection; says whether its word went out with it. Throws
// Error(StoreUnavailable) when Patience is over; the words say whether it is known not to have happened.
bool commit_once(Pool& pool, const Queueing& transaction);

}  // namespace perdure::postgres

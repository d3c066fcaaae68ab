// Stores for tests of programs that use a Runtime: one whose clock the test moves, and one that is lost where the test
// says so.
//
//     perdure::testing::Clock clock;
//     perdure::testing::Faults faults;
//     perdure::Runtime runtime{with_faults(memory_store(clock), faults)};
//     …
//     faults.lose(perdure::testing::FaultPoint::AfterCommit);
//     EXPECT_THROW(runtime.drain(), perdure::Error);          // as a worker that dies there would leave it
//     runtime.drain();                                        // nothing was done twice
//     clock.advance(std::chrono::hours(24 * 7));
//     runtime.drain();
//
// memory_store() is in perdure::runtime, the rest in perdure::testing. docs/testing.md
#pragma once

#include <perdure/store.h>

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <utility>
#include <vector>

namespace perdure::testing {

// Stands still but when it is moved. Any thread.
class Clock {
 public:
  // By default noon of 2 January 2020, UTC.
  explicit Clock(Timestamp start = Timestamp(std::chrono::hours(18'263 * 24 + 12))) : now_(start) {}
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;

  Timestamp now() const {
    const std::lock_guard guard(mutex_);
    return now_;
  }
  // Whoever waits for a time by this clock looks again.
  void advance(Duration by) {
    std::vector<std::function<void()>> told;
    {
      const std::lock_guard guard(mutex_);
      now_ += by;
      told = told_;
    }
    for (const auto& tell : told) tell();
  }
  // For stores: is called after each move.
  void on_move(std::function<void()> tell) {
    const std::lock_guard guard(mutex_);
    told_.push_back(std::move(tell));
  }

 private:
  mutable std::mutex mutex_;
  Timestamp now_;
  std::vector<std::function<void()>> told_;
};

// As open("memory:"), but by that clock, which outlives it: timers, retries, leases, windows of keys and ages.
std::unique_ptr<Store> memory_store(Clock& clock);

// Passes everything on: for stores that differ from another one in what a test overrides.
class StoreOver : public Store {
 public:
  explicit StoreOver(std::unique_ptr<Store> store) : store_(std::move(store)) {}

  bool start(const NewSession& session, std::span<const NewEvent> first) override {
    return store_->start(session, first);
  }
  Sent enqueue(std::span<const NewEvent> events) override { return store_->enqueue(events); }
  std::size_t cancel(std::string_view session, std::string_view send_id) override {
    return store_->cancel(session, send_id);
  }
  std::unique_ptr<Tenure> take(const TakeOptions& options) override {
    return store_->take(options);
  }
  void wait_for_work(Duration limit, std::stop_token stop) override {
    store_->wait_for_work(limit, std::move(stop));
  }
  std::optional<StoredSession> read(std::string_view id) override { return store_->read(id); }
  bool resume(std::string_view id) override { return store_->resume(id); }
  perdure::Jobs& jobs() override { return store_->jobs(); }
  perdure::Tokens& tokens() override { return store_->tokens(); }
  Records& records() override { return store_->records(); }
  Repairs& repairs() override { return store_->repairs(); }
  History& history() override { return store_->history(); }
  Maintenance& maintenance() override { return store_->maintenance(); }
  Registry& registry() override { return store_->registry(); }
  Schema& schema() override { return store_->schema(); }
  StoreConnections connections() const override { return store_->connections(); }

 protected:
  Store& under() { return *store_; }

 private:
  std::unique_ptr<Store> store_;
};

// Where a store can be lost to its program. At each but CommitLost, Error(StoreUnavailable) is thrown.
enum class FaultPoint : std::size_t {
  Send,          // Runtime::start() and send(): nothing was sent.
  Claim,         // A worker looks for events.
  BeforeCommit,  // Handlers were called; nothing of their steps is written, nor what they wrote by SQL.
  AfterCommit,  // All of it is written, and the worker does not hear of it.
  CommitLost,  // Somebody else has the session: nothing is written, and the events are handled again.
  BeforeJobEnd,  // A service's function has returned; the store does not know.
  AfterJobEnd,   // It knows, and the worker does not hear of it.
};

// Any thread.
class Faults {
 public:
  // The store is lost there `times` times, after that was passed `after` times from now.
  void lose(FaultPoint at, int times = 1, int after = 0) {
    const std::lock_guard guard(mutex_);
    of(at).left = times;
    of(at).after = after;
  }
  // How often it was.
  int lost(FaultPoint at) const {
    const std::lock_guard guard(mutex_);
    return points_[static_cast<std::size_t>(at)].lost;
  }
  // For stores: whether it is, this time.
  bool strikes(FaultPoint at);

 private:
  struct Point {
    int left = 0;
    int after = 0;
    int lost = 0;
  };
  Point& of(FaultPoint at) { return points_[static_cast<std::size_t>(at)]; }

  mutable std::mutex mutex_;
  std::array<Point, 7> points_{};
};

// Any store, lost where `faults`, which outlive it, say so.
std::unique_ptr<Store> with_faults(std::unique_ptr<Store> store, Faults& faults);

}  // namespace perdure::testing

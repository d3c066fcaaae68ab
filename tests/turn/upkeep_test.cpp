// The upkeep that a runtime does by itself.
#include <gmock/gmock.h>
#include <perdure/runtime.h>
#include <perdure/testing_store.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "tests/turn/tally.h"

namespace perdure {
namespace {

using Tally = testing::Tally;
using namespace std::chrono_literals;

// Says when an upkeep has come to its end.
class Watched : public testing::StoreOver, private Maintenance {
 public:
  explicit Watched(std::unique_ptr<Store> store) : StoreOver(std::move(store)) {}

  Maintenance& maintenance() override { return *this; }
  bool await_indexed(int times) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, 30s, [&] { return indexed_ >= times; });
  }
  int indexed() {
    const std::lock_guard lock(mutex_);
    return indexed_;
  }
  // Until two more have ended: the last one began after this was called.
  bool await_rounds() {
    std::unique_lock lock(mutex_);
    const int wanted = rounds_ + 2;
    return changed_.wait_for(lock, 30s, [&] { return rounds_ >= wanted; });
  }
  // Keys, so far.
  std::size_t forgotten() {
    const std::lock_guard lock(mutex_);
    return forgotten_;
  }
  void fail_next() {
    const std::lock_guard lock(mutex_);
    fails_ = true;
  }

 private:
  std::vector<std::string> prepare() override {
    const std::lock_guard lock(mutex_);
    if (std::exchange(fails_, false)) throw Error(ErrorKind::StoreUnavailable, "away");
    return under().maintenance().prepare();
  }
  std::size_t index_journal() override {
    const std::lock_guard lock(mutex_);
    ++indexed_;
    changed_.notify_all();
    if (std::exchange(fails_, false)) throw Error(ErrorKind::StoreUnavailable, "away");
    return under().maintenance().index_journal();
  }
  Trimmed trim_journal(Duration age, std::size_t limit) override {
    return under().maintenance().trim_journal(age, limit);
  }
  Swept sweep(const SweepPlace& from, Duration age, bool archive, std::size_t limit) override {
    return under().maintenance().sweep(from, age, archive, limit);
  }
  std::size_t forget_keys(std::size_t limit) override {
    const std::size_t forgotten = under().maintenance().forget_keys(limit);
    const std::lock_guard lock(mutex_);
    forgotten_ += forgotten;
    ++rounds_;
    changed_.notify_all();
    return forgotten;
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  int rounds_ = 0;
  int indexed_ = 0;
  std::size_t forgotten_ = 0;
  bool fails_ = false;
};

class Upkeep : public ::testing::Test {
 protected:
  std::unique_ptr<Store> watched() {
    auto made = std::make_unique<Watched>(testing::memory_store(clock));
    store = made.get();
    return made;
  }
  std::size_t rows() { return runtime.store().history().journal({}).size(); }

  testing::Clock clock;
  Watched* store = nullptr;
  testing::TallyHandlers handlers;
  Runtime runtime{watched(),
                  {.log = LogLevel::Error,
                   .retention = {.journal = 24h * 90, .finished = 24h * 30},
                   .upkeep = 1ms}};
};

TEST_F(Upkeep, ARunningRuntimeRemovesWhatIsOver) {
  runtime.add<Tally>(handlers);
  runtime.start<Tally>("ended");
  runtime.send("ended", Tally::Finish{}, {.key = "k", .key_window = 24h});
  runtime.start<Tally>("kept");
  runtime.drain();
  const std::size_t all = rows();
  std::jthread running([this](std::stop_token stop) { runtime.run(stop); });

  clock.advance(24h * 29);
  ASSERT_TRUE(store->await_rounds());
  EXPECT_TRUE(runtime.store().read("ended"));
  EXPECT_EQ(rows(), all);
  EXPECT_EQ(store->forgotten(), 1U);

  clock.advance(24h * 31);
  ASSERT_TRUE(store->await_rounds());
  EXPECT_FALSE(runtime.store().read("ended"));
  EXPECT_TRUE(runtime.store().read("kept"));
  EXPECT_GE(rows(), all) << "what happened is kept for longer";

  clock.advance(24h * 31);
  ASSERT_TRUE(store->await_rounds());
  EXPECT_LT(rows(), all);
}

TEST_F(Upkeep, OneThatFailedIsTriedAgain) {
  store->fail_next();
  runtime.add<Tally>(handlers);
  runtime.start<Tally>("ended");
  runtime.send("ended", Tally::Finish{});
  runtime.drain();
  std::jthread running([this](std::stop_token stop) { runtime.run(stop); });
  clock.advance(24h * 31);
  ASSERT_TRUE(store->await_rounds());
  EXPECT_FALSE(runtime.store().read("ended"));
}

// Each of 100,000 steps, however long it is until the next upkeep; also after it failed once.
TEST(UpkeepBetween, TheJournalIsIndexedAfterManySteps) {
  constexpr int AtOnce = 1000;
  auto made = std::make_unique<Watched>(open("memory:"));
  Watched& store = *made;
  testing::TallyHandlers handlers;
  Runtime runtime{std::move(made), {.migrate = true, .log = LogLevel::Error, .upkeep = 24h}};
  runtime.add<Tally>(handlers);
  for (int i = 0; i < 100; ++i) runtime.start<Tally>("s" + std::to_string(i));
  const auto send = [&](int thousands) {
    for (int i = 0; i < thousands; ++i) {
      std::vector<Message> messages;
      for (int k = 0; k < AtOnce; ++k) {
        messages.push_back(message("s" + std::to_string(k % 100), Tally::Add{k}));
      }
      runtime.send(messages);
    }
  };
  send(99);
  runtime.drain();
  std::jthread running([&](std::stop_token stop) { runtime.run(stop); });
  store.fail_next();
  send(1);
  ASSERT_TRUE(store.await_indexed(1)) << "99,100 steps before it ran, and 1,000 then";
  send(100);
  EXPECT_TRUE(store.await_indexed(2));
  running.request_stop();
  running.join();
  EXPECT_EQ(store.indexed(), 2);
}

}  // namespace
}  // namespace perdure

// Many senders, many claimers: each event once, in order within its session, each lane with one
// owner.
#include <atomic>
#include <mutex>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

namespace {

constexpr int Sessions = 12;
constexpr int Senders = 3;
constexpr int Claimers = 4;
constexpr int EventsEach = 150;  // By one sender to its sessions.

std::string session_name(int i) { return "s" + std::to_string(i); }

// What came, and whether two ever owned a lane.
class Witness {
 public:
  void enter(std::int32_t lane) {
    const std::lock_guard guard(mutex_);
    EXPECT_TRUE(owned_.insert({lane, true}).second) << "lane " << lane << " has two owners";
  }
  void leave(const Batch& batch) {
    const std::lock_guard guard(mutex_);
    for (const DueEvent& event : batch.events()) {
      came_[event.session].push_back(event.name);
      ++count_;
    }
    owned_.erase(batch.lane());
  }
  std::size_t count() {
    const std::lock_guard guard(mutex_);
    return count_;
  }
  const auto& came() const { return came_; }

 private:
  std::mutex mutex_;
  std::map<std::int32_t, bool> owned_;
  std::map<std::string, std::vector<std::string>> came_;
  std::size_t count_ = 0;
};

}  // namespace

TEST_P(StoreContract, ManySendersAndClaimersLoseNothingAndRepeatNothing) {
  use_lanes(4);
  for (int i = 0; i < Sessions; ++i) store().start(new_session(session_name(i)));
  drain();
  std::vector<Store*> stores_in_use = {&store(), &other_store()};
  Witness witness;
  constexpr std::size_t Total = std::size_t{2} * Senders * EventsEach;

  std::vector<std::thread> threads;
  for (int sender = 0; sender < Senders; ++sender) {
    threads.emplace_back([&, sender] {
      // Each session has one sender, so that its order is known. Every event makes its session send
      // a second one to the next session of the same sender.
      for (int i = 0; i < EventsEach; i += 3) {
        std::vector<NewEvent> events;
        for (int k = i; k < i + 3; ++k) {
          const int to = sender + Senders * (k % (Sessions / Senders));
          events.push_back(new_event(session_name(to), std::to_string(k)));
        }
        stores_in_use[static_cast<std::size_t>(i % 2)]->enqueue(events);
      }
    });
  }
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  for (int claimer = 0; claimer < Claimers; ++claimer) {
    threads.emplace_back([&, claimer] {
      Store& mine = *stores_in_use[static_cast<std::size_t>(claimer % 2)];
      while (witness.count() < Total && std::chrono::steady_clock::now() < end) {
        const auto batch = mine.claim({7});
        if (!batch) {
          mine.wait_for_work(std::chrono::milliseconds(50), {});
          continue;
        }
        witness.enter(batch->lane());
        BatchWrite write = handle_all(*batch);
        for (const DueEvent& event : batch->events()) {
          if (event.cause) continue;
          const int from = std::stoi(event.session.substr(1));
          NewEvent sent = new_event(session_name((from + Senders) % Sessions), "echo");
          sent.sender = event.session;
          sent.cause = event.id;
          write.sends.push_back(sent);
        }
        witness.leave(*batch);
        EXPECT_EQ(batch->commit(write), CommitResult::Committed);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();

  EXPECT_EQ(witness.count(), Total);
  EXPECT_EQ(drain(), std::vector<std::string>{});
  for (const auto& [session, came] : witness.came()) {
    int last = -1;
    std::size_t sent = 0;
    for (const std::string& name : came) {
      if (name == "echo") continue;
      EXPECT_GT(std::stoi(name), last) << session;
      last = std::stoi(name);
      ++sent;
    }
    const auto revision = store().read(session)->revision;
    EXPECT_EQ(revision, 1 + static_cast<std::int64_t>(came.size())) << session;
    EXPECT_GT(sent, 0U) << session;
  }
}

TEST_P(StoreContract, TimersAndCancelsUnderManyThreadsAddUp) {
  use_lanes(4);
  constexpr int Each = 40;
  for (int i = 0; i < 4; ++i) store().start(new_session(session_name(i)));
  drain();
  std::atomic<int> cancelled = 0;
  std::atomic<int> came = 0;
  std::atomic<int> working = 4;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < Each; ++k) {
        const std::string label = "t" + std::to_string(k);
        enqueue(delayed(session_name(i), "x", std::chrono::microseconds(500 * (k % 5)), label));
        if (k % 2 == 0) cancelled += static_cast<int>(store().cancel(session_name(i), label));
      }
      --working;
    });
  }
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      while (working > 0 || came + cancelled < 4 * Each) {
        const auto batch = store().claim({5});
        if (!batch) {
          store().wait_for_work(std::chrono::milliseconds(5), {});
          continue;
        }
        const int count = static_cast<int>(batch->events().size());
        if (batch->commit(handle_all(*batch)) == CommitResult::Committed) came += count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(came + cancelled, 4 * Each);
  EXPECT_EQ(drain(), std::vector<std::string>{});
}

}  // namespace perdure::contract

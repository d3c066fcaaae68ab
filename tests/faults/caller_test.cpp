// Services whose process is killed: at each named point of a job's path, and by the service itself.
#include "tests/faults/caller.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>
#include <thread>

#include "tests/faults/process.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::Ge;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr int Sessions = 4;
constexpr int Calls = 5;

class Callers : public ::testing::TestWithParam<SharedStore> {
 protected:
  // A new store with that many sessions.
  void begin(int sessions) {
    place_ = GetParam().make();
    store_ = open(place_->uri());
    store_->schema().migrate();
    for (int i = 0; i < sessions; ++i) {
      NewSession session;
      session.id = id(i);
      session.chart = Caller::chart_name;
      session.start = EventId::random();
      store_->start(session);
    }
  }
  static std::string id(int i) { return "caller-" + std::to_string(i); }

  void call(int i, bool deadly = false) {
    NewEvent event;
    event.id = EventId::random();
    event.session = id(i);
    event.name = Call::name;
    event.payload = to_bytes(Call{deadly});
    store_->enqueue({&event, 1});
  }

  Caller caller(int i) {
    const StoredSession session = store_->read(id(i)).value();
    return session.revision == 0 ? Caller{} : from_bytes<Caller>(session.state);
  }

  Process worker(const Process::Environment& more = {}) {
    return Process({PERDURE_CALLER, place_->uri()}, more);
  }

  // Until each session has heard of that many calls, for a minute at most.
  bool wait_for_outcomes(int sessions, std::size_t calls) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    for (int i = 0; i < sessions; ++i) {
      for (Caller at = caller(i); at.done.size() + at.failed.size() < calls; at = caller(i)) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(10ms);
      }
    }
    return true;
  }

  static void end(Process& process) {
    EXPECT_TRUE(process.wait_until_ready());
    process.signal(SIGTERM);
    EXPECT_EQ(process.wait(), 0);
  }

  std::unique_ptr<TemporaryStore> place_;
  std::unique_ptr<Store> store_;
};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Callers);

TEST_P(Callers, HearOfEachCallOnceWhereverItsWorkerIsKilled) {
  for (const std::string point :
       {"job.claim.before", "job.claim.after", "job.end.before", "job.end.after"}) {
    SCOPED_TRACE(point);
    begin(Sessions);
    for (int i = 0; i < Sessions * Calls; ++i) call(i % Sessions);
    Process victim = worker({{"PERDURE_FAULT", point + ":3"}});
    ASSERT_EQ(victim.wait(), -SIGKILL) << "it never got there";
    Process heir = worker();
    ASSERT_TRUE(wait_for_outcomes(Sessions, Calls));
    end(heir);
    std::int64_t most_attempts = 0;
    for (int i = 0; i < Sessions; ++i) {
      const Caller at = caller(i);
      EXPECT_THAT(at.failed, IsEmpty());
      EXPECT_THAT(std::set<std::string>(at.done.begin(), at.done.end()), SizeIs(Calls));
      EXPECT_THAT(at.done, SizeIs(Calls));
      EXPECT_THAT(at.attempts, Each(AllOf(Ge(1), Le(1 + Caller::Retries))));
      most_attempts =
          std::max(most_attempts, *std::max_element(at.attempts.begin(), at.attempts.end()));
    }
    // Killed with a job in hand: that attempt counts.
    if (point == "job.claim.after" || point == "job.end.before") {
      EXPECT_GT(most_attempts, 1);
    }
    EXPECT_THAT(store_->jobs().list({}), IsEmpty());
  }
}

TEST_P(Callers, AServiceThatKillsItsWorkersHasAsManyAttemptsAsAnyOther) {
  begin(1);
  call(0, true);
  for (int attempt = 0; attempt <= Caller::Retries; ++attempt) {
    Process victim = worker();
    EXPECT_EQ(victim.wait(), -SIGKILL) << "attempt " << attempt;
  }
  Process heir = worker();
  ASSERT_TRUE(wait_for_outcomes(1, 1));
  end(heir);
  const Caller at = caller(0);
  EXPECT_THAT(at.done, IsEmpty());
  ASSERT_THAT(at.why, SizeIs(1));
  EXPECT_THAT(at.why[0], ::testing::HasSubstr("the worker was lost"));
}

INSTANTIATE_TEST_SUITE_P(Stores, Callers, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults

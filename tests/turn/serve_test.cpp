// Services served by a runtime, on the memory store.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/turn/fakes.h"

namespace perdure {
namespace {

using perdure::testing::FakeChart;
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using namespace std::chrono_literals;

// As perdurec would make it of `service charge(customer: string) -> string`.
struct Charge {
  static constexpr std::string_view name = "test.Fake.charge";
  using Result = std::string;
  std::string customer;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(customer);
  }
};
struct Tidy {
  static constexpr std::string_view name = "test.Fake.tidy";
  using Result = void;
  template <class Archive>
  void serialize(Archive&) {}
};
// As much of what perdurec generates as Runtime::send() asks for.
struct Go {
  static constexpr std::string_view name = "go";
  template <class Archive>
  void serialize(Archive&) {}
};
struct Leave {
  static constexpr std::string_view name = "leave";
  template <class Archive>
  void serialize(Archive&) {}
};

// "test.Fake.charge 1 done" for each attempt.
class Attempts : public Observer {
 public:
  void opened(Store&) override {}
  void closed(Store&) override {}
  void handled(const BatchReport&) override {}
  void failed(const Error&) override {}
  void attempted(const AttemptReport& attempt) override {
    const std::lock_guard guard(mutex_);
    EXPECT_GE(attempt.took, Duration::zero());
    seen_.push_back(std::string(attempt.service) + " " + std::to_string(attempt.attempt) + " " +
                    std::string(name(attempt.outcome)));
  }
  std::vector<std::string> seen() {
    const std::lock_guard guard(mutex_);
    return seen_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> seen_;
};

class Serve : public ::testing::Test {
 protected:
  explicit Serve(LogLevel level = LogLevel::Error)
      : runtime(open("memory:"), {.poll = 5ms, .log = level, .observer = &attempts}) {
    call.name = Charge::name;
    call.arguments = to_bytes(Charge{"ann"});
    runtime.add(std::make_unique<FakeChart>(
        [this](std::string_view event, std::string& state, Effects& effects) {
          const std::lock_guard guard(mutex);
          if (event == "go") {
            call.invocation = "charge." + std::to_string(++made);
            effects.push_back(call);
          }
          if (event == "leave")
            effects.push_back(CancelInvocationEffect{"charge." + std::to_string(made)});
          if (event != "start") heard.emplace_back(event);
          state = "going";
          return Handled::Taken;
        }));
    NewSession session;
    session.id = "a";
    session.chart = "test.Fake";
    session.start = EventId::random();
    runtime.store().start(session);
  }

  std::vector<StoredJob> jobs() { return runtime.store().jobs().list({}); }
  // Runs in the background until `done` is true, for 10 s at most.
  template <class Done>
  bool run_until(Done done) {
    std::jthread running([this](std::stop_token stop) { runtime.run(stop); });
    const auto end = std::chrono::steady_clock::now() + 10s;
    while (!done() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
    return done();
  }
  std::vector<std::string> all_heard() {
    const std::lock_guard guard(mutex);
    return heard;
  }

  std::mutex mutex;
  InvokeEffect call;
  int made = 0;
  std::vector<std::string> heard;
  Attempts attempts;
  Runtime runtime;
};

// What it logs is looked at.
class ServeAloud : public Serve {
 protected:
  ServeAloud() : Serve(LogLevel::Warning) {}

  // What is logged while a service goes on after it was asked to stop. `ask` is called when it is at work.
  std::string said_when_asked(const std::function<void()>& ask) {
    std::atomic<bool> at_work = false;
    std::atomic<bool> over = false;
    runtime.serve<Charge>(
        [&](const Charge&, Job& job) -> std::string {
          at_work = true;
          while (!job.stop_token().stop_requested()) std::this_thread::sleep_for(1ms);
          std::this_thread::sleep_for(500ms);
          over = true;
          return "late";
        },
        {.lease = 60ms});
    runtime.send("a", Go{});
    ::testing::internal::CaptureStderr();
    {
      std::jthread running([this](std::stop_token stop) { runtime.run(stop); });
      while (!at_work) std::this_thread::sleep_for(1ms);
      ask();
      while (!over) std::this_thread::sleep_for(1ms);
    }
    return ::testing::internal::GetCapturedStderr();
  }
};

TEST_F(ServeAloud, AServiceThatGoesOnWhenNobodyWaitsForItIsNamed) {
  const std::string said = said_when_asked([this] { runtime.send("a", Leave{}); });
  EXPECT_THAT(said, ContainsRegex("asked to stop, and goes on.*charge.1"));
}

TEST_F(ServeAloud, AServiceThatGoesOnWhenTheProgramEndsIsNamed) {
  const std::string said = said_when_asked([this] { runtime.stop(); });
  EXPECT_THAT(said, ContainsRegex("asked to stop, and goes on.*charge.1"));
}

TEST_F(Serve, TheResultComesBackAndDrainWaitsForIt) {
  runtime.serve<Charge>([](const Charge& charge) {
    std::this_thread::sleep_for(20ms);
    return "from " + charge.customer;
  });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(heard, ElementsAre("go", "charge.done"));
  EXPECT_THAT(jobs(), IsEmpty());
  EXPECT_THAT(attempts.seen(), ElementsAre("test.Fake.charge 1 done"));
}

TEST_F(Serve, AServiceIsToldOfItsJob) {
  call.retries = 1;
  std::vector<std::string> keys;
  std::vector<std::int64_t> fences;
  runtime.serve<Charge>([&](const Charge&, Job& job) -> std::string {
    EXPECT_EQ(job.session(), "a");
    EXPECT_EQ(job.invocation(), "charge.1");
    EXPECT_FALSE(job.cancelled());
    keys.push_back(job.idempotency_key());
    fences.push_back(job.fence());
    if (job.attempt() == 1) {
      EXPECT_THAT(job.checkpoint(), IsEmpty());
      job.progress(0.5, "half");
      job.checkpoint(to_bytes(std::string("page 1")));
      EXPECT_EQ(from_bytes<std::string>(job.checkpoint()), "page 1");
      EXPECT_THROW(job.progress(2, "too far"), Error);
      throw std::runtime_error("no money");
    }
    EXPECT_EQ(from_bytes<std::string>(job.checkpoint()), "page 1");
    return "paid";
  });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(heard, ElementsAre("go", "charge.progress", "charge.done"));
  ASSERT_THAT(keys, SizeIs(2));
  EXPECT_EQ(keys[0], keys[1]);
  EXPECT_LT(fences[0], fences[1]);
}

TEST_F(Serve, WhatItThrowsIsTriedAgainUntilTheLastAttempt) {
  call.retries = 2;
  int calls = 0;
  runtime.serve<Charge>([&](const Charge&) -> std::string {
    if (++calls == 2) throw 42;
    throw std::runtime_error("no money");
  });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_EQ(calls, 3);
  EXPECT_THAT(heard, ElementsAre("go", "charge.failed"));
}

TEST_F(Serve, AServiceMayGiveUp) {
  call.retries = 5;
  int calls = 0;
  runtime.serve<Charge>([&](const Charge&) -> std::string {
    ++calls;
    throw GiveUp("no such customer");
  });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_EQ(calls, 1);
  EXPECT_THAT(heard, ElementsAre("go", "charge.failed"));
}

TEST_F(Serve, ArgumentsThatCannotBeReadFailTheAttempt) {
  call.arguments = {std::byte{1}};
  runtime.serve<Charge>([](const Charge&) { return std::string("never"); });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(heard, ElementsAre("go", "charge.failed"));
}

TEST_F(Serve, AsManyAttemptsAtOnceAsWasAsked) {
  std::atomic<int> now = 0;
  std::atomic<int> most = 0;
  runtime.serve<Charge>(
      [&](const Charge&) {
        const int mine = ++now;
        int before = most;
        while (before < mine && !most.compare_exchange_weak(before, mine)) {
        }
        const auto end = std::chrono::steady_clock::now() + 5s;
        while (most < 3 && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(1ms);
        --now;
        return std::string("paid");
      },
      {.concurrency = 3});
  for (int i = 0; i < 9; ++i) runtime.send("a", Go{});
  runtime.drain();
  EXPECT_EQ(most, 3);
  EXPECT_THAT(heard, SizeIs(18));
}

TEST_F(Serve, ALongCallIsHeardOf) {
  std::atomic<int> calls = 0;
  runtime.serve<Charge>(
      [&](const Charge&) {
        ++calls;
        std::this_thread::sleep_for(200ms);
        return std::string("paid");
      },
      {.concurrency = 2, .lease = 50ms});
  runtime.send("a", Go{});
  EXPECT_TRUE(run_until([&] { return all_heard().size() == 2; }));
  EXPECT_EQ(calls, 1);
  EXPECT_THAT(heard, ElementsAre("go", "charge.done"));
}

TEST_F(Serve, ACallThatHangsIsOutOfTimeAndHearsOfIt) {
  call.timeout = 50ms;
  call.retries = 1;
  std::atomic<int> ended = 0;
  runtime.serve<Charge>([&](const Charge&, Job& job) {
    while (!job.stop_token().stop_requested()) std::this_thread::sleep_for(1ms);
    EXPECT_TRUE(job.cancelled());
    ++ended;
    return std::string("too late");
  });
  runtime.send("a", Go{});
  EXPECT_TRUE(run_until([&] { return all_heard().size() == 2 && ended == 2; }));
  EXPECT_THAT(heard, ElementsAre("go", "charge.failed"));
  EXPECT_THAT(attempts.seen(),
              UnorderedElementsAre("test.Fake.charge 1 lost", "test.Fake.charge 2 lost"));
}

TEST_F(Serve, ACallHearsThatNobodyWaitsForIt) {
  std::atomic<bool> began = false;
  std::atomic<bool> ended = false;
  runtime.serve<Charge>(
      [&](const Charge&, Job& job) {
        began = true;
        while (!job.cancelled()) std::this_thread::sleep_for(1ms);
        ended = true;
        return std::string("too late");
      },
      {.lease = 30ms});
  runtime.send("a", Go{});
  EXPECT_TRUE(run_until([&] {
    if (began.exchange(false)) runtime.send("a", Leave{});
    return ended.load();
  }));
  EXPECT_THAT(heard, ElementsAre("go", "leave"));
  EXPECT_THAT(jobs(), IsEmpty());
  EXPECT_THAT(attempts.seen(), ElementsAre("test.Fake.charge 1 cancelled"));
}

TEST_F(Serve, AStopThatInterruptsACallCostsNoAttempt) {
  std::atomic<bool> began = false;
  runtime.serve<Charge>([&](const Charge&, Job& job) -> std::string {
    began = true;
    while (!job.stop_token().stop_requested()) std::this_thread::sleep_for(1ms);
    throw std::runtime_error("interrupted");
  });
  runtime.send("a", Go{});
  EXPECT_TRUE(run_until([&] { return began.load(); }));
  ASSERT_THAT(jobs(), SizeIs(1));
  EXPECT_EQ(jobs()[0].state, JobState::Waiting);
  EXPECT_EQ(jobs()[0].attempt, 0);
  EXPECT_THAT(attempts.seen(), ElementsAre("test.Fake.charge 1 released"));
}

TEST_F(Serve, EachAttemptIsToldOf) {
  call.retries = 1;
  runtime.serve<Charge>([](const Charge&) -> std::string { throw std::runtime_error("no money"); });
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(attempts.seen(),
              ElementsAre("test.Fake.charge 1 failed", "test.Fake.charge 2 gave_up"));
}

TEST_F(Serve, WhatIsNotServedHereWaits) {
  runtime.serve<Tidy>([](const Tidy&) {});
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(jobs(), SizeIs(1));
  call.name = Tidy::name;
  call.arguments = {};
  runtime.send("a", Go{});
  runtime.drain();
  EXPECT_THAT(heard, ElementsAre("go", "go", "charge.done"));
}

TEST_F(Serve, OptionsOutOfRangeAreRefused) {
  const auto work = [](const Charge&) { return std::string(); };
  EXPECT_THROW(runtime.serve<Charge>(work, {.concurrency = 0}), Error);
  EXPECT_THROW(runtime.serve<Charge>(work, {.concurrency = 1001}), Error);
  EXPECT_THROW(runtime.serve<Charge>(work, {.lease = 9ms}), Error);
  runtime.serve<Charge>(work);
  EXPECT_THROW(runtime.serve<Charge>(work), Error);
}

}  // namespace
}  // namespace perdure

#include <perdure/signals.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bench/durable/bench.h"

namespace bench {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// A process that lives as long as this object.
class OtherProcess {
 public:
  explicit OtherProcess(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    if (posix_spawn(&id_, arguments[0], nullptr, nullptr, arguments.data(), environ) != 0) {
      throw std::runtime_error("cannot start " + words[0]);
    }
  }
  ~OtherProcess() {
    kill(id_, SIGTERM);
    waitpid(id_, nullptr, 0);
  }
  OtherProcess(const OtherProcess&) = delete;
  OtherProcess& operator=(const OtherProcess&) = delete;

 private:
  pid_t id_ = 0;
};

// Waits until the session has run `revision` steps.
void wait_for(perdure::Runtime& runtime, const std::string& id, std::int64_t revision) {
  const auto limit = Clock::now() + 30s;
  while (runtime.store().read(id).value().revision < revision) {
    if (Clock::now() > limit) throw std::runtime_error("no worker handled " + id);
    std::this_thread::sleep_for(50us);
  }
}

// Sends to a session that others work on.
void measure(perdure::Runtime& sender, std::string_view store, const std::string& name,
             int samples) {
  const std::string id = "pinged-" + name;
  sender.start<Relay>(id, {.peer = id});
  wait_for(sender, id, 1);
  std::mt19937 random(1);
  std::vector<double> times;
  for (int i = 0; i < samples; ++i) {
    // At no fixed distance, so that no poll falls into step with it.
    std::this_thread::sleep_for(std::chrono::microseconds(5000 + random() % 15000));
    const auto begin = Clock::now();
    sender.send(id, relay::event::Ping{});
    wait_for(sender, id, i + 2);
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  const auto at = [&times](double part) {
    return times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
  };
  report(store, name + "_p50_ms", at(0.5), "ms");
  report(store, name + "_p99_ms", at(0.99), "ms");
}

}  // namespace

void measure_wake_in_process(const std::string& uri, std::string_view store, int samples) {
  Handlers handlers;
  perdure::Runtime runtime(perdure::open(uri), {.threads = 2, .log = perdure::LogLevel::Warning});
  runtime.add<Relay>(handlers);
  std::jthread worker([&runtime](std::stop_token stop) { runtime.run(stop); });
  measure(runtime, store, "wake_in_process", samples);
}

void measure_wake_across(const std::string& uri, std::string_view store, int samples,
                         const std::string& self) {
  const OtherProcess workers({self, "--store", uri, "--worker"});
  perdure::Runtime runtime(perdure::open(uri), {.log = perdure::LogLevel::Warning});
  measure(runtime, store, "wake", samples);
}

void work(const std::string& uri) {
  Handlers handlers;
  perdure::Runtime runtime(perdure::open(uri), {.threads = 2, .log = perdure::LogLevel::Warning});
  runtime.add<Relay>(handlers);
  const perdure::StopOnSignals on_signals(runtime);
  runtime.run();
}

}  // namespace bench

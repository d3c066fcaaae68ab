#include <perdure/signals.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"
#include "bench/floor/beside.h"

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

// Percentiles of times in milliseconds.
class Times {
 public:
  void add(Clock::duration time) {
    times_.push_back(std::chrono::duration<double, std::milli>(time).count());
  }
  double at(double part) {
    std::sort(times_.begin(), times_.end());
    return times_[static_cast<std::size_t>(part * static_cast<double>(times_.size() - 1))];
  }

 private:
  std::vector<double> times_;
};

// Sends to a session that others work on, about 100 times a second.
void measure(perdure::Runtime& sender, const Target& target, const std::string& name) {
  const int samples = target.quick ? 100 : 1000;
  const std::string id = "pinged-" + name;
  sender.start<Relay>(id);
  wait_for(sender, id, 1);
  std::optional<floor::BareCommit> bare;
  if (target.store == "postgres") bare.emplace(target.uri);
  std::mt19937 random(1);
  // At no fixed distance, so that no poll falls into step with it.
  const auto pause = [&random] {
    std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 6000));
  };
  Times from_call;
  Times from_return;
  Times commits;
  for (int i = 0; i < samples; ++i) {
    pause();
    const auto call = Clock::now();
    sender.send(id, relay::event::Ping{});
    const auto sent = Clock::now();
    wait_for(sender, id, i + 2);
    const auto seen = Clock::now();
    from_call.add(seen - call);
    from_return.add(seen - sent);
    if (!bare) continue;
    pause();
    const auto begin = Clock::now();
    bare->commit();
    commits.add(Clock::now() - begin);
  }
  report(target, name + "_p50_ms", from_call.at(0.5), "ms");
  report(target, name + "_p99_ms", from_call.at(0.99), "ms");
  if (!bare) return;
  report(target, name + "_bare_commit_p50_ms", commits.at(0.5), "ms");
  report(target, name + "_bare_commit_p99_ms", commits.at(0.99), "ms");
  report(target, name + "_once_sent_p50_to_commit", from_return.at(0.5) / commits.at(0.5), "");
  report(target, name + "_once_sent_p99_to_commit", from_return.at(0.99) / commits.at(0.99), "");
}

}  // namespace

void measure_wake(const Target& target) {
  {
    Bed bed(target.uri, {});
    std::jthread worker([&bed](std::stop_token stop) { bed.runtime().run(stop); });
    measure(bed.runtime(), target, "wake_in_process");
  }
  if (target.store == "memory") return;
  const OtherProcess workers({"/proc/self/exe", "--store", target.uri, "--worker"});
  Bed bed(target.uri, {});
  measure(bed.runtime(), target, "wake");
}

void work(const std::string& uri) {
  Bed bed(uri, {});
  const perdure::StopOnSignals on_signals(bed.runtime());
  bed.runtime().run();
}

}  // namespace bench

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
#include <string>
#include <thread>
#include <vector>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"
#include "bench/durable/witness.h"
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

// Waits until so many events were handled. Asks nobody who could be doing it meanwhile.
void wait_for(const Witness& witness, std::int64_t events) {
  const auto limit = Clock::now() + 30s;
  while (witness.handled() < events) {
    if (Clock::now() > limit) throw std::runtime_error("no worker handled what was sent");
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
void measure(perdure::Runtime& sender, const Witness& witness, const Target& target,
             const std::string& name) {
  const int samples = target.quick ? 100 : 1000;
  const std::string id = "pinged-" + name;
  sender.start<Relay>(id);
  wait_for(witness, 1);
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
    wait_for(witness, i + 2);
    from_call.add(witness.last() - call);
    from_return.add(witness.last() - sent);
    if (sender.store().read(id).value().revision != i + 2) {
      throw std::runtime_error("what was committed is not to be read");
    }
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
    Witness witness;
    Bed bed(target.uri, {}, &witness);
    std::jthread worker([&bed](std::stop_token stop) { bed.runtime().run(stop); });
    measure(bed.runtime(), witness, target, "wake_in_process");
  }
  if (target.store == "memory") return;
  const Witness witness;
  const OtherProcess workers(
      {"/proc/self/exe", "--store", target.uri, "--worker", std::to_string(witness.descriptor())});
  Bed bed(target.uri, {});
  measure(bed.runtime(), witness, target, "wake");
}

void work(const std::string& uri, int witness_descriptor) {
  Witness witness(witness_descriptor);
  Bed bed(uri, {}, &witness);
  const perdure::StopOnSignals on_signals(bed.runtime());
  bed.runtime().run();
}

}  // namespace bench

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

#include "bench/durable/bed.h"
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
void measure(perdure::Runtime& sender, const Target& target, const std::string& name) {
  const int samples = target.quick ? 100 : 1000;
  const std::string id = "pinged-" + name;
  sender.start<Relay>(id);
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
  report(target, name + "_p50_ms", at(0.5), "ms");
  report(target, name + "_p99_ms", at(0.99), "ms");
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

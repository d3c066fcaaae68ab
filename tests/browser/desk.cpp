// The other side of the browser test: a store with many sessions, a program that works on it, and its console.
//
//     browser_desk STORE SESSIONS    makes them; then serves the console, and says where on standard output. Each line of
//                                    standard input is something to do:
//     work on | work off             handle what is queued, or let it lie
//     mend                           what stumbled does no more
//     fetch hangs | fails | works    what the service does, which hangs at first
#include <perdure/runtime.h>

#include <atomic>
#include <chrono>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "errand.chart.h"
#include "runtime/console/console.h"

namespace {

using namespace perdure;

class Clumsy : public desk::errand::Handlers {
 public:
  void stumble(const Step&) override {
    if (!mended) throw std::runtime_error("the road is closed");
  }
  void whisper(const Step&, const std::string&) override {}

  std::atomic<bool> mended = false;
};

// Hangs at first: for ever, or until nobody waits for it any more.
class Van {
 public:
  enum class Way { Hangs, Fails, Works };

  void set(const std::string& line) {
    if (line == "fetch hangs") way_ = Way::Hangs;
    if (line == "fetch fails") way_ = Way::Fails;
    if (line == "fetch works") way_ = Way::Works;
  }
  std::string fetch(const std::string& place, const Job& job) const {
    while (way_ == Way::Hangs) {
      if (job.stop_token().stop_requested()) throw std::runtime_error("it was stopped");
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    if (way_ == Way::Fails) throw std::runtime_error("the van has a flat tyre");
    return "a parcel for " + place;
  }

 private:
  std::atomic<Way> way_ = Way::Hangs;
};

std::string id_of(std::size_t i) {
  const std::string number = std::to_string(i);
  return "errand-" + std::string(7 - number.size(), '0') + number;
}

// By the store's own way in, several at a time.
void make_sessions(Runtime& runtime, std::size_t count) {
  std::vector<std::jthread> makers;
  for (std::size_t maker = 0; maker < 4; ++maker) {
    makers.emplace_back([&, maker] {
      for (std::size_t i = maker; i < count; i += 4) {
        StartOptions options;
        options.tenant = i % 3 == 0 ? "north" : "south";
        runtime.start<desk::Errand>(id_of(i), {.owner = "owner-" + std::to_string(i)}, options);
      }
    });
  }
}

int run(const std::string& uri, std::size_t count) {
  Clumsy clumsy;
  Van van;
  RuntimeOptions options;
  options.max_attempts = 1;
  options.log = LogLevel::Error;
  options.migrate = true;
  options.threads = 2;
  options.node = "van-7";
  Runtime runtime(open(uri), options);
  runtime.add<desk::Errand>(clumsy, {.unhandled = IfUnhandled::Bury});
  runtime.serve<desk::errand::service::Fetch>(
      [&](const auto& call, Job& job) { return van.fetch(call.place, job); },
      {.concurrency = 4, .lease = std::chrono::seconds(1)});
  make_sessions(runtime, count);
  runtime.drain();
  console::Options with;
  with.port = 0;
  with.name = "browser";
  with.requests_per_second = 1000;
  const console::Console console(runtime.store(), with);
  std::cout << console.url() << std::endl;
  std::jthread worker;
  for (std::string line; std::getline(std::cin, line);) {
    if (line == "mend") clumsy.mended = true;
    van.set(line);
    if (line == "work on" && !worker.joinable()) worker = std::jthread([&] { runtime.run(); });
    if (line == "work off" && worker.joinable()) {
      runtime.stop();
      worker.join();
    }
    std::cout << "done" << std::endl;
  }
  if (worker.joinable()) runtime.stop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 3) {
    std::cerr << "browser_desk STORE SESSIONS\n";
    return 2;
  }
  return run(argv[1], std::stoul(argv[2]));
} catch (const std::exception& error) {
  std::cerr << "browser_desk: " << error.what() << '\n';
  return 1;
}

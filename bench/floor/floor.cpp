#include "bench/floor/floor.h"

#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "bench/floor/array.h"
#include "bench/floor/pipeline.h"
#include "bench/floor/worker.h"

namespace bench::floor {

Floor::Floor(std::string uri, const Workload& workload)
    : uri_(std::move(uri)), workload_(workload) {
  run_script(uri_, "tables",
             {{"lanes", workload.lanes},
              {"sessions", workload.sessions},
              {"events", workload.events},
              {"state_bytes", static_cast<std::int64_t>(workload.state_bytes)},
              {"event_bytes", static_cast<std::int64_t>(workload.event_bytes)}});
}

Floor::~Floor() {
  try {
    run_script(uri_, "drop");
  } catch (const std::exception&) {  // The server is gone, and the run has failed for that already.
  }
}

double Floor::run(std::int64_t events) {
  std::atomic<std::int64_t> handled = 0;
  std::mutex mutex;
  std::exception_ptr failure;
  std::vector<std::unique_ptr<Worker>> workers;
  for (int number = 1; number <= workload_.workers; ++number) {
    // No worker sends more than all of them handle.
    workers.push_back(std::make_unique<Worker>(uri_, workload_, number, handled_));
  }
  const auto begin = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> threads;
    for (const auto& worker : workers) {
      threads.emplace_back([&, worker = worker.get()] {
        try {
          worker->run(handled, events);
        } catch (...) {
          const std::lock_guard lock(mutex);
          if (!failure) failure = std::current_exception();
          handled = events;  // Ends the others.
        }
      });
    }
  }
  if (failure) std::rethrow_exception(failure);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  handled_ += handled;
  return static_cast<double>(handled) / took.count();
}

void Floor::check() {
  Pipeline pipeline(uri_, {"facts"});
  const Result facts = pipeline.run("facts");
  const auto fact = [&facts](int column) { return int64_at(PQgetvalue(facts.get(), 0, column)); };
  if (fact(0) != workload_.events || fact(1) != handled_ || fact(2) != handled_) {
    throw std::runtime_error("the floor lost events, or handled some twice");
  }
}

}  // namespace bench::floor

#include <chrono>
#include <vector>

#include "bench/durable/bench.h"

namespace bench {
namespace {

std::string session_id(int number) { return "relay-" + std::to_string(number); }

}  // namespace

void measure_throughput(const std::string& uri, std::string_view store, int sessions, int events) {
  Handlers handlers;
  perdure::Runtime runtime(perdure::open(uri), {.threads = 2, .log = perdure::LogLevel::Warning});
  runtime.add<Relay>(handlers);
  handlers.runtime = &runtime;
  handlers.enough = events;

  for (int i = 0; i < sessions; ++i) {
    runtime.start<Relay>(session_id(i), {.peer = session_id((i * 7 + 3) % sessions)});
  }
  runtime.drain();  // The first steps are not counted.

  std::vector<perdure::Message> messages;
  for (int i = 0; i < events; ++i) {
    messages.push_back(perdure::message(session_id(i % sessions), relay::event::Pass{.number = i}));
    if (messages.size() == 1000 || i + 1 == events) {
      runtime.send(messages);
      messages.clear();
    }
  }

  // As many events wait all the time, since each handled one sends another.
  const auto begin = std::chrono::steady_clock::now();
  runtime.run();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  report(store, "events_per_s", static_cast<double>(handlers.counted) / took.count(), "events/s");
}

}  // namespace bench

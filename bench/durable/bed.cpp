#include "bench/durable/bed.h"

#include <algorithm>
#include <chrono>
#include <random>
#include <thread>

namespace bench {
namespace {

constexpr unsigned Senders = 8;  // Most of a start is the wait for its commit.
constexpr std::int64_t AtOnce = 1000;

// With what else is in its row, about 100 bytes.
const std::string Note = "a note of twenty-eight bytes";

std::string session_id(std::int64_t number) { return "relay-" + std::to_string(number); }

// Calls `body` for every number below `count`, by several threads.
template <typename Body>
void side_by_side(std::int64_t count, std::int64_t step, const Body& body) {
  std::atomic<std::int64_t> next = 0;
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < Senders; ++i) {
    threads.emplace_back([&] {
      for (auto n = next.fetch_add(step); n < count; n = next.fetch_add(step)) body(n);
    });
  }
}

}  // namespace

std::string Handlers::another(std::int64_t) const {
  thread_local std::mt19937_64 random(std::random_device{}());
  return session_id(static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(sessions)));
}

void Handlers::passed_on(const perdure::Step&, std::int64_t, const std::string&) {
  if (++counted == enough) stop.request_stop();
}

Bed::Bed(const std::string& uri, const Workload& workload, perdure::Observer* observer)
    : workload_(workload),
      runtime_(perdure::open(uri), {.threads = workload.workers,
                                    .batch = workload.batch,
                                    .log = perdure::LogLevel::Warning,
                                    .observer = observer}) {
  handlers_.sessions = workload.sessions;
  runtime_.add<Relay>(handlers_);
}

void Bed::fill() {
  side_by_side(workload_.sessions, 1,
               [this](std::int64_t n) { runtime_.start<Relay>(session_id(n)); });
  runtime_.drain();
  queue(workload_.events);
}

void Bed::queue(std::int64_t events, perdure::Duration after) {
  side_by_side(events, AtOnce, [&](std::int64_t first) {
    std::vector<perdure::Message> messages;
    for (auto n = first; n < std::min(first + AtOnce, events); ++n) {
      messages.push_back(perdure::message(
          handlers_.another(n), relay::event::Pass{.number = n, .note = Note}, {.after = after}));
    }
    runtime_.send(messages);
  });
}

double Bed::run(std::int64_t events) {
  handlers_.counted = 0;
  handlers_.enough = events;
  handlers_.stop = std::stop_source();
  const auto begin = std::chrono::steady_clock::now();
  runtime_.run(handlers_.stop.get_token());
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  return static_cast<double>(handlers_.counted) / took.count();
}

double Bed::run_for(std::chrono::seconds time) {
  handlers_.counted = 0;
  handlers_.enough = -1;
  handlers_.stop = std::stop_source();
  const auto begin = std::chrono::steady_clock::now();
  {
    const std::jthread clock([&] {
      std::this_thread::sleep_for(time);
      handlers_.stop.request_stop();
    });
    runtime_.run(handlers_.stop.get_token());
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  return static_cast<double>(handlers_.counted) / took.count();
}

Workload full_workload(const Target& target) {
  const std::int64_t share = target.quick ? 10 : 1;
  return {.sessions = 100'000 / share, .events = 1'000'000 / share};
}

std::string with_schema(const std::string& uri, const std::string& schema) {
  return uri + (uri.find('?') == std::string::npos ? '?' : '&') + "schema=" + schema;
}

std::size_t state_bytes(Bed& bed) {
  return bed.runtime().store().read(session_id(0)).value().state.size();
}

}  // namespace bench

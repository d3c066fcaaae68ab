#include <perdure/runtime.h>

#include <chrono>
#include <random>
#include <string>
#include <vector>

#include "bench/durable/bench.h"
#include "papers.chart.h"

namespace bench {
namespace {

constexpr int Sessions = 16;
constexpr std::size_t PaperSize = 1'000'000;

// Bytes that no store makes less of.
perdure::Bytes paper() {
  std::mt19937_64 random(1);
  perdure::Bytes bytes(PaperSize);
  for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
  return bytes;
}

std::string session_id(const std::string& kind, int number) {
  return kind + "-" + std::to_string(number);
}

// Each event in a batch of its own, as where they come now and then. Returns events a second.
template <class Touch>
double rate(perdure::Runtime& runtime, const std::string& kind, int rounds) {
  std::chrono::duration<double> took{};
  for (int round = 0; round < rounds; ++round) {
    std::vector<perdure::Message> messages;
    for (int i = 0; i < Sessions; ++i) {
      messages.push_back(perdure::message(session_id(kind, i), Touch{}));
    }
    runtime.send(messages);
    const auto begin = std::chrono::steady_clock::now();
    runtime.drain();
    took += std::chrono::steady_clock::now() - begin;
  }
  return Sessions * rounds / took.count();
}

}  // namespace

void measure_large(const Target& target) {
  perdure::Runtime runtime(perdure::open(target.uri),
                           {.threads = 1, .batch = 1, .log = perdure::LogLevel::Warning});
  Inside::Handlers inside;
  Beside::Handlers beside;
  runtime.add<Inside>(inside);
  runtime.add<Beside>(beside);
  const perdure::Bytes bytes = paper();
  for (int i = 0; i < Sessions; ++i) {
    runtime.start<Inside>(session_id("inside", i), {.paper = bytes});
    runtime.start<Beside>(session_id("beside", i), {.paper = bytes});
  }
  runtime.drain();
  const int rounds = target.quick ? 2 : 10;
  std::vector<double> rates;
  std::vector<double> ratios;
  for (int turn = 0; turn < 5; ++turn) {
    const double without = rate<inside::event::Touch>(runtime, "inside", rounds);
    rates.push_back(rate<beside::event::Touch>(runtime, "beside", rounds));
    ratios.push_back(rates.back() / without);
  }
  report(target, "large_untouched_events_per_s", median(rates), "events/s");
  report(target, "large_untouched_to_inside", median(ratios), "");
}

}  // namespace bench

// bench_durable --store URI [--quick] [--minutes N] [PART…]: one line of JSON for each measurement, named for the
// store's kind. Parts: wake, throughput, large, and on PostgreSQL ratio, held, workers, timers, enqueue, settings, soak.
// Without one: all, but throughput where ratio measures it, settings, and soak, which takes N minutes: 10 if not said.
//
// The store must have no schema: one is made for each part and dropped afterwards.
#include <perdure/store.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "bench/durable/bench.h"

namespace {

struct Part {
  std::string_view name;
  std::string_view store;  // That it is for; empty: all.
  void (*measure)(const bench::Target& target);
  bool is_usual = true;  // Measured without being named.
};

constexpr Part Parts[] = {
    {"wake", "", bench::measure_wake},
    {"throughput", "", bench::measure_throughput},
    {"ratio", "postgres", bench::measure_ratio},
    {"held", "postgres", bench::measure_held},
    {"workers", "postgres", bench::measure_workers},
    {"timers", "postgres", bench::measure_timers},
    {"enqueue", "postgres", bench::measure_enqueue},
    {"large", "", bench::measure_large},
    {"settings", "postgres", bench::measure_settings, false},
    {"soak", "postgres", bench::measure_soak, false},
};

int run(const bench::Target& target, const std::vector<std::string>& wanted) {
  const auto store = perdure::open(target.uri);
  const bool is_memory = target.store == "memory";
  if (!is_memory && store->schema().status().current != 0) {
    std::cerr << "bench_durable: " << target.uri
              << " has a schema already; give it an empty store\n";
    return 2;
  }
  for (const Part& part : Parts) {
    if (!part.store.empty() && part.store != target.store) continue;
    // On PostgreSQL, throughput is measured with the floor's.
    const bool is_wanted = std::find(wanted.begin(), wanted.end(), part.name) != wanted.end();
    const bool is_left =
        !part.is_usual || (part.name == "throughput" && target.store == "postgres");
    if (wanted.empty() ? is_left : !is_wanted) continue;
    store->schema().migrate();
    part.measure(target);
    if (!is_memory) store->schema().drop();
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  const auto take = [&words](const char* word) {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end()) return false;
    words.erase(at);
    return true;
  };
  const auto take_number = [&words](const char* word) -> std::optional<int> {
    const auto at = std::find(words.begin(), words.end(), word);
    if (at == words.end() || at + 1 == words.end()) return std::nullopt;
    const int number = std::atoi((at + 1)->c_str());
    words.erase(at, at + 2);
    return number;
  };
  const bool quick = take("--quick");
  const std::optional<int> witness = take_number("--worker");
  const int minutes = take_number("--minutes").value_or(10);
  if (words.size() < 2 || words[0] != "--store" || minutes < 1) {
    std::cerr << "usage: bench_durable --store URI [--quick] [--minutes N] [PART...]\n";
    return 2;
  }
  const std::string uri = words[1];
  words.erase(words.begin(), words.begin() + 2);
  try {
    if (witness) {
      bench::work(uri, *witness);
      return 0;
    }
    std::string store = uri.substr(0, uri.find(':'));
    if (store == "postgresql") store = "postgres";
    return run({uri, store, quick, std::chrono::minutes(minutes)}, words);
  } catch (const std::exception& error) {
    std::cerr << "bench_durable: " << error.what() << '\n';
    return 1;
  }
}

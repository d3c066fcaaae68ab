// bench_durable --store URI [--quick] [PART…]: one line of JSON for each measurement, named for the store's
// kind. Parts: wake, throughput, and on PostgreSQL ratio, held, workers, timers, enqueue. Without one: all, but
// throughput where ratio measures it.
//
// The store must have no schema: one is made for each part and dropped afterwards.
#include <perdure/store.h>

#include <algorithm>
#include <string>
#include <vector>

#include "bench/durable/bench.h"

namespace {

struct Part {
  std::string_view name;
  std::string_view store;  // That it is for; empty: all.
  void (*measure)(const bench::Target& target);
};

constexpr Part Parts[] = {
    {"wake", "", bench::measure_wake},
    {"throughput", "", bench::measure_throughput},
    {"ratio", "postgres", bench::measure_ratio},
    {"held", "postgres", bench::measure_held},
    {"workers", "postgres", bench::measure_workers},
    {"timers", "postgres", bench::measure_timers},
    {"enqueue", "postgres", bench::measure_enqueue},
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
    if (wanted.empty() ? part.name == "throughput" && target.store == "postgres" : !is_wanted) {
      continue;
    }
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
  const bool quick = take("--quick");
  const bool is_worker = take("--worker");
  if (words.size() < 2 || words[0] != "--store") {
    std::cerr << "usage: bench_durable --store URI [--quick] [PART...]\n";
    return 2;
  }
  const std::string uri = words[1];
  words.erase(words.begin(), words.begin() + 2);
  try {
    if (is_worker) {
      bench::work(uri);
      return 0;
    }
    std::string store = uri.substr(0, uri.find(':'));
    if (store == "postgresql") store = "postgres";
    return run({uri, store, quick}, words);
  } catch (const std::exception& error) {
    std::cerr << "bench_durable: " << error.what() << '\n';
    return 1;
  }
}

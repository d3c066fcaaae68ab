// bench_durable --store URI [--quick]: one line of JSON for each measurement, named for the store's kind.
//
// The store must have no schema: it is made for the run and dropped afterwards.
#include <algorithm>
#include <string>
#include <vector>

#include "bench/durable/bench.h"

namespace {

int run(const std::string& uri, bool quick, const std::string& self) {
  std::string store = uri.substr(0, uri.find(':'));
  if (store == "postgresql") store = "postgres";
  const bool is_memory = store == "memory";
  const auto opened = perdure::open(uri);
  if (!is_memory && opened->schema().status().current != 0) {
    std::cerr << "bench_durable: " << uri << " has a schema already; give it an empty store\n";
    return 2;
  }
  opened->schema().migrate();
  const int events = quick ? 10'000 : 100'000;
  const int samples = quick ? 100 : 1000;
  // Latencies first: workers must be idle, and the second measurement leaves its events behind.
  bench::measure_wake_in_process(uri, store, samples);
  if (!is_memory) bench::measure_wake_across(uri, store, samples, self);
  bench::measure_throughput(uri, store, events / 10, events);
  if (!is_memory) opened->schema().drop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const auto has = [&words](const char* word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  };
  const auto store = std::find(words.begin(), words.end(), "--store");
  if (store == words.end() || store + 1 == words.end()) {
    std::cerr << "usage: bench_durable --store URI [--quick]\n";
    return 2;
  }
  try {
    if (has("--worker")) {
      bench::work(store[1]);
      return 0;
    }
    return run(store[1], has("--quick"), "/proc/self/exe");
  } catch (const std::exception& error) {
    std::cerr << "bench_durable: " << error.what() << '\n';
    return 1;
  }
}

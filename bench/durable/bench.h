// What the parts of bench_durable share.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

// A store that has its schema, and nothing in it yet.
struct Target {
  std::string uri;
  std::string store;  // Its kind, which leads each measurement's name.
  bool quick;         // A tenth of the work.
  std::chrono::seconds soak;
};

// One measurement, as a line of JSON.
inline void report(const Target& target, std::string_view name, double value,
                   std::string_view unit) {
  std::cout << R"({"name": "durable.)" << target.store << '.' << name << R"(", "value": )" << value
            << R"(, "unit": ")" << unit << "\"}" << std::endl;
}

double median(std::vector<double> values);

// Queued events, handled by two worker threads.
void measure_throughput(const Target& target);
// The same, by turns with the floor (bench/floor), on PostgreSQL.
void measure_ratio(const Target& target);
// The same, for a minute with somebody's snapshot held open, on PostgreSQL.
void measure_held(const Target& target);
// The same, for as long as Target::soak, with vacuums as they come, on PostgreSQL.
void measure_soak(const Target& target);
// The same, with 1, 2, 4 and 8 worker threads by turns.
void measure_workers(const Target& target);
// The same, by turns with a store in which timers wait that are not due, on PostgreSQL.
void measure_timers(const Target& target);

// The same, by turns with a store whose tables have PostgreSQL's own settings.
void measure_settings(const Target& target);

// Sessions with a value of a megabyte that their events do not look at, by turns with ones that keep it beside them.
void measure_large(const Target& target);

// Sends of 1,000 events each, by several threads.
void measure_enqueue(const Target& target);

// From send() until its effects are committed, one event at a time, with idle workers in this process, and, where
// a store can be shared, in another; on PostgreSQL by turns with a bare commit.
void measure_wake(const Target& target);

// The other process: works until it is told to end. `witness`: the file descriptor of the first one's.
void work(const std::string& uri, int witness);

}  // namespace bench

// What the parts of bench_durable share.
#pragma once

#include <perdure/runtime.h>

#include <atomic>
#include <iostream>
#include <string>
#include <string_view>

#include "relay.chart.h"

namespace bench {

struct Handlers : relay::Handlers {
  // Stops the runtime when enough events were passed on.
  std::atomic<std::int64_t> counted = 0;
  std::int64_t enough = 0;
  perdure::Runtime* runtime = nullptr;

  void passed_on(const perdure::Step&, std::int64_t, const std::string&) override {
    if (++counted == enough) runtime->stop();
  }
};

// One measurement, as a line of JSON.
inline void report(std::string_view store, std::string_view name, double value,
                   std::string_view unit) {
  std::cout << R"({"name": "durable.)" << store << '.' << name << R"(", "value": )" << value
            << R"(, "unit": ")" << unit << "\"}" << std::endl;
}

// Two worker threads handle `events` queued events of `sessions` sessions.
void measure_throughput(const std::string& uri, std::string_view store, int sessions, int events);

// From send() to its effects to be read, one event at a time, with idle workers in this process.
void measure_wake_in_process(const std::string& uri, std::string_view store, int samples);
// The same with the workers in another process: `self`, started with --worker.
void measure_wake_across(const std::string& uri, std::string_view store, int samples,
                         const std::string& self);

// The other process: works until it is told to end.
void work(const std::string& uri);

}  // namespace bench

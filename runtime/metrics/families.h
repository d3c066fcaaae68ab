// The metrics themselves: their names, labels and help, each once.
#pragma once

#include <perdure/observer.h>
#include <perdure/records.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/metrics/stores.h"

namespace perdure::metrics {

// Any thread.
class Families {
 public:
  Families();

  void count(const BatchReport& batch);
  void count(const Error& error);
  void count(const Sent& events);
  void count(const AttemptReport& attempt);
  // What the stores said of themselves.
  void show(const std::vector<StoreAnswer>& stores);

  // Prometheus's text format, version 0.0.4.
  std::string text() const;

 private:
  struct OfChart {
    std::array<prometheus::Counter*, 9> outcomes;
  };
  OfChart& of_chart(std::string_view chart);
  void show(const std::vector<LaneBacklog>& lanes);
  void show(const std::vector<ServiceBacklog>& services);
  void show(const StoreConnections& connections);

  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& events_;
  prometheus::Counter& sends_;
  prometheus::Counter& batches_;
  prometheus::Counter& lost_;
  prometheus::Family<prometheus::Counter>& store_errors_;
  prometheus::Family<prometheus::Histogram>& batch_seconds_;
  prometheus::Histogram& claiming_;
  prometheus::Histogram& dispatching_;
  prometheus::Histogram& committing_;
  prometheus::Histogram& batch_events_;
  prometheus::Histogram& waits_;
  prometheus::Family<prometheus::Gauge>& queued_;
  prometheus::Gauge& oldest_;
  prometheus::Gauge& waiting_;
  prometheus::Gauge& postponed_;
  prometheus::Gauge& dead_;
  prometheus::Family<prometheus::Counter>& sent_;
  prometheus::Family<prometheus::Gauge>& jobs_;
  prometheus::Family<prometheus::Gauge>& jobs_oldest_;
  prometheus::Family<prometheus::Counter>& attempts_;
  prometheus::Family<prometheus::Histogram>& attempt_seconds_;
  prometheus::Family<prometheus::Gauge>& connections_;
  prometheus::Counter& connections_made_;
  prometheus::Counter& connections_lost_;
  std::mutex mutex_;  // Guards what follows.
  std::map<std::string, OfChart, std::less<>> of_chart_;
  std::set<std::string> services_;  // That had jobs at any time.
};

}  // namespace perdure::metrics

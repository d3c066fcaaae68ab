#include "runtime/worker/registration.h"

namespace perdure::worker {

void Registration::complete() {
  const std::lock_guard guard(mutex_);
  charts_.each([this](const Chart& chart) {
    if (known_.contains(&chart)) return;
    ChartVersion version;
    version.name = chart.name();
    version.version = chart.version();
    version.shape = chart.shape();
    version.behaviour = chart.behaviour();
    version.definition = chart.definition();
    version.node = node_;
    store_.registry().add(version);
    known_.insert(&chart);
  });
}

}  // namespace perdure::worker

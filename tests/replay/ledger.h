// Handlers that never answer the same twice.
#pragma once

#include <perdure/runtime.h>

#include <atomic>
#include <memory>
#include <string>

#include "ledger.chart.h"

namespace book::test {

class Clerk : public ledger::Handlers {
 public:
  void stamp(const perdure::Step&, std::int64_t n, std::string& text) override {
    text += std::to_string(n) + "/" + std::to_string(++calls) + " ";
  }
  void refuse(const perdure::Step&) override {
    if (++calls % 2 == 0) throw perdure::ExecutionError("not today: " + std::to_string(calls));
  }
  std::int64_t twice(std::int64_t n) const override { return factor * n; }

  int calls = 0;
  std::int64_t factor = 2;
};

inline std::unique_ptr<perdure::Runtime> runtime(Clerk& clerk, std::int64_t snapshot_every) {
  perdure::RuntimeOptions options;
  options.snapshot_every = snapshot_every;
  options.log = perdure::LogLevel::Error;
  auto made = std::make_unique<perdure::Runtime>(perdure::open("memory:"), options);
  made->add<Ledger>(clerk);
  return made;
}

}  // namespace book::test

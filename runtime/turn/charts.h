// The charts that this program can run, by name and version.
#pragma once

#include <perdure/chart.h>
#include <perdure/chart_options.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace perdure::turn {

class Charts {
 public:
  // Throws Error(InvalidArgument) if there is one of that name and version already.
  void add(std::unique_ptr<Chart> chart, ChartOptions options = {});

  bool empty() const { return charts_.empty(); }

  // Every how many steps the state of their sessions is kept, with all that doing the steps again takes; 0: never.
  std::int64_t snapshot_every = 0;

  // Each in turn.
  template <class Visitor>
  void each(const Visitor& visit) const {
    for (const auto& [name, versions] : charts_) {
      for (const auto& [version, chart] : versions) visit(*chart);
    }
  }

  // The chart that runs sessions of that version: the version itself, or else the latest one that loads it. Nullptr: this
  // program has none.
  const Chart* find(std::string_view name, std::uint32_t version) const;
  // The highest version that this program has; nullptr if it has none.
  const Chart* latest(std::string_view name) const;

  // What that one was added with; the default for null.
  ChartOptions options(const Chart* chart) const;

 private:
  std::map<std::string, std::map<std::uint32_t, std::unique_ptr<Chart>>, std::less<>> charts_;
  std::map<const Chart*, ChartOptions> options_;
};

}  // namespace perdure::turn

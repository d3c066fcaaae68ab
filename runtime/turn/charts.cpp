#include "runtime/turn/charts.h"

#include <perdure/error.h>

#include <utility>

namespace perdure::turn {

void Charts::add(std::unique_ptr<Chart> chart) {
  std::string name(chart->name());
  const std::uint32_t version = chart->version();
  if (!charts_[name].try_emplace(version, std::move(chart)).second) {
    throw Error(ErrorKind::InvalidArgument,
                "chart " + name + " version " + std::to_string(version) + " was added before");
  }
}

const Chart* Charts::find(std::string_view name, std::uint32_t version) const {
  const auto versions = charts_.find(name);
  if (versions == charts_.end()) return nullptr;
  const auto chart = versions->second.find(version);
  return chart == versions->second.end() ? nullptr : chart->second.get();
}

}  // namespace perdure::turn

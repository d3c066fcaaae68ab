// perdure charts
#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

struct ChartWords {
  std::string name;
  std::uint32_t version = 0;
};

}  // namespace

void add_charts(Line& line) {
  const auto given = std::make_shared<ChartWords>();
  CLI::App& app = line.add(line.app(), "charts",
                           "The charts that programs have registered; of one, its definition",
                           [given](Store& store, Output output) {
                             return charts(store, given->name, given->version, output);
                           });
  app.add_option("NAME", given->name, "shop.Order");
  app.add_option("--version", given->version, "Of this version; otherwise the latest")
      ->check(CLI::PositiveNumber);
}

}  // namespace perdure::ops

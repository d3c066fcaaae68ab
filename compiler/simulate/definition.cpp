#include "compiler/simulate/definition.h"

namespace perdure::simulate {

std::string Definition::qualified(model::ChartId id) const {
  const model::Chart& of = chart(id);
  std::string name;
  for (const std::string& part : program.file(of.file)->name_space) name += part + ".";
  return name + of.name.name;
}

std::optional<model::ChartId> Definition::find_chart(const std::string& name) const {
  std::optional<model::ChartId> found;
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const model::ChartId id{i};
    if (chart(id).released_of) continue;
    if (qualified(id) == name) return id;
    if (chart(id).name.name != name) continue;
    if (found) return std::nullopt;
    found = id;
  }
  return found;
}

}  // namespace perdure::simulate

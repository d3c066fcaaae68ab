#include "runtime/store/rows/registry.h"

#include <perdure/error.h>

#include <string>

#include "runtime/store/rows/text.h"

namespace perdure::rows {

void check(const ChartVersion& chart) {
  const bool has_text = chart.definition.find('\0') == std::string::npos;
  if (has_text && !chart.name.empty() && is_plain_text(chart.name) && is_plain_text(chart.shape) &&
      is_plain_text(chart.behaviour)) {
    return;
  }
  throw Error(ErrorKind::InvalidArgument, "a chart whose name or definition no store can keep");
}

void require_shape(const ChartVersion& chart, std::string_view known) {
  if (known == chart.shape) return;
  throw Error(ErrorKind::VersionMismatch,
              "chart " + chart.name + " version " + std::to_string(chart.version) +
                  " is in this store with other states or data (shape " + std::string(known) +
                  ", this program's is " + chart.shape + "): raise the chart's `version`");
}

}  // namespace perdure::rows

// What stores say of charts that cannot be registered.
#pragma once

#include <perdure/registry.h>

#include <string_view>

namespace perdure::rows {

// Throws Error(InvalidArgument) for what no store can keep.
void check(const ChartVersion& chart);

// Throws Error(VersionMismatch) unless the shape that is known is the chart's.
void require_shape(const ChartVersion& chart, std::string_view known);

}  // namespace perdure::rows

// Emit C++: the code that runs a chart.
//
//     plan::Plan  ->  NAME.chart.h, NAME.chart.cpp
//
// What the generated code is like is said in docs/language.md and shown by tests/golden/emit/. Words are in
// templates/cpp/; what depends on the chart is worked out here.
#pragma once

#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::emit {

struct Output {
  std::string name;  // Without a folder: "order.chart.h".
  std::string text;
};

// The header and the source of one chart file. The same plan gives the same bytes.
std::vector<Output> emit_cpp(const plan::Plan& plan, const plan::File& file);

}  // namespace perdure::emit

// The older versions of a chart in its generated code: what their sessions were stored as, and how each becomes the next.
#pragma once

#include <string>

#include "compiler/emit/cpp/context.h"
#include "compiler/emit/template/template.h"

namespace perdure::emit::cpp {

// Adds what chart.h.tpl and chart.cpp.tpl name of older versions. `type_header`, `type_source` and `version` are the
// templates of value types and of one version.
void add_versions(const Context& context, const Template& type_header, const Template& type_source,
                  const Template& version, Values& header, Values& source);

}  // namespace perdure::emit::cpp

// The sets of Appendix D, for one chart: transition domains and entry sets.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::plan {

// Fills in, for a chart whose states have their kind, name, parent, children and initial states, and whose
// transitions have all but that: end, region, default_entry, regions, domain and entry.
void work_out_structure(Chart& chart);

// Fills in former_timers, where the releases and the migrations are known. A state is called otherwise where the
// migration moves all of one to it, and neither version has both.
void name_former_timers(Chart& chart);

}  // namespace perdure::plan

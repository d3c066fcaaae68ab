// A simulated session as people look at it, a line each.
#pragma once

#include <string>
#include <vector>

#include "compiler/simulate/definition.h"
#include "compiler/simulate/world/world.h"

namespace perdure::simulate {

// Of `id`, which is a session of `world`.

// The active states as a tree, the time, and what is waited for.
std::vector<std::string> describe_state(const Definition& definition, const World& world,
                                        const std::string& id);
// Parameters, data and the data of active states: `total = Money(units: 3)`.
std::vector<std::string> describe_data(const Definition& definition, const World& world,
                                       const std::string& id);
// The transitions of active states, innermost first, each with what its guard says where that is known already.
std::vector<std::string> describe_events(const Definition& definition, const World& world,
                                         const std::string& id);

// A name and its value, as describe_data() has them.
using Datum = std::pair<std::string, Value>;
std::vector<Datum> data_of(const Definition& definition, const Session& session);

}  // namespace perdure::simulate

// How the stores with tables list sessions: ids by an index, and of these the sessions that match.
#pragma once

#include <perdure/records.h>

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace perdure::rows {

// Which ids a listing looks at: the first of these that its filter asks for.
enum class Among { Parent, Dead, Failed, Value, Tenant, Chart, All };
Among among(const SessionFilter& filter);
// What they are of, where that has a name.
const std::string& among_whose(const SessionFilter& filter, Among among);
// The condition that an attribute has a value, which indexes know. Null where there is none.
const Condition* value_condition(const SessionFilter& filter);

// Ids that begin with `prefix`, and no others, are from it up to this one.
std::string last_id_with(const std::string& prefix);

// Whether anything can be called so. Throws Error(InvalidArgument) for conditions on attributes of no chart.
bool is_askable(const SessionFilter& filter);

struct Listing {
  // The next ids to look at, in order, at most `limit`.
  std::function<std::vector<std::string>(const std::string& after, std::size_t limit)> next_ids;
  // Those of them that match, in order, at most `limit`.
  std::function<std::vector<SessionSummary>(const std::vector<std::string>& ids, std::size_t limit)>
      matching;
};
SessionPage list(const SessionFilter& filter, const Listing& listing);

}  // namespace perdure::rows

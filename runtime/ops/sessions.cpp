// perdure sessions
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"
#include "runtime/view/search.h"

namespace perdure::ops {

int sessions(Store& store, SessionFilter filter, const std::vector<std::string>& where,
             Output output) {
  view::add_conditions(store, where, filter);
  const std::vector<SessionSummary> found = store.records().sessions(filter);
  if (output.json) {
    print(output.out, to_json(found));
  } else {
    Table table(
        {"ID", "CHART", "STATUS", "ACTIVE", "REVISION", "QUEUED", "WAITING", "UPDATED", "FAILURE"});
    for (const auto& [session, queued, waiting] : found) {
      table.row({session.id, session.chart, std::string(name(session.status)), join(session.active),
                 std::to_string(session.revision), std::to_string(queued), std::to_string(waiting),
                 time_text(session.updated), session.failure});
    }
    table.print(output.out, output.columns);
  }
  if (!found.empty() && found.size() == filter.limit) {
    fmt::print(output.error, "perdure: there may be more: --after '{}'\n",
               printable(found.back().session.id));
  }
  return 0;
}

}  // namespace perdure::ops

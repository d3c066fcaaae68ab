// perdure dead
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int dead(Store& store, std::size_t limit, Output output) {
  const std::vector<DeadEvent> events = store.records().dead(limit);
  if (output.json) {
    print(output.out, to_json(events));
    return 0;
  }
  Table table({"AT", "SESSION", "EVENT", "REASON"});
  for (const DeadEvent& event : events) {
    table.row({time_text(event.at), event.session, event.name, event.reason});
  }
  table.print(output.out);
  return 0;
}

}  // namespace perdure::ops

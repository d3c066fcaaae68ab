// perdure journal ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int journal(Store& store, const std::string& id, std::int64_t after, std::size_t limit,
            Output output) {
  if (!store.records().session(id)) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(id));
    return 1;
  }
  const std::vector<JournalEntry> entries = store.records().journal(id, after, limit);
  if (output.json) {
    print(output.out, to_json(entries));
  } else {
    Table table({"REVISION", "AT", "EVENT", "OUTCOME", "LEFT", "ENTERED"});
    for (const JournalEntry& entry : entries) {
      table.row({std::to_string(entry.revision), time_text(entry.at), entry.name,
                 std::string(name(entry.outcome)), join(entry.left), join(entry.entered)});
    }
    table.print(output.out);
  }
  if (!entries.empty() && entries.size() == limit) {
    fmt::print(output.error, "perdure: there may be more: --after {}\n", entries.back().revision);
  }
  return 0;
}

}  // namespace perdure::ops

// perdure journal
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/fields.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int journal(Store& store, const JournalFilter& filter, Output output) {
  const std::vector<JournalEntry> entries = store.history().journal(filter);
  if (entries.empty() && !filter.session.empty() && !store.records().session(filter.session)) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(filter.session));
    return 1;
  }
  definition::Decoder decoder(store);
  if (output.json) {
    Json all = Json::array();
    for (const JournalEntry& entry : entries) {
      all.push_back(to_json(entry));
      all.back()["fields"] = fields_of(entry, decoder);
    }
    print(output.out, all);
  } else {
    Table table({"NUMBER", "AT", "SESSION", "REVISION", "EVENT", "FIELDS", "ID", "OUTCOME", "LEFT",
                 "ENTERED"});
    for (const JournalEntry& entry : entries) {
      table.row({std::to_string(entry.number), time_text(entry.at), entry.session,
                 std::to_string(entry.revision), entry.name, fields_text(fields_of(entry, decoder)),
                 entry.event.text(), outcome_text(entry), join(entry.left), join(entry.entered)});
    }
    table.print(output.out, output.columns);
  }
  if (!entries.empty() && entries.size() == filter.limit) {
    fmt::print(output.error, "perdure: there may be more: --after {}\n", entries.back().number);
  }
  return 0;
}

}  // namespace perdure::ops

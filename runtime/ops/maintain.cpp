// perdure maintain
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/progress.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

namespace {

UpkeepReport work(Store& store, const Retention& retention, Output output) {
  Progress progress(output, "sessions and rows of the journal removed:");
  return perdure::maintain(store, retention, {}, [&](const UpkeepReport& so_far) {
    progress.at(so_far.sessions + so_far.journal_rows);
  });
}

}  // namespace

int maintain(Store& store, const Retention& retention, Output output) {
  const UpkeepReport report = work(store, retention, output);
  const char* const gone = retention.archive ? "archived" : "removed";
  if (output.json) {
    print(output.out, {{"made", report.made},
                       {"dropped", report.dropped},
                       {"journal_rows", report.journal_rows},
                       {"sessions", report.sessions},
                       {"keys", report.keys}});
    return 0;
  }
  for (const std::string& name : report.made) fmt::print(output.out, "made {}\n", name);
  for (const std::string& name : report.dropped) fmt::print(output.out, "dropped {}\n", name);
  fmt::print(output.out, "{} {}, removed {} of the journal, forgot {}\n", gone,
             counted(report.sessions, "session"), counted(report.journal_rows, "row"),
             counted(report.keys, "key"));
  return 0;
}

}  // namespace perdure::ops

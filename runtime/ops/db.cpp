// perdure db migrate | status | drop
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"

namespace perdure::ops {
namespace {

std::string in_words(const SchemaStatus& status) {
  if (status.current == 0) return "no schema; run: perdure db migrate";
  const std::string versions =
      fmt::format("schema version {} of {}, {} lanes", status.current, status.wanted, status.lanes);
  if (status.current < status.wanted) return versions + "; run: perdure db migrate";
  if (status.current > status.wanted) return versions + "; this program is older than the schema";
  return versions;
}

}  // namespace

int migrate(Store& store, std::int32_t lanes, Output output) {
  const std::vector<std::string> applied = store.schema().migrate(lanes);
  const SchemaStatus status = store.schema().status();
  if (output.json) {
    print(output.out, {{"applied", applied}, {"current", status.current}, {"lanes", status.lanes}});
    return 0;
  }
  for (const std::string& migration : applied) fmt::print(output.out, "applied {}\n", migration);
  if (applied.empty()) output.out << "nothing to apply\n";
  fmt::print(output.out, "{}\n", in_words(status));
  return 0;
}

int schema_status(Store& store, Output output) {
  const SchemaStatus status = store.schema().status();
  if (output.json) {
    print(output.out, {{"current", status.current},
                       {"wanted", status.wanted},
                       {"lanes", status.lanes},
                       {"pending", status.pending}});
  } else {
    fmt::print(output.out, "{}\n", in_words(status));
    for (const std::string& name : status.pending) fmt::print(output.out, "pending {}\n", name);
  }
  return status.current == status.wanted ? 0 : 1;
}

int drop(Store& store, bool sure, Output output) {
  if (!sure) {
    output.error << "perdure: this removes every session and event of the store; "
                    "add --yes if that is meant\n";
    return 1;
  }
  store.schema().drop();
  if (output.json) {
    print(output.out, {{"dropped", true}});
  } else {
    output.out << "dropped\n";
  }
  return 0;
}

}  // namespace perdure::ops

// perdure db migrate | status | drop
#include <fmt/ostream.h>

#include <cstdlib>
#include <ostream>
#include <string>
#include <string_view>

#include "runtime/ops/commands.h"
#include "runtime/ops/drawn_line.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

std::string in_words(const SchemaStatus& status) {
  if (status.current == 0) return "no schema; run: perdure db migrate";
  const std::string versions = fmt::format("schema version {} of {}, {}", status.current,
                                           status.wanted, counted(status.lanes, "lane"));
  if (status.current < status.wanted) return versions + "; run: perdure db migrate";
  if (status.current > status.wanted) return versions + "; this program is older than the schema";
  return versions;
}

}  // namespace

int migrate(Store& store, const Migration& migration, Output output) {
  const SchemaStatus found = store.schema().status();
  const std::int32_t before = found.current;
  const bool back = migration.to && *migration.to < before;
  if (back && !migration.sure) {
    fmt::print(
        output.error,
        "perdure: going back from version {} to {} removes what came between, with all that is "
        "in it; add --yes if that is meant\n",
        before, *migration.to);
    return 1;
  }
  const std::vector<std::string> done = [&] {
    const std::int32_t to = migration.to.value_or(found.wanted);
    DrawnLine at_work(output.error);
    std::int32_t begun = 0;
    const auto begins = [&](std::string_view name) {
      if (!output.live) return;
      at_work.draw(fmt::format("{} {} ({} of {})", back ? "taking back" : "applying", name, ++begun,
                               std::abs(to - before)));
    };
    return migration.to ? store.schema().migrate_to(*migration.to, migration.lanes, begins)
                        : store.schema().migrate(migration.lanes, begins);
  }();
  const SchemaStatus status = store.schema().status();
  if (output.json) {
    print(output.out, {{back ? "taken_back" : "applied", done},
                       {"current", status.current},
                       {"lanes", status.lanes}});
    return 0;
  }
  for (const std::string& name : done) {
    fmt::print(output.out, "{} {}\n", back ? "took back" : "applied", name);
  }
  if (done.empty()) output.out << "nothing to apply\n";
  fmt::print(output.out, "{}\n", in_words(status));
  return 0;
}

int print_migration(Store& store, std::optional<std::int32_t> from, const Migration& migration,
                    Output output) {
  const SchemaStatus status = store.schema().status();
  output.out << store.schema().script(from.value_or(status.current),
                                      migration.to.value_or(status.wanted), migration.lanes);
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

int views(Store& store, bool print_only, bool with_indexes, Output output) {
  const std::vector<std::string> statements = store.registry().views(with_indexes);
  if (!print_only) store.registry().make_views(with_indexes);
  if (output.json) {
    print(output.out, Json(statements));
    return 0;
  }
  for (const std::string& sql : statements) fmt::print(output.out, "{};\n", sql);
  return 0;
}

}  // namespace perdure::ops

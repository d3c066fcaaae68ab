// perdure db
#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

struct SchemaWords {
  Migration migration;
  std::optional<std::int32_t> from;
  bool print = false;
  bool with_indexes = false;
  bool yes = false;
};

void add_migrate(Line& line, CLI::App& db, const std::shared_ptr<SchemaWords>& given) {
  CLI::App& app =
      line.add(db, "migrate", "Bring the schema to this program's version, or to another",
               [given](Store& store, Output output) {
                 return given->print ? print_migration(store, given->from, given->migration, output)
                                     : migrate(store, given->migration, output);
               });
  app.add_option("--lanes", given->migration.lanes, "How many lanes; fixed by the first migration")
      ->check(CLI::Range(1, 1024));
  app.add_option("--to", given->migration.to, "To this version, up or down; 0: no schema")
      ->check(CLI::NonNegativeNumber);
  app.add_flag("--yes", given->migration.sure,
               "Down, with the loss of what later versions brought");
  CLI::Option* print =
      app.add_flag("--print", given->print, "Print the SQL, for other tools, and change nothing");
  app.add_option("--from", given->from, "Print as if the schema were at this version")
      ->check(CLI::NonNegativeNumber)
      ->needs(print);
}

}  // namespace

void add_schema(Line& line) {
  const auto given = std::make_shared<SchemaWords>();
  CLI::App& db = line.add_group("db", "The store's schema");
  add_migrate(line, db, given);
  line.add(db, "status", "The schema's version; exit code 1 if there is something to migrate",
           [](Store& store, Output output) { return schema_status(store, output); });
  CLI::App& views_app =
      line.add(db, "views", "Make a view for each chart, with columns for what is indexed",
               [given](Store& store, Output output) {
                 return views(store, given->print, given->with_indexes, output);
               });
  views_app.add_flag("--print", given->print, "Only print the SQL");
  views_app.add_flag("--indexes", given->with_indexes, "And an index for each of these columns");
  CLI::App& drop_app =
      line.add(db, "drop", "Remove the schema and everything in it",
               [given](Store& store, Output output) { return drop(store, given->yes, output); });
  drop_app.add_flag("--yes", given->yes, "Really");
}

}  // namespace perdure::ops

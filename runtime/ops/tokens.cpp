// perdure tokens ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/tables.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

Table token_table(const std::vector<StoredToken>& tokens) {
  Table table({"TOKEN", "ACCEPTS", "EXPIRES", "USED"});
  for (const StoredToken& token : tokens) {
    table.row({token.name, join(token.accepts), time_text(token.expires, "never"),
               time_text(token.used, "-")});
  }
  return table;
}

int tokens(Store& store, const std::string& id, Output output) {
  const std::vector<StoredToken> tokens = store.tokens().of(id);
  if (tokens.empty() && !store.read(id)) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(id));
    return 1;
  }
  if (output.json) {
    print(output.out, to_json(tokens));
  } else {
    token_table(tokens).print(output.out, output.columns);
  }
  return 0;
}

}  // namespace perdure::ops

// Where a store is: a URI taken apart.
#pragma once

#include <string>
#include <string_view>

namespace perdure::postgres {

struct Address {
  std::string conninfo;  // For libpq, as `key='value' …`. Holds the password: never show it.
  std::string place;     // For people: "host /run/postgresql, port 5432, database shop, user joe".
  std::string schema;    // As named, not quoted.
  // Behind a pooler that gives each transaction another connection: nothing may be left in a session, no
  // prepared statement, no setting, no LISTEN.
  bool transaction_pooling = false;
  std::string
      statement_timeout;  // As PostgreSQL has it; empty: as the server, or the role, has it.
};

// Throws Error(InvalidArgument) if libpq could not read it, or if `schema` cannot be a schema of ours:
// empty, longer than PostgreSQL's 63 bytes, or PostgreSQL's own; if `pooler` is anything but `transaction`, or
// `statement_timeout` no length of time.
Address parse_address(std::string_view uri);

}  // namespace perdure::postgres

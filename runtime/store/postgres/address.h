// Where a store is: a URI taken apart.
#pragma once

#include <string>
#include <string_view>

namespace perdure::postgres {

struct Address {
  std::string conninfo;  // For libpq, as `key='value' …`. Holds the password: never show it.
  std::string place;     // For people: "host /run/postgresql, port 5432, database shop, user joe".
  std::string schema;    // As named, not quoted.
};

// Throws Error(InvalidArgument) if libpq could not read it, or if `schema` cannot be a schema of ours:
// empty, longer than PostgreSQL's 63 bytes, or PostgreSQL's own.
Address parse_address(std::string_view uri);

}  // namespace perdure::postgres

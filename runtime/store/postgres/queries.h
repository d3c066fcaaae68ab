// The SQL of schema/postgres, each a file, known by its name at compile time.
#pragma once

#include <string_view>

#include "schema_postgres.h"

namespace perdure::postgres {

struct Query {
  std::string_view name;
  std::string_view sql;
};

// The text of queries/<name>.sql. A name without a file does not compile.
consteval Query query(std::string_view name) {
  constexpr std::string_view Folder = "queries/";
  constexpr std::string_view Suffix = ".sql";
  for (const auto& file : embedded::files) {
    if (file.name.size() == Folder.size() + name.size() + Suffix.size() &&
        file.name.substr(0, Folder.size()) == Folder &&
        file.name.substr(Folder.size(), name.size()) == name) {
      return {name, file.text};
    }
  }
  throw "schema/postgres/queries has no file of that name";
}

}  // namespace perdure::postgres

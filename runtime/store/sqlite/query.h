// The SQL of schema/sqlite/queries/, by name.
#pragma once

#include <cstddef>
#include <iterator>
#include <string_view>

#include "perdure_schema_sqlite.h"

namespace perdure::sqlite {

class Query {
 public:
  // Implicit, so that a query is written where it is run as its file's name, without folder and ending. A
  // name without a file does not compile.
  // NOLINTNEXTLINE(google-explicit-constructor)
  consteval Query(const char* name) : index_(index_of(name)) {}

  static constexpr std::size_t Count = std::size(schema::files);

  std::size_t index() const { return index_; }
  std::string_view sql() const { return schema::files[index_].text; }

 private:
  static consteval std::size_t index_of(std::string_view name) {
    constexpr std::string_view Folder = "queries/";
    constexpr std::string_view Ending = ".sql";
    for (std::size_t i = 0; i < Count; ++i) {
      const std::string_view file = schema::files[i].name;
      if (file.size() == Folder.size() + name.size() + Ending.size() && file.starts_with(Folder) &&
          file.substr(Folder.size(), name.size()) == name) {
        return i;
      }
    }
    throw "there is no such query";
  }

  std::size_t index_;
};

}  // namespace perdure::sqlite

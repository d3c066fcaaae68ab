// The numbered files of schema/<dialect>/, as perdure_embed() made them constants, and the way from one
// version of a schema to another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::rows {

struct Migration {
  std::int32_t number = 0;  // What its name begins with, from 1.
  std::string_view name;    // "0001_initial.sql"
  std::string_view up;
  std::string_view down;  // The text of 0001_initial.down.sql, which takes it back.
};

struct SchemaFile {
  std::string_view name;
  std::string_view text;
};

// By number: 1, 2, 3 and so on, each with the one that takes it back. Throws std::logic_error for files of
// another kind.
std::vector<Migration> migrations(const std::vector<SchemaFile>& files);

template <typename File, std::size_t N>
std::vector<Migration> migrations(const File (&files)[N]) {
  std::vector<SchemaFile> found;
  for (const File& file : files) {
    const bool is_query = file.name.find('/') != std::string_view::npos;
    if (!is_query) found.push_back({file.name, file.text});
  }
  return migrations(found);
}

struct Step {
  Migration migration;
  bool down = false;

  std::string_view sql() const { return down ? migration.down : migration.up; }
};

// What leads from version `from` to version `to`, in its order. Throws Error(InvalidArgument) where there is
// no such version as `to`, Error(StoreFailure) where `from` is later than all of them.
std::vector<Step> way(const std::vector<Migration>& all, std::int32_t from, std::int32_t to);

std::vector<std::string> names(const std::vector<Step>& steps);

}  // namespace perdure::rows

// The numbered files of schema/<dialect>/, as perdure_embed() made them constants.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace perdure::rows {

struct Migration {
  std::int32_t number = 0;  // What its name begins with, from 1.
  std::string_view name;    // "0001_initial.sql"
  std::string_view sql;
};

// Those among `files` that are in no folder below, by number.
template <typename File, std::size_t N>
std::vector<Migration> migrations(const File (&files)[N]) {
  std::vector<Migration> found;
  for (const File& file : files) {
    if (file.name.find('/') != std::string_view::npos) continue;
    Migration migration{0, file.name, file.text};
    std::from_chars(file.name.data(), file.name.data() + file.name.size(), migration.number);
    found.push_back(migration);
  }
  std::sort(found.begin(), found.end(),
            [](const Migration& a, const Migration& b) { return a.number < b.number; });
  return found;
}

}  // namespace perdure::rows

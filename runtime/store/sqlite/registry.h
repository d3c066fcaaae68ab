// The table `chart` of a SQLite store.
#pragma once

#include <perdure/registry.h>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

class SqliteRegistry : public Registry {
 public:
  SqliteRegistry(Pool& readers, Pool& writers, WriteTurns& turns)
      : readers_(readers), writers_(writers), turns_(turns) {}
  void add(const ChartVersion& chart) override;
  std::optional<ChartVersion> find(std::string_view name, std::uint32_t version) override;
  std::vector<ChartVersion> list() override;
  std::vector<std::string> views(bool with_indexes) override;
  void make_views(bool with_indexes) override;

 private:
  Pool& readers_;
  Pool& writers_;
  WriteTurns& turns_;
};

}  // namespace perdure::sqlite

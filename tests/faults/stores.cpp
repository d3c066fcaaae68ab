#include "tests/faults/stores.h"

#include <perdure/store.h>
#include <stdlib.h>

#include <filesystem>
#include <stdexcept>

#ifdef PERDURE_WITH_SQLITE
#include <sqlite3.h>
#endif
#ifdef PERDURE_WITH_POSTGRES
#include "tests/store/postgres_cluster.h"
#endif

namespace perdure::faults {
namespace {

#ifdef PERDURE_WITH_SQLITE
class TemporarySqlite : public TemporaryStore {
 public:
  TemporarySqlite() {
    std::string name = std::filesystem::temp_directory_path() / "perdure-faults.XXXXXX";
    place_ = mkdtemp(name.data());
  }
  ~TemporarySqlite() override { std::filesystem::remove_all(place_); }
  std::string uri() const override { return "sqlite:" + (place_ / "relay.db").string(); }
  std::string table(const std::string& name) const override { return name; }
  void run(const std::string& sql) override {
    sqlite3* db = nullptr;
    const bool opened = sqlite3_open((place_ / "relay.db").c_str(), &db) == SQLITE_OK;
    const bool done = opened && sqlite3_busy_timeout(db, 10'000) == SQLITE_OK &&
                      sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(db);
    if (!done) throw std::runtime_error("SQLite refused: " + sql);
  }

 private:
  std::filesystem::path place_;
};
#endif

#ifdef PERDURE_WITH_POSTGRES
class TemporaryPostgres : public TemporaryStore {
 public:
  ~TemporaryPostgres() override { open(uri())->schema().drop(); }
  void run(const std::string& sql) override {
    contract::PostgresSession(contract::shared_postgres_uri()).run(sql);
  }
  std::string uri() const override {
    return contract::store_uri(contract::shared_postgres_uri(), schema_);
  }
  std::string table(const std::string& name) const override {
    return contract::identifier(schema_) + "." + name;
  }

 private:
  const std::string schema_ = contract::new_schema_name();
};
#endif

}  // namespace

std::vector<SharedStore> shared_stores() {
  std::vector<SharedStore> stores;
#ifdef PERDURE_WITH_SQLITE
  stores.push_back({"sqlite", [] { return std::make_unique<TemporarySqlite>(); }});
#endif
#ifdef PERDURE_WITH_POSTGRES
  stores.push_back({"postgres", [] { return std::make_unique<TemporaryPostgres>(); }});
#endif
  return stores;
}

}  // namespace perdure::faults

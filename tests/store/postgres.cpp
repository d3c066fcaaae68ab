// The PostgreSQL store under the contract: each database a schema of one server.
#include "tests/store/postgres_cluster.h"
#include "tests/store/stores.h"

namespace perdure::contract {
namespace {

class PostgresDatabase : public Database {
 public:
  ~PostgresDatabase() override { run("drop schema if exists " + identifier(schema_) + " cascade"); }

  std::unique_ptr<Store> open() override {
    return perdure::open(store_uri(shared_postgres_uri(), schema_));
  }

  bool make_newer() override {
    run("insert into " + identifier(schema_) + ".version values (9999, 'later')");
    return true;
  }

  bool run_script(const std::string& script) override {
    run(script);
    return true;
  }

  bool interfere(Store&, const std::string& session) override {
    run("update " + identifier(schema_) + ".session set revision = revision + 1 where id = '" +
        session + "'");
    return true;
  }

 private:
  static void run(const std::string& sql) { PostgresSession(shared_postgres_uri()).run(sql); }

  const std::string schema_ = new_schema_name();
};

}  // namespace

StoreKind postgres_store() {
  StoreKind kind;
  kind.name = "postgres";
  kind.make = [] { return std::make_unique<PostgresDatabase>(); };
  kind.unreachable = {"postgresql:///nowhere?host=/nonexistent",
                      "postgresql://127.0.0.1:1/nowhere?connect_timeout=2",
                      "postgres://nobody@/nowhere?host=/nonexistent&schema=other"};
  return kind;
}

}  // namespace perdure::contract

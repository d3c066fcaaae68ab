// The PostgreSQL store under the contract behind pgbouncer, which gives each transaction another connection.
#include <libpq-fe.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <thread>

#include "tests/store/postgres_cluster.h"
#include "tests/store/stores.h"

namespace perdure::contract {
namespace {

using namespace std::chrono_literals;

bool is_installed() { return std::system("command -v pgbouncer > /dev/null 2>&1") == 0; }

// One for the process, before the shared server; gone with the process, for its script reads from us.
class Pgbouncer {
 public:
  Pgbouncer() {
    std::string place = "/tmp/perdure-pgbouncer.XXXXXX";
    if (::mkdtemp(place.data()) == nullptr) throw std::runtime_error("cannot make " + place);
    const auto options = parsed(shared_postgres_uri());
    const auto value = [&](std::string_view key) -> std::string {
      for (const PQconninfoOption* o = options.get(); o->keyword != nullptr; ++o) {
        if (o->keyword == key && o->val != nullptr) return o->val;
      }
      return {};
    };
    const std::string port = value("port").empty() ? "5432" : value("port");
    const std::string user = value("user").empty() ? "postgres" : value("user");
    const std::string database = value("dbname").empty() ? user : value("dbname");
    const std::string command = std::string(PERDURE_WITH_PGBOUNCER_SCRIPT) + " '" + place + "' '" +
                                value("host") + "' '" + port + "' '" + user + "'";
    lifeline_ = ::popen(command.c_str(), "w");
    uri_ = "postgresql:///" + database + "?host=" + place + "&port=6432&user=" + user;
    for (int i = 0; i < 1000; ++i) {
      try {
        PostgresSession(uri_).run("select 1");
        return;
      } catch (const std::runtime_error&) {
        std::this_thread::sleep_for(10ms);
      }
    }
    throw std::runtime_error("pgbouncer did not start");
  }
  ~Pgbouncer() { ::pclose(lifeline_); }
  Pgbouncer(const Pgbouncer&) = delete;
  Pgbouncer& operator=(const Pgbouncer&) = delete;

  const std::string& uri() const { return uri_; }

 private:
  static std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      const std::string& uri) {
    return {PQconninfoParse(uri.c_str(), nullptr), PQconninfoFree};
  }

  std::FILE* lifeline_ = nullptr;
  std::string uri_;
};

class PooledDatabase : public Database {
 public:
  ~PooledDatabase() override { run("drop schema if exists " + identifier(schema_) + " cascade"); }

  std::unique_ptr<Store> open() override {
    static const Pgbouncer pooler;
    return perdure::open(store_uri(pooler.uri() + "&pooler=transaction", schema_));
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

TEST(Pgbouncer, IsHereToTestWith) {
  if (!is_installed())
    GTEST_SKIP() << "no pgbouncer is installed: the store is not tested behind it";
}

}  // namespace

std::vector<StoreKind> pooled_stores() {
  if (!is_installed()) return {};
  StoreKind kind;
  kind.name = "pgbouncer";
  kind.tells_others = false;
  kind.make = [] { return std::make_unique<PooledDatabase>(); };
  return {kind};
}

}  // namespace perdure::contract

// A PostgreSQL server for tests: one that the environment offers, or one of our own.
#pragma once

#include <libpq-fe.h>

#include <string>
#include <string_view>

namespace perdure::contract {

// A server of our own, made by scripts/with-postgres, and gone with this object; also when the process
// dies, for the script ends when it hears no more from us.
class PostgresCluster {
 public:
  PostgresCluster();
  ~PostgresCluster();
  PostgresCluster(const PostgresCluster&) = delete;
  PostgresCluster& operator=(const PostgresCluster&) = delete;

  const std::string& uri() const { return uri_; }
  const std::string& data() const { return data_; }  // The directory.

  enum class Restart {
    Fast,       // Transactions are rolled back, and the server ends in order.
    Immediate,  // It ends at once, and recovers from its log.
    Killed,     // As Immediate, by `kill -9` of the postmaster.
  };
  void restart(Restart how);
  void stop();
  void start();

 private:
  // Throws std::runtime_error where it fails.
  void pg_ctl(const std::string& arguments) const;
  void kill() const;

  int process_ = 0;
  int lifeline_ = -1;  // The script's standard input.
  std::string uri_;
  std::string data_;
};

// For tests that leave the server as it is: the one of PERDURE_POSTGRES_URI, else one for the process.
const std::string& shared_postgres_uri();

// A schema of that server's that nobody else uses, as part of a store's URI. Odd on purpose.
std::string new_schema_name();
std::string store_uri(const std::string& server, std::string_view schema);

// A connection beside any store's.
class PostgresSession {
 public:
  explicit PostgresSession(const std::string& server);
  ~PostgresSession();
  PostgresSession(const PostgresSession&) = delete;
  PostgresSession& operator=(const PostgresSession&) = delete;

  // The first value of the first row, empty where there is none. Throws std::runtime_error.
  std::string run(const std::string& sql);

 private:
  PGconn* connection_;
};

// As SQL has it, in double quotes.
std::string identifier(std::string_view schema);

}  // namespace perdure::contract

// One connection to the server.
//
// libpqxx makes it and can be used on it; what carries events goes through libpq's pipelines. A
// connection that broke is never used again: libpqxx would reconnect without a word, to a session that
// knows neither our settings nor our locks.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string_view>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/binary.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/result.h"

namespace pqxx {
class connection_base;
}

namespace perdure::postgres {

// Used by one thread at a time.
class Connection {
 public:
  // With the schema as the only one on the search path. Throws Error(StoreUnavailable) if the server
  // cannot be reached or does not let us in.
  explicit Connection(const Address& address);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  // From now on, statements are planned by the indexes that they are meant to follow.
  void plan_by_index();

  // Runs one statement, alone or within the transaction that is open. Throws as Pipeline::finish.
  Result run(const Query& query, const Parameters& parameters = {});

  // Has the next statement, with all that follows it, refused with Error(NotMigrated) unless the schema is
  // at this version: another process may migrate at any time.
  void require_version(std::int32_t version) { required_version_ = version; }
  // Takes that back: the next statement sees to the version by itself.
  void waive_version() { required_version_.reset(); }

  // It must not be used again.
  bool broken() const;
  bool in_transaction() const;
  const Address& address() const { return address_; }
  PGconn* handle() const { return handle_; }
  // For use between pipelines, while none is unfinished.
  pqxx::connection_base& pqxx();

 private:
  friend class Pipeline;

  struct Pqxx;

  Parameters settings() const;  // Of connect.sql.

  const Address address_;
  const std::unique_ptr<Pqxx> pqxx_;
  PGconn* handle_ = nullptr;                      // Of pqxx_.
  std::set<std::string_view> prepared_;           // Names of queries.
  std::optional<std::int32_t> required_version_;  // Not yet asked.
  bool plans_by_index_ = false;
  bool lost_ = false;
};

}  // namespace perdure::postgres

// The connections of a store, one for each thing that is going on at once.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/connection.h"

namespace perdure::postgres {

// Any thread. It must outlive its leases.
class Pool {
 public:
  enum class For {
    Events,  // The statements on an event's path, and reads of one session: planned by their indexes.
    Records,  // Reads for operators of many: planned by the server as it sees fit.
  };
  Pool(Address address, For purpose) : address_(std::move(address)), purpose_(purpose) {}

  // A connection for one owner at a time: back into the pool when it is destroyed, unless it broke or is
  // in the middle of a transaction. Then it is closed, and the server undoes what it was doing.
  class Lease {
   public:
    Lease(Lease&&) noexcept = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();

    Connection& operator*() const { return *member_->connection; }
    Connection* operator->() const { return member_->connection.get(); }
    std::int32_t lanes() const { return member_->lanes; }

   private:
    friend class Pool;
    struct Member {
      std::unique_ptr<Connection> connection;
      std::int32_t lanes = 0;
    };
    Lease(Pool& pool, std::unique_ptr<Member> member) : pool_(&pool), member_(std::move(member)) {}

    Pool* pool_;
    std::unique_ptr<Member> member_;
  };

  // Throws Error(StoreUnavailable), and Error(NotMigrated) unless the schema is this build's.
  Lease lease();

  // Closes what is idle: the schema that it was opened on is gone.
  void forget();

  StoreConnections counts() const;

 private:
  const Address address_;
  const For purpose_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::vector<std::unique_ptr<Lease::Member>> idle_;
  StoreConnections counts_;  // But for the idle ones.
};

}  // namespace perdure::postgres

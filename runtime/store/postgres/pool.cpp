#include "runtime/store/postgres/pool.h"

#include <perdure/error.h>

#include <string>

#include "runtime/store/postgres/migrations.h"
#include "runtime/store/postgres/queries.h"

namespace perdure::postgres {
namespace {

constexpr std::size_t MaxIdle = 32;

// How many lanes the schema has. Throws Error(NotMigrated) if it is not this build's.
std::int32_t require_schema(Connection& connection, const Address& address) {
  const Result facts = connection.run(query("schema_facts"));
  const std::int32_t version = facts[0].int32(0);
  const std::int32_t lanes = facts[0].int32(1);
  if (version != wanted_version() || lanes == 0) {
    throw Error(ErrorKind::NotMigrated,
                "the schema `" + address.schema + "` is at version " + std::to_string(version) +
                    ", and this build wants " + std::to_string(wanted_version()) +
                    (version < wanted_version() ? ": run `perdure db migrate`"
                                                : ": it was migrated by a newer build"));
  }
  return lanes;
}

}  // namespace

Pool::Lease::~Lease() {
  if (!member_) return;
  const std::lock_guard guard(pool_->mutex_);
  --pool_->counts_.in_use;
  if (member_->connection->broken()) {
    // What ended it, a restart perhaps, ended the others as well.
    pool_->counts_.lost += 1 + pool_->idle_.size();
    pool_->idle_.clear();
  } else if (!member_->connection->in_transaction() && pool_->idle_.size() < MaxIdle) {
    pool_->idle_.push_back(std::move(member_));
  }
}

Pool::Lease Pool::lease() {
  {
    const std::lock_guard guard(mutex_);
    if (!idle_.empty()) {
      Lease lease(*this, std::move(idle_.back()));
      idle_.pop_back();
      ++counts_.in_use;
      lease->require_version(wanted_version());
      return lease;
    }
  }
  auto member = std::make_unique<Lease::Member>();
  member->connection = std::make_unique<Connection>(address_);
  if (purpose_ == For::Events) member->connection->plan_by_index();
  member->lanes = require_schema(*member->connection, address_);
  const std::lock_guard guard(mutex_);
  ++counts_.in_use;
  ++counts_.made;
  return {*this, std::move(member)};
}

StoreConnections Pool::counts() const {
  const std::lock_guard guard(mutex_);
  StoreConnections counts = counts_;
  counts.idle = idle_.size();
  return counts;
}

void Pool::forget() {
  const std::lock_guard guard(mutex_);
  idle_.clear();
}

}  // namespace perdure::postgres

// Connections that wait to be used, so that no two threads share one.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/store/sqlite/connection.h"

namespace perdure::sqlite {

// Any thread. Outlives what it lent.
class Pool {
 public:
  // Opens a first connection, and throws where that fails.
  explicit Pool(std::string file) : file_(std::move(file)) {
    idle_.push_back(open());
    counts_.made = 1;
  }

  // Its own until destroyed.
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (connection_) pool_->take_back(std::move(connection_));
    }
    explicit operator bool() const { return connection_ != nullptr; }
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  Lease lend() {
    {
      const std::lock_guard guard(mutex_);
      if (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        ++counts_.in_use;
        return {*this, std::move(connection)};
      }
    }
    std::unique_ptr<Connection> opened = open();
    const std::lock_guard guard(mutex_);
    ++counts_.in_use;
    ++counts_.made;
    return {*this, std::move(opened)};
  }

  StoreConnections counts() const {
    const std::lock_guard guard(mutex_);
    StoreConnections counts = counts_;
    counts.idle = idle_.size();
    return counts;
  }

  const std::string& file() const { return file_; }

 private:
  std::unique_ptr<Connection> open() const { return std::make_unique<Connection>(file_); }
  void take_back(std::unique_ptr<Connection> connection) {
    // What could not be rolled back ends with its connection.
    const bool is_lost = connection->in_transaction();
    if (!is_lost) connection->wait_for_writers(true);
    const std::lock_guard guard(mutex_);
    --counts_.in_use;
    if (is_lost) {
      ++counts_.lost;
      return;
    }
    idle_.push_back(std::move(connection));
  }

  std::string file_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::vector<std::unique_ptr<Connection>> idle_;
  StoreConnections counts_;  // But for the idle ones.
};

}  // namespace perdure::sqlite

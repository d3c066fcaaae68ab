// What else goes on in a database, or nothing but a commit: plain PostgreSQL, to measure beside.
#pragma once

#include <memory>
#include <string>

namespace bench::floor {

class Pipeline;

// A transaction that sees the database as it was, for as long as this object lives: no dead row can be
// cleaned up meanwhile.
class HeldSnapshot {
 public:
  explicit HeldSnapshot(const std::string& uri);
  ~HeldSnapshot();

 private:
  const std::unique_ptr<Pipeline> connection_;
};

// One row, updated and committed: the least that anything durable takes.
class BareCommit {
 public:
  explicit BareCommit(const std::string& uri);  // Makes a table, in the schema `floor`.
  ~BareCommit();
  void commit();

 private:
  const std::string uri_;
  std::unique_ptr<Pipeline> connection_;
};

}  // namespace bench::floor

// Several statements in one round trip.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "runtime/store/postgres/connection.h"

namespace perdure::postgres {

// Where statements can be sent.
class Statements {
 public:
  virtual ~Statements() = default;
  virtual void send(const Query& query, const Parameters& parameters) = 0;
};

// Each statement is prepared when a connection sees it first, but not behind a pooler of transactions: there it
// is parsed each time, and the settings come with each transaction. Outside a transaction block each pipeline
// is a transaction.
class Pipeline final : public Statements {
 public:
  explicit Pipeline(Connection& connection);
  ~Pipeline() override;
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  void send(const Query& query, const Parameters& parameters = {}) override;
  // Behind a commit: what may fail without a word, and gives no result.
  void send_aside(const Query& query, const Parameters& parameters);
  // The same before anything else is sent, in a transaction of its own.
  void send_ahead(const Query& query, const Parameters& parameters);

  // Waits for all of it, and gives each statement's result. Throws the first statement's error; those
  // behind it did not run. Throws Error(StoreUnavailable) if the connection was lost: then it is not
  // known what ran. Once.
  std::vector<Result> finish();

 private:
  enum class Sent { Preparation, Setting, VersionCheck, Statement, Aside };
  void send_first();
  void send_as(Sent what, const Query& query, const Parameters& parameters);
  void synchronize();
  [[noreturn]] void lost();

  Connection& connection_;
  std::vector<Sent> sent_;
  std::vector<std::string_view> preparing_;  // Names of queries, in the order sent.
  std::size_t synchronizations_ = 0;         // That were sent and not heard of.
  bool begins_ = false;                      // A transaction.
  bool finished_ = false;
};

}  // namespace perdure::postgres

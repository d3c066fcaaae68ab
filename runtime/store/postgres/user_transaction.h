// A batch's transaction, as the actions of its steps may use it: a savepoint for each step that does.
#pragma once

#include <perdure/transaction.h>

#include <optional>
#include <string>

#include "runtime/store/postgres/connection.h"

namespace perdure::postgres {

class UserTransaction : public StepTransaction {
 public:
  // `connection` is in the batch's transaction, and outlives it.
  explicit UserTransaction(Connection& connection) : connection_(connection) {}

  SqlResult run(std::string_view sql, std::span<const SqlValue> parameters) override;
  void next_step() override;
  void require_sound() override;
  void undo() override;

  // A statement of the batch's own, whose path is not the user's.
  Result outside(const Query& query, const Parameters& parameters);
  // To be called before the batch's own statements go on. Does nothing unless something was run.
  void leave();
  // What is written now is behind one.
  bool has_savepoint() const { return saved_; }

 private:
  void begin_step();

  Connection& connection_;
  bool entered_ = false;  // The path is the user's.
  bool saved_ = false;    // There is a savepoint.
  bool in_step_ = false;  // It is that of this step.
  std::optional<SqlError> refusal_;
};

}  // namespace perdure::postgres

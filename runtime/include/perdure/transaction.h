// The transaction that a step runs in, for actions that write tables of their own program's.
//
//     void Shop::book(const perdure::Step& step, const std::string& order, std::int64_t cents) {
//       perdure::transaction(step).execute("insert into booking values ($1, $2)", order, cents);
//     }
//
// What an action writes so is there if and only if its step is: a step that fails is undone with its SQL,
// while the others of its batch commit; a commit that is lost loses both.
#pragma once

#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/types.h>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace perdure {

// As a database has it; std::monostate is null.
using SqlValue = std::variant<std::monostate, bool, std::int64_t, double, std::string, Bytes>;

struct SqlResult {
  std::vector<std::string> columns;
  // Of PostgreSQL: booleans, integers, float8 and bytea as what they are, all else as PostgreSQL writes it.
  std::vector<std::vector<SqlValue>> rows;
  std::int64_t changed = 0;  // Rows that were inserted, updated or deleted.
};

// The database refused a statement.
class SqlError : public Error {
 public:
  SqlError(const std::string& what, std::string code)
      : Error(ErrorKind::StoreFailure, what), code_(std::move(code)) {}
  // PostgreSQL's SQLSTATE, "23505"; SQLite's extended result code, "2067".
  const std::string& code() const { return code_; }

 private:
  std::string code_;
};

inline SqlValue sql_value(std::nullptr_t) { return {}; }
template <class T>
SqlValue sql_value(const T& value) {
  if constexpr (std::same_as<T, bool> || std::same_as<T, Bytes>) {
    return value;
  } else if constexpr (std::integral<T>) {
    return static_cast<std::int64_t>(value);
  } else if constexpr (std::floating_point<T>) {
    return static_cast<double>(value);
  } else {
    return std::string(std::string_view(value));
  }
}
template <class T>
SqlValue sql_value(const std::optional<T>& value) {
  return value ? sql_value(*value) : SqlValue();
}

// Used by the step's thread, until the step ends.
class Transaction {
 public:
  virtual ~Transaction() = default;

  // Runs one statement, `select`, `insert`, `update`, `delete`, `merge`, `replace`, `with`, `values` or `call`, with its
  // parameters `$1` onwards. Throws SqlError if the database refuses it: then the step
  // cannot be kept, even where the action catches that. Throws Error(InvalidArgument) for another kind of
  // statement, two of them, or a text with a NUL; Error(StoreUnavailable) if the connection is lost.
  virtual SqlResult run(std::string_view sql, std::span<const SqlValue> parameters) = 0;

  template <class... Values>
  SqlResult execute(std::string_view sql, const Values&... values) {
    if constexpr (sizeof...(Values) == 0) {
      return run(sql, {});
    } else {
      const SqlValue parameters[] = {sql_value(values)...};
      return run(sql, parameters);
    }
  }
};

// That of the step. Throws Error(InvalidArgument) where there is none: in a machine that lives in memory,
// in a World, in a memory store.
inline Transaction& transaction(const Step& step) {
  Transaction* own = step.surroundings == nullptr ? nullptr : step.surroundings->transaction();
  if (own != nullptr) return *own;
  throw Error(ErrorKind::InvalidArgument,
              "this step runs in no database's transaction: only those in a SQLite or PostgreSQL "
              "store do");
}

// A batch's: what its steps run, each apart from the others.
class StepTransaction : public Transaction {
 public:
  // What was run so far stands; what is run from now on is the next step's.
  virtual void next_step() = 0;
  // Throws SqlError if a statement of the step was refused.
  virtual void require_sound() = 0;
  // Undoes what the step ran.
  virtual void undo() = 0;
};

}  // namespace perdure

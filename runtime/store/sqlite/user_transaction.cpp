#include "runtime/store/sqlite/user_transaction.h"

#include <memory>
#include <utility>

#include "runtime/store/rows/user_sql.h"

namespace perdure::sqlite {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

// Copies what it binds.
struct Bind {
  sqlite3_stmt* statement;
  int index;

  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(bool value) const { return sqlite3_bind_int(statement, index, value ? 1 : 0); }
  int operator()(std::int64_t value) const { return sqlite3_bind_int64(statement, index, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, index, value); }
  int operator()(const std::string& value) const {
    return sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_TRANSIENT,
                               SQLITE_UTF8);
  }
  int operator()(const Bytes& value) const {
    return sqlite3_bind_blob64(statement, index,
                               value.empty() ? "" : static_cast<const void*>(value.data()),
                               value.size(), SQLITE_TRANSIENT);
  }
};

SqlValue value(sqlite3_stmt* statement, int column) {
  const auto size = [&] {
    return static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, size());
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
      return Bytes(bytes, bytes + size());
    }
    default:
      return {};
  }
}

}  // namespace

SqlResult UserTransaction::run(std::string_view sql, std::span<const SqlValue> parameters) {
  rows::check_user_statement(sql);
  if (!in_step_) {
    if (saved_) connection_.run("release_savepoint");
    connection_.run("savepoint");
    saved_ = in_step_ = true;
  }
  sqlite3* db = connection_.handle();
  sqlite3_stmt* made = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &made, &rest) != SQLITE_OK) {
    refuse();
  }
  const Statement statement(made);
  const std::string_view behind(rest, static_cast<std::size_t>(sql.data() + sql.size() - rest));
  if (behind.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    throw Error(ErrorKind::InvalidArgument, "one statement at a time");
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    // `$2` may stand before `$1`, and SQLite numbers by first appearance.
    const int place = static_cast<int>(i + 1);
    const int named = sqlite3_bind_parameter_index(made, ("$" + std::to_string(place)).c_str());
    if (std::visit(Bind{made, named > 0 ? named : place}, parameters[i]) != SQLITE_OK) refuse();
  }
  SqlResult result;
  const int columns = sqlite3_column_count(made);
  for (int i = 0; i < columns; ++i) result.columns.emplace_back(sqlite3_column_name(made, i));
  const std::int64_t before = sqlite3_total_changes64(db);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(made)) == SQLITE_ROW) {
    auto& values = result.rows.emplace_back();
    for (int i = 0; i < columns; ++i) values.push_back(value(made, i));
  }
  if (code != SQLITE_DONE) refuse();
  result.changed = sqlite3_total_changes64(db) - before;
  return result;
}

void UserTransaction::refuse() {
  sqlite3* db = connection_.handle();
  refusal_.emplace("SQLite refused: " + std::string(sqlite3_errmsg(db)),
                   std::to_string(sqlite3_extended_errcode(db)));
  throw *refusal_;
}

void UserTransaction::next_step() {
  in_step_ = false;
  refusal_.reset();
}

void UserTransaction::require_sound() {
  if (refusal_) throw *refusal_;
}

void UserTransaction::undo() {
  refusal_.reset();
  if (std::exchange(in_step_, false)) connection_.run("rollback_to_savepoint");
}

}  // namespace perdure::sqlite

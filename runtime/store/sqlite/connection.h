// A connection to the file, and statements on it: SQLite's C interface, with owners.
#pragma once

#include <perdure/tokens.h>
#include <perdure/types.h>
#include <sqlite3.h>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/store/sqlite/query.h"

namespace perdure::sqlite {

// Text that is null in the database where it is empty.
struct NullIfEmpty {
  std::string_view text;
};

// A number that is no integer: as such no parameter would be told from one.
struct Real {
  double value;
};

// A statement that is being read, row by row. It must be gone before the same one is run again on its
// connection, and before its transaction ends.
class Rows {
 public:
  Rows(sqlite3_stmt* statement, const std::string& file) : statement_(statement), file_(&file) {}
  Rows(Rows&& other) noexcept
      : statement_(std::exchange(other.statement_, nullptr)), file_(other.file_) {}
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  // To the next row, or false.
  bool next();

  // Of the row, by column.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string text(int column) const;  // Empty for null.
  Bytes bytes(int column) const;
  Timestamp time(int column) const;
  std::optional<Timestamp> optional_time(int column) const;
  EventId id(int column) const;
  std::optional<EventId> optional_id(int column) const;

 private:
  sqlite3_stmt* statement_;
  const std::string* file_;
};

// Used by one thread at a time.
class Connection {
 public:
  // Opens `file`, made where it is missing. Throws as perdure::open().
  explicit Connection(const std::string& file);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  const std::string& file() const { return file_; }

  // Each parameter of `query` in its order.
  template <typename... Values>
  Rows read(Query query, const Values&... values) {
    return Rows(bound(query, values...), file_);
  }
  // How many rows it changed.
  template <typename... Values>
  std::int64_t run(Query query, const Values&... values) {
    return step_to_end(bound(query, values...));
  }
  // Several statements, without parameters.
  void run_script(std::string_view sql);

  // For statements that are no query of ours. Between those that are.
  sqlite3* handle() const { return db_.get(); }
  bool in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
  // How long begin.sql waits for another writer: BusySeconds, or not at all.
  void wait_for_writers(bool wait) { waits_ = wait; }
  // Whether a commit is on the disk when it returns, as at first. Outside a transaction.
  void sync_each_commit(bool sync);

 private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };

  template <typename... Values>
  sqlite3_stmt* bound(Query query, const Values&... values) {
    sqlite3_stmt* statement = prepared(query);
    int index = 0;
    (check(bind(statement, ++index, values)), ...);
    return statement;
  }
  sqlite3_stmt* prepared(Query query);
  std::int64_t step_to_end(sqlite3_stmt* statement);
  void check(int code) const;
  static int busy(void* self, int times);

  // All but `bytes` are copied, so that nobody need keep them while rows are read.
  static int bind(sqlite3_stmt* statement, int index, std::int64_t value);
  static int bind(sqlite3_stmt* statement, int index, Real value);
  static int bind(sqlite3_stmt* statement, int index, std::string_view text);
  static int bind(sqlite3_stmt* statement, int index, NullIfEmpty text);
  static int bind(sqlite3_stmt* statement, int index, const Bytes& bytes);
  static int bind(sqlite3_stmt* statement, int index, const std::optional<Bytes>& bytes);
  static int bind(sqlite3_stmt* statement, int index, Timestamp time);
  static int bind(sqlite3_stmt* statement, int index, const std::optional<Timestamp>& time);
  static int bind(sqlite3_stmt* statement, int index, const EventId& id);
  static int bind(sqlite3_stmt* statement, int index, const std::optional<EventId>& id);
  static int bind(sqlite3_stmt* statement, int index, const TokenHash& hash);
  static int bind(sqlite3_stmt* statement, int index, const LargeName& name);  // Its digest.

  std::string file_;
  bool waits_ = true;
  bool syncs_ = true;
  std::unique_ptr<sqlite3, Close> db_;
  std::array<std::unique_ptr<sqlite3_stmt, Finalize>, Query::Count>
      statements_;  // By Query::index().
};

}  // namespace perdure::sqlite

#include "runtime/store/sqlite/connection.h"

#include <chrono>
#include <cstddef>
#include <cstring>
#include <thread>
#include <utility>

#include "runtime/store/sqlite/error.h"

namespace perdure::sqlite {
namespace {

// Short, for whoever writes in a row lets others in for about a millisecond only (see transaction.cpp).
constexpr std::chrono::microseconds BusyPause(300);

}  // namespace

Rows::~Rows() {
  if (statement_ != nullptr) sqlite3_reset(statement_);
}

bool Rows::next() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) fail(sqlite3_db_handle(statement_), code, *file_);
  return false;
}

bool Rows::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Rows::integer(int column) const { return sqlite3_column_int64(statement_, column); }

double Rows::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string Rows::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

Bytes Rows::bytes(int column) const {
  const auto* data = static_cast<const std::byte*>(sqlite3_column_blob(statement_, column));
  return {data, data + sqlite3_column_bytes(statement_, column)};
}

Timestamp Rows::time(int column) const { return Timestamp(Duration(integer(column))); }

std::optional<Timestamp> Rows::optional_time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time(column);
}

EventId Rows::id(int column) const {
  EventId id;
  const void* data = sqlite3_column_blob(statement_, column);
  if (data == nullptr || sqlite3_column_bytes(statement_, column) != 16) {
    throw Error(ErrorKind::CorruptData, "the SQLite file `" + *file_ + "` holds an event's id of " +
                                            "another length than 16 bytes");
  }
  std::memcpy(id.bytes.data(), data, id.bytes.size());
  return id;
}

std::optional<EventId> Rows::optional_id(int column) const {
  if (is_null(column)) return std::nullopt;
  return id(column);
}

Connection::Connection(const std::string& file) : file_(file) {
  sqlite3* db = nullptr;
  const int code = sqlite3_open_v2(
      file.c_str(), &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  db_.reset(db);
  if (code != SQLITE_OK) fail(db, code, file_);
  sqlite3_extended_result_codes(db, 1);
  check(sqlite3_busy_handler(db, &Connection::busy, this));

  // SQLite does not call the busy handler where several change a new file's mode at the same time.
  for (int times = 0;; ++times) {
    Rows mode = read("write_ahead");
    try {
      if (mode.next() && mode.text(0) != "wal") {
        throw Error(ErrorKind::StoreFailure,
                    "the SQLite file `" + file_ +
                        "` cannot have a write-ahead log: it must be on a local disk");
      }
      break;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::StoreUnavailable || busy(this, times) == 0) throw;
    }
  }
  run_script(Query("connect").sql());
}

Connection::~Connection() = default;

int Connection::busy(void* self, int times) {
  const bool more = static_cast<Connection*>(self)->waits_ &&
                    times * BusyPause < std::chrono::seconds(BusySeconds);
  if (more) std::this_thread::sleep_for(BusyPause);
  return more ? 1 : 0;
}

void Connection::check(int code) const {
  if (code != SQLITE_OK) fail(db_.get(), code, file_);
}

sqlite3_stmt* Connection::prepared(Query query) {
  auto& statement = statements_[query.index()];
  if (!statement) {
    sqlite3_stmt* made = nullptr;
    const std::string_view sql = query.sql();
    check(sqlite3_prepare_v3(db_.get(), sql.data(), static_cast<int>(sql.size()),
                             SQLITE_PREPARE_PERSISTENT, &made, nullptr));
    statement.reset(made);
  }
  return statement.get();
}

std::int64_t Connection::step_to_end(sqlite3_stmt* statement) {
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement);
  sqlite3_reset(statement);
  if (code != SQLITE_DONE) fail(db_.get(), code, file_);
  return sqlite3_changes64(db_.get());
}

void Connection::sync_each_commit(bool sync) {
  if (sync == syncs_) return;
  // Not as a prepared statement: SQLite obeys while it compiles it, so only once.
  run_script((sync ? Query("sync_each_commit") : Query("sync_seldom")).sql());
  syncs_ = sync;
}

void Connection::run_script(std::string_view sql) {
  check(sqlite3_exec(db_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr));
}

int Connection::bind(sqlite3_stmt* statement, int index, std::int64_t value) {
  return sqlite3_bind_int64(statement, index, value);
}
int Connection::bind(sqlite3_stmt* statement, int index, Real value) {
  return sqlite3_bind_double(statement, index, value.value);
}
int Connection::bind(sqlite3_stmt* statement, int index, std::string_view text) {
  // A null pointer would be a null.
  return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(),
                             SQLITE_TRANSIENT, SQLITE_UTF8);
}
int Connection::bind(sqlite3_stmt* statement, int index, NullIfEmpty text) {
  return text.text.empty() ? sqlite3_bind_null(statement, index)
                           : bind(statement, index, text.text);
}
int Connection::bind(sqlite3_stmt* statement, int index, const Bytes& bytes) {
  return sqlite3_bind_blob64(statement, index,
                             bytes.empty() ? "" : static_cast<const void*>(bytes.data()),
                             bytes.size(), SQLITE_STATIC);
}
int Connection::bind(sqlite3_stmt* statement, int index, const std::optional<Bytes>& bytes) {
  return bytes ? bind(statement, index, *bytes) : sqlite3_bind_null(statement, index);
}
int Connection::bind(sqlite3_stmt* statement, int index, Timestamp time) {
  return bind(statement, index, time.time_since_epoch().count());
}
int Connection::bind(sqlite3_stmt* statement, int index, const std::optional<Timestamp>& time) {
  return time ? bind(statement, index, *time) : sqlite3_bind_null(statement, index);
}
int Connection::bind(sqlite3_stmt* statement, int index, const EventId& id) {
  return sqlite3_bind_blob64(statement, index, id.bytes.data(), id.bytes.size(), SQLITE_TRANSIENT);
}
int Connection::bind(sqlite3_stmt* statement, int index, const TokenHash& hash) {
  return sqlite3_bind_blob64(statement, index, hash.bytes.data(), hash.bytes.size(),
                             SQLITE_TRANSIENT);
}
int Connection::bind(sqlite3_stmt* statement, int index, const LargeName& name) {
  return sqlite3_bind_blob64(statement, index, name.digest.data(), name.digest.size(),
                             SQLITE_TRANSIENT);
}
int Connection::bind(sqlite3_stmt* statement, int index, const std::optional<EventId>& id) {
  return id ? bind(statement, index, *id) : sqlite3_bind_null(statement, index);
}

}  // namespace perdure::sqlite

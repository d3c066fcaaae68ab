#include "runtime/store/postgres/error.h"

#include "runtime/store/rows/text.h"

namespace perdure::postgres {

std::string first_line(std::string_view message) {
  while (!message.empty() && (message.front() == '\n' || message.front() == ' ')) {
    message.remove_prefix(1);
  }
  return rows::readable(message.substr(0, message.find('\n')));
}

bool ends_connection(std::string_view sqlstate) {
  // Connection exceptions; admin_shutdown, crash_shutdown, cannot_connect_now, database_dropped,
  // idle_session_timeout, idle_in_transaction_session_timeout.
  return sqlstate.substr(0, 2) == "08" || sqlstate == "57P01" || sqlstate == "57P02" ||
         sqlstate == "57P03" || sqlstate == "57P04" || sqlstate == "57P05" || sqlstate == "25P03";
}

Refused other_version() {
  return {ErrorKind::NotMigrated,
          "the database's schema is of another version than this build's: see `perdure db status`",
          DivisionByZero};
}

Refused refused(std::string_view sqlstate, std::string_view message) {
  const std::string words = first_line(message);
  // undefined_table, invalid_schema_name, undefined_column: no schema of this build's.
  if (sqlstate == "42P01" || sqlstate == "3F000" || sqlstate == "42703") {
    return {ErrorKind::NotMigrated,
            "the database has no schema of this build's: run `perdure db migrate` (" + words + ")",
            sqlstate};
  }
  // Deadlocks and the like, and a lock that somebody keeps: undone, and worth another try.
  if (sqlstate.substr(0, 2) == "40" || sqlstate == "55P03") {
    return {ErrorKind::StoreUnavailable, "PostgreSQL gave way to somebody else: " + words,
            sqlstate};
  }
  // Disk full, out of memory, too many connections: somebody will see to it.
  if (sqlstate.substr(0, 2) == "53") {
    return {ErrorKind::StoreUnavailable, "PostgreSQL is short of something: " + words, sqlstate};
  }
  if (sqlstate.substr(0, 2) == "22") {
    return {ErrorKind::InvalidArgument, "PostgreSQL takes no such value: " + words, sqlstate};
  }
  return {ErrorKind::StoreFailure, "PostgreSQL refused: " + words, sqlstate};
}

}  // namespace perdure::postgres

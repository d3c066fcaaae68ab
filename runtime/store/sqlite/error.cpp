#include "runtime/store/sqlite/error.h"

#include <cerrno>
#include <new>
#include <system_error>

namespace perdure::sqlite {
namespace {

std::string words(sqlite3* db, int code) {
  return db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
}

// The system's own words, where it was the system that refused.
std::string system_words(sqlite3* db, int code) {
  const int system = db == nullptr ? 0 : sqlite3_system_errno(db);
  return system != 0 ? std::generic_category().message(system) : words(db, code);
}

}  // namespace

void fail(sqlite3* db, int code, const std::string& file) {
  const std::string name = "the SQLite file `" + file + "` ";
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw Error(ErrorKind::StoreUnavailable,
                  name + "is locked: somebody else has been writing to it for " +
                      std::to_string(BusySeconds) + " s");
    case SQLITE_CANTOPEN: {
      const int system = db == nullptr ? 0 : sqlite3_system_errno(db);
      const bool refused = system == EACCES || system == EROFS || system == EPERM;
      throw Error(refused ? ErrorKind::StoreFailure : ErrorKind::StoreUnavailable,
                  name + "cannot be opened (" + system_words(db, code) +
                      "): its directory must exist and be writable, as files are made beside it");
    }
    case SQLITE_NOTADB:
      throw Error(ErrorKind::StoreFailure, name + "is no SQLite database: choose another file");
    case SQLITE_CORRUPT:
      throw Error(ErrorKind::StoreFailure,
                  name + "is damaged (" + words(db, code) + "): restore it from a backup");
    case SQLITE_FULL:
      throw Error(ErrorKind::StoreFailure,
                  name + "has no room to grow: the disk is full. Nothing was changed");
    case SQLITE_READONLY:
    case SQLITE_PERM:
      throw Error(ErrorKind::StoreFailure,
                  name + "is read-only: it and its directory must be writable");
    case SQLITE_IOERR:
      throw Error(ErrorKind::StoreFailure,
                  name + "cannot be read or written (" + system_words(db, code) + ")");
    case SQLITE_TOOBIG:
      throw Error(ErrorKind::InvalidArgument, "a value is larger than SQLite can hold, 1 GB");
    case SQLITE_NOMEM:
      throw std::bad_alloc();
    default:
      throw Error(ErrorKind::StoreFailure, name + "refused: " + words(db, code));
  }
}

}  // namespace perdure::sqlite

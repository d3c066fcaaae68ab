// SQLite's answers as errors that say what to do.
#pragma once

#include <perdure/error.h>
#include <sqlite3.h>

#include <string>

namespace perdure::sqlite {

// How long anything waits for another writer to the file.
constexpr int BusySeconds = 30;

// Throws for `code`, which `db` answered; `file` is its name. `db` may be null.
[[noreturn]] void fail(sqlite3* db, int code, const std::string& file);

}  // namespace perdure::sqlite

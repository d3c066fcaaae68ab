#include "runtime/store/rows/user_sql.h"

#include <perdure/error.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace perdure::rows {
namespace {

constexpr std::array<std::string_view, 9> Allowed = {
    "select", "insert", "update", "delete", "merge", "replace", "with", "values", "call"};

// Blanks, opening brackets, and comments, which nest in PostgreSQL.
std::string_view without_preamble(std::string_view sql) {
  for (;;) {
    if (sql.empty()) return sql;
    const auto first = static_cast<unsigned char>(sql.front());
    if (std::isspace(first) != 0 || first == '(') {
      sql.remove_prefix(1);
    } else if (sql.substr(0, 2) == "--") {
      sql.remove_prefix(std::min(sql.find('\n'), sql.size()));
    } else if (sql.substr(0, 2) == "/*") {
      int depth = 0;
      do {
        const bool opens = sql.substr(0, 2) == "/*";
        const bool closes = sql.substr(0, 2) == "*/";
        depth += opens ? 1 : closes ? -1 : 0;
        sql.remove_prefix(std::min<std::size_t>(opens || closes ? 2 : 1, sql.size()));
      } while (depth > 0 && !sql.empty());
    } else {
      return sql;
    }
  }
}

}  // namespace

void check_user_statement(std::string_view sql) {
  if (sql.find('\0') != std::string_view::npos) {
    throw Error(ErrorKind::InvalidArgument, "a statement has a NUL");
  }
  std::string word;
  for (const char c : without_preamble(sql)) {
    if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
    word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  if (std::find(Allowed.begin(), Allowed.end(), word) == Allowed.end()) {
    throw Error(
        ErrorKind::InvalidArgument,
        "a step's transaction runs statements that read and write rows, not `" + word + "`");
  }
}

}  // namespace perdure::rows

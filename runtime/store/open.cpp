// perdure::open(): URI -> Store.
#include <perdure/store.h>

#include <string>

#include "runtime/store/memory/memory.h"
#include "runtime/store/rows/text.h"
#ifdef PERDURE_WITH_SQLITE
#include "runtime/store/sqlite/sqlite.h"
#endif
#ifdef PERDURE_WITH_POSTGRES
#include "runtime/store/postgres/postgres.h"
#endif

namespace perdure {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::InvalidArgument, what); }

}  // namespace

std::unique_ptr<Store> open(std::string_view uri) {
  if (!rows::is_plain_text(uri)) refuse("a store's URI is UTF-8 without control characters");
  const std::size_t colon = uri.find(':');
  const std::string_view scheme = uri.substr(0, colon);
  const std::string rest(colon == std::string_view::npos ? "" : uri.substr(colon + 1));
  if (colon != std::string_view::npos) {
    if (scheme == "memory") {
      if (!rest.empty()) refuse("a memory store's URI is `memory:` and no more");
      return memory::open();
    }
    if (scheme == "sqlite") {
#ifdef PERDURE_WITH_SQLITE
      return sqlite::open(rest);
#else
      refuse("this build has no SQLite store");
#endif
    }
    if (scheme == "postgresql" || scheme == "postgres") {
#ifdef PERDURE_WITH_POSTGRES
      return postgres::open(uri);
#else
      refuse("this build has no PostgreSQL store");
#endif
    }
  }
  refuse("`" + rows::readable(uri.substr(0, 60)) +
         "` is not a store's URI: want memory:, sqlite:FILE or postgresql://HOST/DATABASE");
}

}  // namespace perdure

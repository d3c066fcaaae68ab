#include "runtime/store/postgres/rows.h"

#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"

namespace perdure::postgres {

StoredSession session_from(const Row& row) {
  StoredSession session;
  session.id = row.text(0);
  session.chart = row.text(1);
  session.version = static_cast<std::uint32_t>(row.int64(2));
  session.status = rows::session_status(row.text(3));
  session.active = row.texts(4);
  session.state = row.bytes(5);
  session.result = row.bytes(6);
  session.revision = row.int64(7);
  session.attempts = row.int32(8);
  session.retry_at = row.time(9);
  session.failure = row.text(10);
  session.created = row.time(11).value_or(Timestamp{});
  session.updated = row.time(12).value_or(Timestamp{});
  session.parent = row.text(13);
  session.invocation = row.text(14);
  session.tenant = row.text(15);
  session.invoked = rows::invoked_from(row.text(16));
  session.deferred = rows::deferred_from(row.text(17));
  session.metadata = row.text(18);
  return session;
}

}  // namespace perdure::postgres

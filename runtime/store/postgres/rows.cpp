#include "runtime/store/postgres/rows.h"

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
  return session;
}

}  // namespace perdure::postgres

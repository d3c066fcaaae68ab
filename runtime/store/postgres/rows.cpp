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

JournalEntry journal_entry_from(const Row& row) {
  JournalEntry entry;
  entry.session = row.text(0);
  entry.revision = row.int64(1);
  entry.event = row.id(2);
  entry.cause = row.id_or_null(3);
  entry.kind = rows::event_kind(row.text(4));
  entry.name = row.text(5);
  entry.outcome = rows::journal_outcome(row.text(6));
  entry.left = row.texts(7);
  entry.entered = row.texts(8);
  entry.at = row.time(9).value_or(Timestamp{});
  entry.number = row.int64(10);
  if (!row.is_null(11)) entry.payload = row.bytes(11);
  entry.invocation = row.text(12);
  if (!row.is_null(13)) entry.answers = row.bytes(13);
  entry.done_by = row.text(14);
  return entry;
}

}  // namespace perdure::postgres

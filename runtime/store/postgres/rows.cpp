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

StoredJob stored_job_from(const Row& row, int first) {
  StoredJob stored;
  stored.job.id = row.id(first);
  stored.job.session = row.text(first + 1);
  stored.job.invocation = row.text(first + 2);
  stored.job.service = row.text(first + 3);
  stored.job.arguments = row.bytes(first + 4);
  stored.job.cause = row.id_or_null(first + 5);
  stored.job.attempts = row.int32(first + 6);
  stored.job.backoff = Duration(row.int64(first + 7));
  stored.job.backoff_limit = Duration(row.int64(first + 8));
  stored.job.timeout = Duration(row.int64(first + 9));
  stored.state = rows::job_state(row.text(first + 10));
  stored.due = row.time(first + 11).value_or(Timestamp::max());
  stored.attempt = row.int32(first + 12);
  stored.fence = row.int64(first + 13);
  stored.worker = row.text(first + 14);
  stored.deadline = row.time(first + 15);
  stored.checkpoint = row.bytes(first + 16);
  stored.done = row.real(first + 17);
  stored.text = row.text(first + 18);
  stored.failure = row.text(first + 19);
  stored.created = row.time(first + 20).value_or(Timestamp{});
  return stored;
}

}  // namespace perdure::postgres

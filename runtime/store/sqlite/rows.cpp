#include "runtime/store/sqlite/rows.h"

#include <algorithm>
#include <chrono>
#include <limits>

#include "runtime/store/rows/due.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"

namespace perdure::sqlite {

std::string joined(const std::vector<std::string>& states) {
  std::string text;
  for (const std::string& state : states) {
    if (!text.empty()) text += ' ';
    text += state;
  }
  return text;
}

std::vector<std::string> split(std::string_view states) {
  std::vector<std::string> names;
  while (!states.empty()) {
    const std::size_t end = std::min(states.find(' '), states.size());
    names.emplace_back(states.substr(0, end));
    states.remove_prefix(std::min(end + 1, states.size()));
  }
  return names;
}

StoredSession stored_session(const Rows& rows) {
  StoredSession session;
  session.id = rows.text(0);
  session.chart = rows.text(1);
  session.version = static_cast<std::uint32_t>(rows.integer(2));
  session.status = rows::session_status(rows.text(3));
  session.active = split(rows.text(4));
  session.state = rows.bytes(5);
  session.result = rows.bytes(6);
  session.revision = rows.integer(7);
  session.attempts = static_cast<std::int32_t>(rows.integer(8));
  session.retry_at = rows.optional_time(9);
  session.failure = rows.text(10);
  session.created = rows.time(11);
  session.updated = rows.time(12);
  session.parent = rows.text(13);
  session.invocation = rows.text(14);
  session.tenant = rows.text(15);
  session.invoked = rows::invoked_from(rows.text(16));
  session.deferred = rows::deferred_from(rows.text(17));
  session.metadata = rows.text(18);
  return session;
}

JournalEntry journal_entry(const Rows& rows) {
  JournalEntry entry;
  entry.session = rows.text(0);
  entry.revision = rows.integer(1);
  entry.event = rows.id(2);
  entry.cause = rows.optional_id(3);
  entry.kind = rows::event_kind(rows.text(4));
  entry.name = rows.text(5);
  entry.outcome = rows::journal_outcome(rows.text(6));
  entry.left = split(rows.text(7));
  entry.entered = split(rows.text(8));
  entry.at = rows.time(9);
  entry.number = rows.integer(10);
  if (!rows.is_null(11)) entry.payload = rows.bytes(11);
  entry.invocation = rows.text(12);
  entry.answers = rows.bytes(13);
  entry.done_by = rows.text(14);
  return entry;
}

std::int64_t as_limit(std::size_t limit) {
  constexpr auto Max = std::numeric_limits<std::int64_t>::max();
  return limit < static_cast<std::size_t>(Max) ? static_cast<std::int64_t>(limit) : Max;
}

Timestamp clock_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

void add_event(Connection& db, const NewEvent& event, Timestamp now, std::int32_t lanes) {
  const std::string& sender = event.sender.empty() ? event.session : event.sender;
  const std::int32_t target = rows::lane_of(event.session, lanes);
  if (const auto due = rows::due_later(event, now)) {
    const std::int32_t lane = rows::lane_of(sender, lanes);
    db.run("insert_timer", lane, next_number(db, lane), event.id, name(event.kind), event.session,
           sender, event.name, event.payload, NullIfEmpty{event.send_id}, event.cause,
           NullIfEmpty{event.invocation}, NullIfEmpty{event.chart}, *due, target);
  } else {
    db.run("insert_event", target, next_number(db, target), event.id, name(event.kind),
           event.session, sender, event.name, event.payload, NullIfEmpty{event.send_id},
           event.cause, NullIfEmpty{event.invocation}, NullIfEmpty{event.chart});
  }
}

bool make_session(Connection& db, const NewSession& session, std::optional<EventId> cause,
                  Timestamp now, std::int32_t lanes) {
  const std::int32_t lane = rows::lane_of(session.id, lanes);
  if (db.read("has_session", lane, session.id).next()) return false;
  db.run("insert_session", lane, session.id, session.chart, session.version, session.params, now,
         NullIfEmpty{session.parent}, NullIfEmpty{session.invocation}, session.tenant,
         session.metadata.empty() ? std::string_view("{}") : session.metadata);
  NewEvent start;
  start.id = session.start;
  start.kind = EventKind::Start;
  start.session = session.id;
  start.name = name(EventKind::Start);
  start.cause = cause;
  add_event(db, start, now, lanes);
  return true;
}

std::int64_t next_number(Connection& db, std::int32_t lane) {
  Rows number = db.read("next_number", lane);
  number.next();
  const std::int64_t value = number.integer(0);
  number.next();  // To its end, which does the update.
  return value;
}

std::size_t cancel(Connection& db, std::string_view sender, EventKind kind,
                   std::string_view send_id, std::int32_t lanes) {
  const std::int32_t lane = rows::lane_of(sender, lanes);
  return static_cast<std::size_t>(db.run("cancel_timers", lane, sender, send_id, name(kind)) +
                                  db.run("cancel_events", lane, sender, send_id, name(kind)));
}

}  // namespace perdure::sqlite

#include "runtime/store/sqlite/outgoing.h"

#include <limits>

#include "runtime/store/rows/lane.h"
#include "runtime/store/sqlite/rows.h"

namespace perdure::sqlite {
namespace {

// There is no session for it.
void settle_undeliverable(Connection& db, const NewEvent& event, Timestamp now, std::int32_t lanes,
                          Sent& sent) {
  const std::string reason = "there is no session `" + event.session + "`";
  const std::int32_t lane = rows::lane_of(event.session, lanes);
  switch (event.if_unknown) {
    case IfUnknown::Refuse:
      throw Error(ErrorKind::UnknownSession, reason);
    case IfUnknown::Bury:
      ++sent.buried;
      db.run("bury_new_event", lane, event.id, name(event.kind), event.session,
             event.sender.empty() ? event.session : event.sender, event.name, event.payload,
             NullIfEmpty{event.send_id}, event.cause, NullIfEmpty{event.invocation},
             NullIfEmpty{event.chart}, reason, now);
      return;
    case IfUnknown::Discard:
      ++sent.discarded;
      db.run("insert_journal", lane, event.session, 0, event.id, event.cause, name(event.kind),
             event.name, name(JournalOutcome::Discarded), "", "", now, std::optional<Bytes>(),
             std::optional<Bytes>(), std::optional<Bytes>());
      return;
  }
}

}  // namespace

bool has_session(Connection& db, const std::string& id, std::int32_t lanes) {
  return db.read("has_session", rows::lane_of(id, lanes), id).next();
}

bool is_fresh(Connection& db, const NewEvent& event, Timestamp now, std::int32_t lanes) {
  if (event.key.empty()) return true;
  const std::int32_t lane = rows::lane_of(event.session, lanes);
  // Who adds a key takes two away, so that nobody else has to.
  db.run("forget_keys", lane, now, 2);
  return db.run("remember_key", lane, event.session, name(event.kind), event.key, event.id,
                now + event.key_window, now) > 0;
}

Sent send_events(Connection& db, std::span<const NewEvent> events, Timestamp now,
                 std::int32_t lanes) {
  Sent sent;
  for (const NewEvent& event : events) {
    const bool is_there = has_session(db, event.session, lanes);
    // Refused whether it was sent before or not.
    if (!is_there && event.if_unknown == IfUnknown::Refuse) {
      settle_undeliverable(db, event, now, lanes, sent);
    }
    if (!is_fresh(db, event, now, lanes)) {
      ++sent.repeated;
    } else if (is_there) {
      add_event(db, event, now, lanes);
      ++sent.queued;
    } else {
      settle_undeliverable(db, event, now, lanes, sent);
    }
  }
  return sent;
}

}  // namespace perdure::sqlite

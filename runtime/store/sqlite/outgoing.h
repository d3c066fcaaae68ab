// Events on their way into the queue, as senders outside any step send them. In a transaction.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "runtime/store/sqlite/connection.h"

namespace perdure::sqlite {

bool has_session(Connection& db, const std::string& id, std::int32_t lanes);

// Whether the event has no key, or one that was not known: then it is from now on.
bool is_fresh(Connection& db, const NewEvent& event, Timestamp now, std::int32_t lanes);

// Queues, buries or discards what is fresh. Throws Error(UnknownSession).
Sent send_events(Connection& db, std::span<const NewEvent> events, Timestamp now,
                 std::int32_t lanes);

}  // namespace perdure::sqlite

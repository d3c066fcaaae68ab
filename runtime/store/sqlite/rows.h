// Values to rows and back, in the columns' order of schema/sqlite/queries/.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/sqlite/connection.h"

namespace perdure::sqlite {

// A list of states in one column: names with a space between them, as in SCXML's own lists.
std::string joined(const std::vector<std::string>& states);
std::vector<std::string> split(std::string_view states);

// From columns 0 to 18.
StoredSession stored_session(const Rows& rows);
constexpr int SessionColumns = 19;

// From columns 0 to 13.
JournalEntry journal_entry(const Rows& rows);

// For LIMIT, where a negative number would be none.
std::int64_t as_limit(std::size_t limit);

Timestamp clock_now();

// Queues `event`, or has it wait in the lane of its sender. In a transaction.
void add_event(Connection& db, const NewEvent& event, Timestamp now, std::int32_t lanes);

// Makes it, with its first step queued. False if there is one of that id. In a transaction.
bool make_session(Connection& db, const NewSession& session, std::optional<EventId> cause,
                  Timestamp now, std::int32_t lanes);

// The next number of a lane's queue. In a transaction.
std::int64_t next_number(Connection& db, std::int32_t lane);

// Takes back what waits and what is queued in the lane of `sender`: how many. In a transaction.
std::size_t cancel(Connection& db, std::string_view sender, EventKind kind,
                   std::string_view send_id, std::int32_t lanes);

}  // namespace perdure::sqlite

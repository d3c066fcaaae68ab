// Rows of the journal by a filter, in the order in which they were written.
//
//     JournalFilter  ->  JournalEntry...
//
// A session's rows are found by ranges of pages. Of all rows there is no index in the order of their numbers: the first of
// them are found by reading windows of numbers, each by ranges of pages, the wider the less of what was read matched, and
// numbers that nothing has are passed over (docs/decisions/journal-index.md).
#pragma once

#include <perdure/history.h>

#include <cstdint>
#include <vector>

#include "runtime/store/postgres/connection.h"

namespace perdure::postgres {

// `filter` has text alone that PostgreSQL can keep.
std::vector<JournalEntry> read_journal(Connection& connection, std::int32_t lanes,
                                       const JournalFilter& filter);

}  // namespace perdure::postgres

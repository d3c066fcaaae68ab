// Rows of the tables, as the values that a Store deals in.
#pragma once

#include <perdure/store.h>

#include "runtime/store/postgres/result.h"

namespace perdure::postgres {

// From the nineteen columns that read_session.sql and its like begin with.
StoredSession session_from(const Row& row);

// The column after those.
inline constexpr int AfterSession = 19;

// From the columns of search_journal.sql.
JournalEntry journal_entry_from(const Row& row);

// From the twenty-one columns of list_jobs.sql, which begin at `first`.
StoredJob stored_job_from(const Row& row, int first);

}  // namespace perdure::postgres

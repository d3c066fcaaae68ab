// A store's upkeep: room for what is to come, and an end for what is over.
#pragma once

#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace perdure {

class Store;

// For how long things are kept; without a length: for ever.
struct Retention {
  std::optional<Duration> journal = {};   // What happened. PostgreSQL removes whole months.
  std::optional<Duration> finished = {};  // Sessions after their end.
  bool archive = false;                   // Finished sessions go into the table `archive`.
};

// Where a sweep through the sessions is.
struct SweepPlace {
  std::int32_t lane = 0;
  std::string after = {};  // Ids greater than this one are still to be looked at.
};

struct Swept {
  std::size_t sessions = 0;        // Removed.
  std::optional<SweepPlace> next;  // Nothing: that was the last of them.
};

struct Trimmed {
  std::size_t rows = 0;
  std::vector<std::string>
      months;         // Partitions removed with all their rows, which `rows` does not count.
  bool more = false;  // There may be more to remove.
};

// One small step each, and its own transaction; none holds up events for longer than a batch would. Any
// thread, any number at a time.
class Maintenance {
 public:
  virtual ~Maintenance() = default;

  // Has room made for what is to come: on PostgreSQL, the journal's partitions for this month and the next
  // two. Their names, of those that were missing.
  virtual std::vector<std::string> prepare() = 0;

  // Has what the journal got lately found as soon as what was there before: on PostgreSQL, a session's history and the
  // causes and effects of an event are looked for row by row in what came since. It holds up nobody; a month that the
  // server vacuums is left to that, which does the same. How many ranges of pages came into an index.
  virtual std::size_t index_journal() = 0;

  // Removes what the journal has from longer than `age` ago, at most `limit` rows of it or one month.
  virtual Trimmed trim_journal(Duration age, std::size_t limit) = 0;

  // Looks at the next `limit` sessions and removes those that ended longer than `age` ago and to which
  // nothing is on its way; `archive` keeps their rows in the table of that name, where nothing reads them.
  // Their journal stays as long as all of the journal. An event that is sent to one later meets no session.
  virtual Swept sweep(const SweepPlace& from, Duration age, bool archive, std::size_t limit) = 0;

  // Removes keys of sends and starts whose window is over, at most `limit`: how many. Senders remove some as they go;
  // this is for where nobody sends any more.
  virtual std::size_t forget_keys(std::size_t limit) = 0;
};

struct UpkeepReport {
  std::vector<std::string> made;     // Of prepare().
  std::vector<std::string> dropped;  // Months.
  std::size_t journal_rows = 0;      // Removed one by one.
  std::size_t sessions = 0;          // Removed or archived.
  std::size_t keys = 0;              // Forgotten.
};

// All of the above until nothing is left to do, or `stop`. `progress` is called after each step.
UpkeepReport maintain(Store& store, const Retention& retention, std::stop_token stop = {},
                      const std::function<void(const UpkeepReport&)>& progress = {});

}  // namespace perdure

#include "runtime/store/postgres/journal.h"

#include <algorithm>
#include <string_view>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"

namespace perdure::postgres {
namespace {

constexpr std::int64_t NarrowestWindow = 10'000;
constexpr std::int64_t WidestWindow = 1'000'000;

class JournalReader {
 public:
  JournalReader(Connection& connection, std::int32_t lanes, const JournalFilter& filter)
      : connection_(connection), lanes_(lanes), filter_(filter) {}

  std::vector<JournalEntry> read() && {
    if (!filter_.session.empty()) {
      const std::int32_t lane = rows::lane_of(filter_.session, lanes_);
      take(
          connection_.run(query("search_session_journal"),
                          parameters(filter_.after).lane(lane)(std::string_view(filter_.session))));
    } else {
      read_windows();
    }
    return std::move(found_);
  }

 private:
  void read_windows() {
    // Whoever draws a number from now on has not committed it yet.
    const std::int64_t last = connection_.run(query("journal_head"))[0].int64(0);
    std::int64_t width = NarrowestWindow;
    std::int64_t after = filter_.after;
    while (after < last && found_.size() < filter_.limit) {
      const std::int64_t up_to = after + std::min(width, last - after);
      const std::size_t matched =
          take(connection_.run(query("search_journal"), parameters(after)(up_to)));
      after = matched > 0 ? up_to : before_next(up_to, last);
      width = std::min(width * 4, WidestWindow);
    }
  }

  // Of both searches.
  Parameters parameters(std::int64_t after) const {
    const std::string_view outcome = filter_.outcome ? name(*filter_.outcome) : std::string_view();
    return Parameters()(std::string_view(filter_.chart))(std::string_view(filter_.name))(
        outcome)(filter_.from)(filter_.until)(after)(row_limit(filter_.limit - found_.size()))(
        filter_.beyond);
  }

  // How many.
  std::size_t take(const Result& rows) {
    for (int i = 0; i < rows.size(); ++i) found_.push_back(journal_entry_from(rows[i]));
    return static_cast<std::size_t>(rows.size());
  }

  // Up to which number nothing is there of the filter's time that is behind `after`: it may be more, by less than a window.
  std::int64_t before_next(std::int64_t after, std::int64_t last) {
    std::int64_t width = NarrowestWindow;
    bool is_near = false;  // In what is no wider than `width`.
    while (after < last) {
      const std::int64_t up_to = after + std::min(width, last - after);
      if (is_any(after, up_to)) {
        if (width <= NarrowestWindow) break;
        is_near = true;
      } else {
        after = up_to;
      }
      width = is_near ? std::max(width / 2, NarrowestWindow) : width * 2;
    }
    return after;
  }

  bool is_any(std::int64_t after, std::int64_t up_to) {
    return connection_
               .run(query("any_journal"),
                    Parameters()(after)(up_to)(filter_.from)(filter_.until))[0]
               .int64(0) != 0;
  }

  Connection& connection_;
  const std::int32_t lanes_;
  const JournalFilter& filter_;
  std::vector<JournalEntry> found_;
};

}  // namespace

std::vector<JournalEntry> read_journal(Connection& connection, std::int32_t lanes,
                                       const JournalFilter& filter) {
  return JournalReader(connection, lanes, filter).read();
}

}  // namespace perdure::postgres

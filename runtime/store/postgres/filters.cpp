#include "runtime/store/postgres/filters.h"

#include <algorithm>
#include <limits>

#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {

std::int64_t row_limit(std::size_t limit) {
  constexpr auto Most = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
  return static_cast<std::int64_t>(std::min(limit, Most));
}

bool is_askable(const DeadFilter& filter) {
  return rows::is_plain_text(filter.session) && rows::is_plain_text(filter.chart);
}

Parameters dead_parameters(const DeadFilter& filter, std::int32_t lanes) {
  return Parameters()(filter.event)(std::string_view(filter.session))(
             std::string_view(filter.chart))
      .lane(rows::lane_of(filter.session, lanes))(filter.before)(row_limit(filter.limit));
}

}  // namespace perdure::postgres

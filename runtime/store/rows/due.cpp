#include "runtime/store/rows/due.h"

namespace perdure::rows {

std::optional<Timestamp> due_later(const NewEvent& event, Timestamp now) {
  if (event.due) return *event.due > now ? event.due : std::nullopt;
  if (event.delay <= Duration::zero()) return std::nullopt;
  const bool beyond = event.delay > Timestamp::max() - now;
  return beyond ? Timestamp::max() : now + event.delay;
}

}  // namespace perdure::rows

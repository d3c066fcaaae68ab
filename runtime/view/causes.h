// What led to an event, and what it led to, across sessions and charts.
#pragma once

#include <perdure/store.h>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "runtime/view/json.h"

namespace perdure::view {

// Causes and their effects, as far as they were read.
struct CausalTree {
  EventId root;
  std::optional<EventId> lost_cause;  // Of the root, where nothing is known of it any more.
  std::map<EventId, TracedEvent> events;
  std::map<EventId, std::vector<EventId>> effects;
  bool cut = false;
};

// How much of it to read. What is left out is told by `cut`.
struct CausesLimit {
  using Clock = std::chrono::steady_clock;

  std::size_t events = 1000;
  Clock::time_point until = Clock::time_point::max();  // Then no further question is asked.

  bool has_time() const { return Clock::now() < until; }
};

// Nothing if nothing is known of the event.
std::optional<CausalTree> read_causes(Store& store, const EventId& id, const CausesLimit& limit);

// A list, each with its cause: a tree of any depth without nesting.
Json to_json(const CausalTree& tree, const EventId& asked);

}  // namespace perdure::view

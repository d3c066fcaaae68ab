// The JSON forms of what a store answers. Times as time_text(), absent ones null; ids as text.
#pragma once

#include <perdure/store.h>

#include <nlohmann/json.hpp>
#include <optional>

namespace perdure::view {

using Json = nlohmann::ordered_json;

Json to_json(const std::optional<Timestamp>& time);
Json to_json(const std::optional<EventId>& id);
Json to_json(const SessionSummary& summary);
Json to_json(const PendingEvent& event);
Json to_json(const JournalEntry& entry);
Json to_json(const DeadEvent& event);
Json to_json(const TracedEvent& event);
Json to_json(
    const StoredJob& stored);  // Without its arguments, which only its definition can read.
Json to_json(const StoredToken& token);
Json to_json(const TreeNode& node);
Json to_json(const ChartVersion& chart);
Json to_json(const LaneBacklog& lane);  // Its age in seconds.

template <class Value>
Json to_json(const std::vector<Value>& values) {
  Json out = Json::array();
  for (const Value& value : values) out.push_back(to_json(value));
  return out;
}

}  // namespace perdure::view

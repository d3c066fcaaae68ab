// The JSON forms of what a store answers. Times as time_text(), absent ones null; ids as text.
#pragma once

#include <perdure/store.h>
#include <perdure/tokens.h>

#include <iosfwd>
#include <nlohmann/json.hpp>
#include <optional>

namespace perdure::ops {

using Json = nlohmann::ordered_json;

Json to_json(const std::optional<Timestamp>& time);
Json to_json(const std::optional<EventId>& id);
Json to_json(const SessionSummary& summary);
Json to_json(const PendingEvent& event);
Json to_json(const JournalEntry& entry);
Json to_json(const DeadEvent& event);
Json to_json(const TracedEvent& event);
Json to_json(const StoredJob& job);
Json to_json(const StoredToken& token);
Json to_json(const LaneBacklog& lane);  // Its age in seconds.

template <class Value>
Json to_json(const std::vector<Value>& values) {
  Json out = Json::array();
  for (const Value& value : values) out.push_back(to_json(value));
  return out;
}

// Behind an empty line, as lines that a terminal may have.
void print_indented(std::ostream& out, const Json& json);

// With a line's end. What is not UTF-8 is replaced.
void print(std::ostream& out, const Json& json);

}  // namespace perdure::ops

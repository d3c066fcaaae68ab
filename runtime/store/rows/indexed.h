// Attributes of sessions as databases keep and compare them: JSON, durations and timestamps as counts of
// microseconds.
#pragma once

#include <perdure/records.h>

#include <span>
#include <string>

namespace perdure::rows {

// {"customer":"c-42","total":3}. Numbers that JSON has not are null.
std::string to_json(std::span<const IndexedAttribute> attributes);

// What `conditions` say of attributes, as a jsonpath of PostgreSQL; empty where they say nothing of any.
std::string to_jsonpath(std::span<const Condition> conditions);
// The same for SQLite's functions: [{"path":"$.\"customer\"","is":"=","value":"c-42"}].
std::string to_conditions(std::span<const Condition> conditions);

// The sets of states: [["Charging","AwaitingCard"]].
std::string to_state_sets(std::span<const Condition> conditions);

// Throws Error(InvalidArgument) for what no store could have: a name or a text that is not UTF-8.
void check(const Search& search);

// Whether the condition holds of a session that has these attributes and active states.
bool holds(const Condition& condition, std::span<const IndexedAttribute> attributes,
           std::span<const std::string> active);

}  // namespace perdure::rows

// A stored definition, and what it makes of stored bytes.
//
//     the `definition` of a chart's version  +  state, payload or result bytes  ->  JSON
//     the `definition` of a chart's version  +  JSON  ->  payload, parameters, arguments or result bytes
//
// No chart runs here, and no type of the chart's program is needed. Both the definition and the bytes may be
// anything: Error(CorruptData) says what does not fit.
//
// In JSON: ints and floats are numbers (floats that are none "NaN", "Infinity", "-Infinity"), durations the shortest literal of the chart language ("90m"), timestamps ISO
// 8601 in UTC, bytes hexadecimal, enums their enumerator's name, maps objects (lists of pairs where keys are no
// scalars), empty optionals null, extern types lists of what they store. Secrets of tokens are "***". A value that is kept
// beside the session is {"apart": its size in bytes, "sha256": "…"}.
#pragma once

#include <perdure/effects.h>
#include <perdure/types.h>

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>

namespace perdure::definition {

using Json = nlohmann::ordered_json;

class Definition {
 public:
  // Throws Error(CorruptData) for what is no definition of a form that this build knows.
  explicit Definition(std::string_view json);

  const Json& json() const { return json_; }

  // Of a session that has not run its first step.
  Json params(std::span<const std::byte> bytes) const;
  // {"params", "data", "active", "states": {NAME: {"data", "invocations"}}, "histories", "result", "deferred"}, each
  // where the chart has any. Where an extern type has no known layout, "unread" says so, and what stands behind it is
  // left out.
  Json state(std::span<const std::byte> bytes) const;
  // What a session that has ended returned; null where the chart returns nothing.
  Json result(std::span<const std::byte> bytes) const;
  // An event's fields. `invocation`: whose outcome it is, for the kinds that are one. Null for what carries nothing.
  Json event(EventKind kind, std::string_view name, std::string_view invocation,
             std::span<const std::byte> payload) const;
  // Of a service, by its stored name: what it is called with, an object; and what it returns, null where that is nothing.
  // Throws Error(InvalidArgument) if the chart has no such service.
  Json arguments(std::string_view service, std::span<const std::byte> bytes) const;
  Json service_result(std::string_view service, std::span<const std::byte> bytes) const;

  // The other way: what is stored, of JSON in the form that those give. Each throws Error(InvalidArgument) that says where
  // ("`legs[0].price`") and what is wrong: a member that is missing or left over, a value of another type or out of its
  // range. Only an optional may be left out, and is null then. What the methods above give of a value that could be
  // read as a whole, these take back to the same bytes.
  Bytes write_params(const Json& params) const;
  // Of a declared event. For an SCXML document: {"data": …}, of any name.
  Bytes write_event(std::string_view name, const Json& fields) const;
  Bytes write_arguments(std::string_view service, const Json& arguments) const;
  Bytes write_service_result(std::string_view service, const Json& result) const;

 private:
  Json json_;
};

}  // namespace perdure::definition

// What stores share of taking sessions out and putting them in.
#pragma once

#include <perdure/transfer.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/store/rows/indexed.h"

namespace perdure::rows {

// Throws Error(InvalidArgument) for what no store can have made, Error(SessionExists) where an id is there twice.
void check(std::span<const TransferredSession> sessions);

// Whether anything could be called so.
bool is_askable(const TransferFilter& filter);

// A JSON array.
std::string to_json(const std::vector<std::string>& texts);

// Of a filter that nothing matches.
class NoSessions : public SessionReader {
 public:
  std::size_t total() const override { return 0; }
  std::optional<TransferredSession> next() override { return std::nullopt; }
};

// The highest fence of the sessions' jobs: leases of the store that they come into must be higher. 0 without jobs.
std::int64_t highest_fence(const TransferredSession& session);

[[noreturn]] void throw_exists(std::string_view id);

// Attributes by name, from the JSON object that to_json() made of them. What was a length or a moment of time is an
// integer then. Throws Error(InvalidArgument) for anything else.
std::vector<std::pair<std::string, IndexedValue>> indexed_from(std::string_view json);

}  // namespace perdure::rows

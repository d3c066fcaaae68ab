// What every store refuses, in the same words and before it has done anything. Each throws
// Error(InvalidArgument).
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace perdure::rows {

void check_session_id(std::string_view id);
// `what` it is, with its article.
void check_name(std::string_view name, std::string_view what);
void check(const NewSession& session);
void check(const NewEvent& event);
void check(std::span<const NewEvent> events);
void check(const NewToken& token);
void check(const Operation& operation);
// Where there is one.
void check_operator(std::optional<std::string_view> name);
// An event that goes to whichever session has the token.
void check_redeeming(const NewEvent& event);

// `batch` is the one that is asked to write it.
void check(const BatchWrite& write, const Batch& batch);

// For migrate(): 0 to 1024.
void check_lanes(std::int32_t lanes);

}  // namespace perdure::rows

// Words and times as a terminal may have them.
#pragma once

#include <perdure/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::ops {

// `text` with \xNN for each byte of a control character, of one that turns the direction of writing, and
// of what is not UTF-8: so that no name can steer the terminal.
std::string printable(std::string_view text);

// How many columns printable text takes, if each character takes one.
std::size_t width(std::string_view printable);

// ISO 8601 in UTC, to the millisecond: 2026-03-01T12:00:00.000Z. Years beyond 9999 are `never`.
std::string time_text(Timestamp time);
std::string time_text(const std::optional<Timestamp>& time, std::string_view otherwise);

std::string join(const std::vector<std::string>& words);  // With spaces; `-` for none.

}  // namespace perdure::ops

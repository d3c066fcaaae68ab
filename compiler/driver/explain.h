// The pages of docs/diagnostics/, which `perdurec explain` shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perdure::driver {

// The page of a diagnostic by its code or its name, in whatever case. Nothing if there is no such
// diagnostic.
std::optional<std::string_view> explain(std::string_view code);

// Every diagnostic on a line: its code, whether it is an error, and its message.
std::string list_diagnostics();

}  // namespace perdure::driver

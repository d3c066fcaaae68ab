// What things are called in C++.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::plan {

// The word itself, or with an underscore after it where C++ has it for its own.
std::string cpp_word(std::string_view word);

// PurchaseOrder -> purchase_order
std::string snake_case(std::string_view name);

// payment.received -> PaymentReceived
std::string camel_case(std::string_view name);

// {"a", "b"} -> "a::b". What Perdure's own code needs to reach is kept apart: `std` and `perdure` become
// `std_` and `perdure_`.
std::string cpp_namespace(const std::vector<std::string>& parts);

// The namespace of what is generated for a chart, in that of its file.
std::string chart_namespace(std::string_view chart);

// The namespace of what is generated for an older version of a chart, in that of the chart: "v1".
std::string version_namespace(std::int64_t version);

// Any text as an identifier: what is none in it becomes `_`. Not unique.
std::string identifier(std::string_view text);

// The class of a chart, where its name may be any identifier: not that of its namespace.
std::string chart_class(std::string_view chart);

}  // namespace perdure::plan

// Values as text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/simulate/value.h"

namespace perdure::simulate {

// As `log` and `format` show it: a string as it is, an enumerator's name alone.
std::string text_of(const model::Program& program, const Value& value);
std::string text_of(Duration value);   // 1h30m
std::string text_of(Timestamp value);  // 2020-01-02T12:00:00Z

// As a chart would write it: "text", Method.card, Item(sku: "x", quantity: 1). A moment and bytes, which have no
// literal, as text_of() has them.
std::string spell(const model::Program& program, const Value& value);

// What format() makes of a pattern: each `{}` is a text, `{{` and `}}` are braces.
std::string fill(std::string_view pattern, const std::vector<std::string>& texts);

std::string joined(const std::vector<std::string>& words, std::string_view separator);

}  // namespace perdure::simulate

// A Program as text, for golden tests and for eyes: everything that the model says, and nothing of
// how it was written. Operators are parenthesized; strings are in quotes, with escapes.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/model/model.h"

namespace perdure::model {

// Each line ends with a newline, here and in what follows.
std::string dump(const Program& program);

// On one line, without a newline.
std::string dump(const Program& program, ExprId expression);

// (amount: total, "text")
std::string dump(const Program& program, const std::vector<Argument>& arguments);

// `depth` is how far it is indented.
std::string dump(const Program& program, const Payload& payload);
std::string dump(const Program& program, const Block& block, std::size_t depth);

// list<Item>?
std::string dump(const TypeRef& type);

// "text\n"
std::string quoted(const std::string& text);

}  // namespace perdure::model

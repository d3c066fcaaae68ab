// Kinds of words, by their token types.
#pragma once

#include <cstddef>

namespace perdure::parse {

// Words that begin a declaration, a state or a transition.
bool begins_item(std::size_t type);
// Those of them that a name follows at once.
bool takes_a_name(std::size_t type);
// Names, and the words that can be names.
bool is_word(std::size_t type);
bool is_literal(std::size_t type);
bool is_operator(std::size_t type);
bool is_opener(std::size_t type);
bool is_closer(std::size_t type);
std::size_t closer_of(std::size_t opener);

}  // namespace perdure::parse

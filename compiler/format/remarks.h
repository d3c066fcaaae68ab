// The comments between two words: which lines they take, and how they look.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/format/layout.h"

namespace perdure::format {

// Code points, which is what people count as columns.
std::size_t columns(std::string_view text);

struct Remark {
  std::string_view text;   // Without the white space around it.
  std::size_t column = 0;  // Where it began, counted from 0.
  int lines_before = 0;    // How many lines below what stands before it.
  bool ends_line() const;  // `//`, and `/* */` of several lines.

  // As it reads where it begins in `new_column`: the lines of one that has several move together.
  std::string moved(std::size_t new_column) const;
};

// All that stands before one word.
struct Between {
  std::vector<Remark> remarks;
  int lines_before_word = 0;  // How many lines below the last remark, or the word before.

  // It takes lines of its own, or ends one.
  bool breaks() const;
};

// By the word after it, and what is at the end of the file.
std::vector<Between> between_words(const source::Files& files, source::FileId file,
                                   const parse::Tree& tree);

}  // namespace perdure::format

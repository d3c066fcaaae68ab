// A line of a script, or one that somebody typed, and its parts: words, arguments, what is left.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/source/source.h"

namespace perdure::simulate {

// Some text of a line, and where it stands.
struct Part {
  std::string_view text;
  source::Range range;

  bool empty() const { return text.empty(); }
};

class Line {
 public:
  // `files` outlives it. What stands behind `->`, outside of strings, is no part of it.
  Line(const source::Files& files, source::Range range);

  // All of it.
  Part whole() const { return part(begin_, end_); }
  // The next word: letters, digits, and what else names of events and sessions may have; empty where there is none.
  Part word();
  // "(…)" up to its last bracket, where that comes next; nothing where it does not, or has no end.
  std::optional<Part> arguments();
  // Takes `sign` where it comes next.
  bool accept(std::string_view sign);
  // What is left, without blanks around it.
  Part rest() const;
  // A point behind the last thing that was read.
  source::Range here() const { return part(at_, at_).range; }

 private:
  Part part(std::size_t begin, std::size_t end) const;
  void skip_blanks();
  // One past the string that begins there, or the end.
  std::size_t string_end(std::size_t at) const;

  std::string_view text_;  // Of the whole file.
  source::FileId file_;
  std::size_t begin_;
  std::size_t end_;
  std::size_t at_;
};

}  // namespace perdure::simulate

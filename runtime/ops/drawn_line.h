// A line of a terminal that is drawn again and again, and gone in the end.
#pragma once

#include <ostream>
#include <string_view>

namespace perdure::ops {

class DrawnLine {
 public:
  // `out` is a terminal, and must outlive it. Nothing is drawn before the first draw().
  explicit DrawnLine(std::ostream& out) : out_(out) {}
  ~DrawnLine() {
    if (drawn_) out_ << "\r" << ToEnd << std::flush;
  }
  DrawnLine(const DrawnLine&) = delete;
  DrawnLine& operator=(const DrawnLine&) = delete;

  // In place of what stood there.
  void draw(std::string_view text) {
    out_ << '\r' << text << ToEnd << std::flush;
    drawn_ = true;
  }

 private:
  static constexpr std::string_view ToEnd =
      "\x1b[K";  // ECMA-48, EL: erases from here to the line's end.

  std::ostream& out_;
  bool drawn_ = false;
};

}  // namespace perdure::ops

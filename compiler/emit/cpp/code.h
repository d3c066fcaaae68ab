// Lines of C++, indented and no longer than they should be.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdure::emit::cpp {

inline constexpr std::size_t Columns = 100;

class Code {
 public:
  explicit Code(int depth = 0) : depth_(depth) {}

  // Adds one line; one that is too long is broken after commas and operators, as clang-format would.
  void line(std::string_view text);
  // Adds a comment, broken between words.
  void comment(std::string_view text);
  // Adds the lines of something that is indented already.
  void raw(std::string_view text) { text_ += text; }
  void blank() { text_ += '\n'; }

  // "if (x) {" and its "}"
  void open(std::string_view text) {
    line(text);
    ++depth_;
  }
  void close(std::string_view text = "}") {
    --depth_;
    line(text);
  }
  void indent() { ++depth_; }
  void dedent() { --depth_; }

  int depth() const { return depth_; }
  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }

 private:
  int depth_;
  std::string text_;
};

std::string join(const std::vector<std::string>& parts, std::string_view separator);

// Without the last line end, and with `by` blanks less before each line: for a place in a template that is
// indented itself.
std::string unindented(const std::string& text, std::size_t by);

// A function whose body is one line, on one line where it fits.
std::string shortened(std::string definition);

// The last part of a path.
std::string file_name(std::string_view path);

}  // namespace perdure::emit::cpp

// Where results go: files that change only if they have to, depfiles, and standard output.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver/compile.h"

namespace perdure::driver {

// Each answers nothing, or what the system says went wrong.
struct [[nodiscard]] Trouble {
  std::string text;
  explicit operator bool() const { return !text.empty(); }
};

// Afterwards the file holds `text`, its directory being made if need be. It is replaced whole, and
// not touched if it holds the text already, so that builds do nothing where nothing changed.
Trouble write(const Output& output);

// Afterwards the file, which is there, holds `text`, with the permissions and the owner that it had. A
// link stays one: what it points at is replaced, whole.
Trouble rewrite(const std::string& path, std::string_view text);

// Whether `path` is to be a directory of results: it is one, or its last name has no ending.
bool is_directory(const std::string& path);

// A Makefile rule that says that each output is made of every file that was read.
Trouble write_depfile(const std::string& path, const std::vector<Output>& outputs,
                      const source::Files& files);

Trouble print(std::string_view text);

// The paths of those whose file does not hold their text.
std::vector<std::string> stale(const std::vector<Output>& outputs);

}  // namespace perdure::driver

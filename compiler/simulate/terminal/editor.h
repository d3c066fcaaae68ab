// Lines typed at a terminal, with history, editing and completion by libedit.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/simulate/script/complete.h"

namespace perdure::simulate {

class Editor {
 public:
  using Complete = std::function<Completion(std::string_view before)>;

  // Of standard input and output, which are a terminal.
  explicit Editor(Complete complete);
  ~Editor();
  Editor(const Editor&) = delete;
  Editor& operator=(const Editor&) = delete;

  // The next line, without its end; nothing at the end of all. `remembered`: the arrow keys bring it back.
  std::optional<std::string> read(const std::string& prompt, bool remembered = true);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure::simulate

// A simulation at a terminal: commands are typed, and what they did is shown; it can be undone and saved as a script.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/script/play.h"
#include "compiler/simulate/script/simulation.h"
#include "compiler/simulate/terminal/editor.h"

namespace perdure::simulate {

class Shell {
 public:
  // How files are read and written. Each answers why it could not be.
  struct Disk {
    std::function<std::string(const std::string& path, std::string& text)> read;
    std::function<std::string(const std::string& path, const std::string& text)> write;
  };

  Shell(Definition& definition, Simulation& simulation, Disk disk, bool colour);

  // Until `quit` or the end of input.
  void run();

 private:
  struct Done {
    Simulation::State before;
    Simulation::State after;
    Reply reply;
  };

  void greet() const;
  std::string prompt() const;
  // Whether to go on.
  bool obey(const std::string& typed);
  // False where it was refused.
  bool perform(const std::string& typed);
  // The answer of a function that was called, asked for. Whether there is one.
  bool ask(const Unanswered& call);
  std::optional<Reply> attempt(const std::string& typed);
  void note(Simulation::State before, const Reply& reply);
  void show(const Reply& reply, const std::vector<std::string>& data_before) const;
  std::vector<std::string> data() const;
  void undo();
  void redo();
  void save(const std::string& path);
  void load(const std::string& path);
  std::string script() const;
  void say(const std::string& text) const;
  void say_diagnostics(Reporter& report) const;

  Definition& definition_;
  Simulation& simulation_;
  Disk disk_;
  bool colour_;
  Editor editor_;
  std::vector<Done> done_;
  std::size_t now_ = 0;  // How many of `done_` are in force; the others can be done again.
};

}  // namespace perdure::simulate

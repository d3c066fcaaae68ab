// A command line in the making. Each group of commands is a file of this folder, which gives it its words: names,
// options, helps; what a command then does stands in commands.h.
#pragma once

#include <perdure/runtime.h>

#include <CLI/CLI.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/self.h"
#include "runtime/operate/operator.h"
#include "runtime/ops/commands.h"

namespace perdure::ops {

class Line {
 public:
  using Command = std::function<int(Store& store, Output output)>;

  // Without a runtime: for any store, which an option names, and without charts.
  explicit Line(Runtime* runtime);

  CLI::App& app() { return app_; }
  const CLI::App& app() const { return app_; }
  Runtime* runtime() const { return runtime_; }

  // A command below `parent`: which one was typed is what run() does.
  CLI::App& add(CLI::App& parent, const std::string& name, const std::string& what,
                Command command);
  // The same, of one that changes sessions: --name, or the environment, says who does it; otherwise it is this user.
  using Operation = std::function<int(operate::Operator& by, Output output)>;
  CLI::App& add_operation(CLI::App& parent, const std::string& name, const std::string& what,
                          Operation operation);
  // Not a command by itself, but those that are added to it.
  CLI::App& add_group(const std::string& name, const std::string& what);

  // Adds the commands that tell of those that there are by then. They ask no store.
  void add_self();

  // Exit codes as in command_line.h.
  int run(int argc, char** argv);

 private:
  CLI::App app_{"What Perdure keeps in a store, and how it stands."};
  Runtime* runtime_;
  std::string uri_;
  bool json_ = false;
  Command command_;
  // Of `perdure` alone: a program of one's own has no pages.
  std::optional<cli::Self> self_;
};

// Options that several groups have.
void add_id(CLI::App& app, std::string& id);
void add_limit(CLI::App& app, std::size_t& limit);
void add_name(CLI::App& app, std::string& name, const std::string& what);

// Says what is wrong, and returns `code`.
int complain(std::string_view what, int code);

// The groups, in the order of the help.
void add_schema(Line& line);
void add_sessions(Line& line);
void add_send(Line& line);
void add_history(Line& line);
void add_dead(Line& line);
void add_jobs(Line& line);
void add_charts(Line& line);
void add_upkeep(Line& line);
void add_transfer(Line& line);
void add_console(Line& line);
void add_replay(Line& line);  // Of a line with a runtime.

}  // namespace perdure::ops

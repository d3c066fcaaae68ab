// What can be said on a command line, as plain values: from the definitions that CLI11 parses by.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::cli {

struct Word {
  enum class Takes { Nothing, Anything, OneOf, File, Directory };

  std::vector<std::string> names;  // "-o", "--output"; of a positional its name alone.
  std::string what;                // What it is for.
  std::string value;               // What its value is called: "FILE".
  std::string otherwise;           // The default, as the help shows it.
  std::string environment;         // A variable that says the same.
  Takes takes = Takes::Nothing;
  std::vector<std::string> one_of;
  bool required = false;
  bool repeated = false;
};

struct Command {
  std::vector<std::string> path;  // "perdure", "db", "migrate"
  std::string what;
  std::string footer;
  std::vector<Word> options;  // Without those of the commands above, which it takes, too.
  std::vector<Word> positionals;
  std::vector<Command> commands;
};

// All of an app, named `name`. What is in no group, and so in no help, is left out.
Command command_of(const CLI::App& app, const std::string& name);

std::string joined(const std::vector<std::string>& words, std::string_view between);

}  // namespace perdure::cli

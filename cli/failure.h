// What is wrong with a command line, in words for whoever typed it.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace perdure::cli {

// For CLI::App::failure_message(): with the program's name before it, and where to read on.
std::string failure_of(const CLI::App* app, const CLI::Error& error);

}  // namespace perdure::cli

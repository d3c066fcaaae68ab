#include "cli/failure.h"

#include <vector>

namespace perdure::cli {

std::string failure_of(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* at = app;  // As far as the commands were understood.
  std::string path = app->get_name();
  while (!at->get_subcommands().empty()) {
    at = at->get_subcommands().front();
    path += " " + at->get_name();
  }
  std::string text = app->get_name() + ": ";
  const bool lacks_a_command =
      error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError) &&
      at->get_require_subcommand_min() > 0;
  if (!lacks_a_command) return text + error.what() + "\nTry " + path + " --help.\n";
  const std::vector<std::string> left = app->remaining(true);
  text += left.empty() ? "which command?" : "there is no command `" + left.front() + "`:";
  return text + " `" + path + " --help` lists them\n";
}

}  // namespace perdure::cli

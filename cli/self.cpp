#include "cli/self.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <utility>

#include "cli/completion.h"
#include "cli/manual.h"

namespace perdure::cli {
namespace {

bool write(const std::string& text, const std::string& file) {
  if (file.empty()) {
    std::cout << text << std::flush;
    return static_cast<bool>(std::cout);
  }
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (!out) std::cerr << "cannot write " << file << '\n';
  return static_cast<bool>(out);
}

}  // namespace

Self::Self(CLI::App& app, std::string name, std::string version)
    : app_(app),
      name_(std::move(name)),
      version_(std::move(version)),
      completion_(app.add_subcommand("completion", "Print what a shell completes this command by")),
      manual_(app.add_subcommand("manual", "Print a manual page: of all, or of one command")) {
  completion_->add_option("SHELL", shell_, "Which")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh"}));
  completion_->add_option("-o,--output", file_, "Where to; otherwise standard output")
      ->type_name("FILE");
  completion_->footer("Examples:\n  source <(" + name_ + " completion bash)\n  " + name_ +
                      " completion zsh > ~/.zsh/functions/_" + name_);
  manual_->add_option("COMMAND", page_, "Of this command");
  manual_->add_option("--directory", directory_, "Write all of the pages here")->type_name("DIR");
  manual_->footer("Examples:\n  " + name_ + " manual | man -l -");
}

int Self::run() const { return completion_->parsed() ? complete() : explain(); }

int Self::complete() const {
  const Command command = command_of(app_, name_);
  return write(shell_ == "bash" ? bash_completion(command) : zsh_completion(command), file_) ? 0
                                                                                             : 1;
}

int Self::explain() const {
  const std::vector<ManualPage> pages = manual(command_of(app_, name_), version_);
  if (!directory_.empty()) {
    std::error_code error;
    std::filesystem::create_directories(directory_, error);
    bool good = true;
    for (const ManualPage& page : pages) {
      good = write(page.text, directory_ + "/" + page.name + ".1") && good;
    }
    return good ? 0 : 1;
  }
  const std::string wanted = page_.empty() ? name_ : name_ + "-" + page_;
  for (const ManualPage& page : pages) {
    if (page.name == wanted) return write(page.text, {}) ? 0 : 1;
  }
  std::cerr << name_ << ": there is no command of that name\n";
  return 1;
}

}  // namespace perdure::cli

// The commands by which a command line tells of itself: `completion` and `manual`.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace perdure::cli {

class Self {
 public:
  // Adds them. They tell of all that is in `app` when run() is called. `app` must outlive this.
  Self(CLI::App& app, std::string name, std::string version);
  Self(const Self&) = delete;
  Self& operator=(const Self&) = delete;

  bool parsed() const { return completion_->parsed() || manual_->parsed(); }
  // If parsed(). Exit code 1, with words on standard error, where there is no such page, or it cannot be written.
  int run() const;

 private:
  int complete() const;
  int explain() const;

  CLI::App& app_;
  std::string name_;
  std::string version_;
  CLI::App* completion_;
  CLI::App* manual_;
  std::string shell_;
  std::string file_;
  std::string page_;
  std::string directory_;
};

}  // namespace perdure::cli

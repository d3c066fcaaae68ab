// A child process of a test.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace perdure::faults {

class Process {
 public:
  using Environment = std::map<std::string, std::string>;

  // Starts `arguments[0]`. What it prints is kept; what it logs goes where the test's own log goes.
  explicit Process(const std::vector<std::string>& arguments, const Environment& more = {});
  ~Process();  // Kills it if it still runs.
  Process(Process&& from) noexcept;
  Process& operator=(Process&& from) noexcept;

  // Waits for the first line that it prints, by which it says that it can be asked to leave. False if it ended
  // without one.
  bool wait_until_ready();
  void signal(int number) const;
  // Waits for its end. Its exit code, or minus the number of the signal that ended it.
  int wait();
  // Standard output after that line, once it has ended.
  const std::string& printed() const { return printed_; }

 private:
  pid_t id_ = -1;
  int out_ = -1;
  std::string printed_;
};

}  // namespace perdure::faults

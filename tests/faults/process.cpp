#include "tests/faults/process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <utility>

namespace perdure::faults {

Process::Process(const std::vector<std::string>& arguments, const Environment& more) {
  // All that allocates is done before fork(): other threads may hold the heap's lock just then.
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  std::vector<std::string> settings;
  for (char** entry = environ; *entry != nullptr; ++entry) settings.emplace_back(*entry);
  for (const auto& [name, value] : more) settings.push_back(name + "=" + value);
  std::vector<char*> environment;
  for (std::string& setting : settings) environment.push_back(setting.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  id_ = fork();
  if (id_ == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execve(argv[0], argv.data(), environment.data());
    _exit(127);
  }
  close(ends[1]);
  out_ = ends[0];
  if (id_ < 0) throw std::runtime_error("no process");
}

Process::~Process() {
  if (id_ < 0) return;
  signal(SIGKILL);
  wait();
}

Process::Process(Process&& from) noexcept
    : id_(std::exchange(from.id_, -1)),
      out_(std::exchange(from.out_, -1)),
      printed_(std::move(from.printed_)) {}

Process& Process::operator=(Process&& from) noexcept {
  std::swap(id_, from.id_);
  std::swap(out_, from.out_);
  std::swap(printed_, from.printed_);
  return *this;
}

bool Process::wait_until_ready() {
  for (char byte = 0; byte != '\n';) {
    const ssize_t size = read(out_, &byte, 1);
    if (size == 0 || (size < 0 && errno != EINTR)) return false;
  }
  return true;
}

void Process::signal(int number) const { kill(id_, number); }

int Process::wait() {
  char buffer[256];
  for (ssize_t size = 0; (size = read(out_, buffer, sizeof buffer)) != 0;) {
    if (size > 0) printed_.append(buffer, static_cast<std::size_t>(size));
    if (size < 0 && errno != EINTR) break;
  }
  close(std::exchange(out_, -1));
  int status = 0;
  while (waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

}  // namespace perdure::faults

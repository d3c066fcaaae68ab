// Names that would hide, or clash with, what generated code finds outside of its own namespace.
#include <algorithm>
#include <string>

#include "compiler/check/cpp_names.h"
#include "compiler/check/passes.h"

namespace perdure::check {

namespace {

// Generated code says std:: and perdure::, wherever it stands.
constexpr std::string_view Everywhere[] = {"std", "perdure", "cereal"};

// The words among the functions, types and variables that the C library declares (ISO C and POSIX): C++ has them
// outside of all namespaces.
constexpr std::string_view InC[] = {
    "abort",    "abs",         "accept",   "access", "acct",      "alarm",    "assert",
    "bind",     "calloc",      "ceil",     "clock",  "clone",     "close",    "confstr",
    "connect",  "cos",         "creat",    "daemon", "daylight",  "div",      "drem",
    "dup",      "environ",     "erf",      "errno",  "exit",      "exp",      "fcntl",
    "fdim",     "fileno",      "floor",    "fork",   "free",      "gamma",    "getline",
    "getopt",   "hypot",       "index",    "isatty", "j0",        "j1",       "jn",
    "kill",     "labs",        "link",     "listen", "localtime", "lockf",    "log",
    "logb",     "main",        "malloc",   "nan",    "nice",      "open",     "optarg",
    "pause",    "perror",      "pipe",     "poll",   "pow",       "printf",   "putc",
    "puts",     "qsort",       "raise",    "rand",   "random",    "read",     "realloc",
    "recv",     "remainder",   "remove",   "rename", "revoke",    "rewind",   "rindex",
    "rint",     "round",       "scalb",    "select", "send",      "shutdown", "sigaction",
    "signal",   "significand", "sin",      "sleep",  "socket",    "splice",   "sqrt",
    "stat",     "stderr",      "stdin",    "stdout", "swab",      "symlink",  "sync",
    "syscall",  "sysconf",     "system",   "tan",    "tee",       "time",     "times",
    "timespec", "timeval",     "timezone", "tm",     "trunc",     "truncate", "umask",
    "unlink",   "unshare",     "wait",     "write",  "y0",        "y1",       "yn",
};

template <typename Words>
bool has(const Words& words, std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

class Scopes {
 public:
  Scopes(const model::Program& program, Reporter& report) : program_(program), report_(report) {}

  void run() {
    for (const model::File& file : program_.files) {
      const bool is_global = file.name_space.empty();
      for (std::size_t part = 0; part < file.name_space.size(); ++part) {
        const std::string& name = file.name_space[part];
        look_at(name, name, file.name_space_range, part == 0);
      }
      for (const model::TypeDeclId id : file.types) {
        const model::NameRef& name = program_.type(id).name;
        look_at(name.name, name.name, name.range, is_global);
      }
      for (const model::ChartId id : file.charts) chart(program_.chart(id), is_global);
    }
    for (const model::TypeDecl& type : program_.types) {
      if (type.chart) look_at(type.name.name, type.name.name, type.name.range, false);
    }
  }

 private:
  void chart(const model::Chart& chart, bool is_global) {
    look_at(chart.name.name, snake_case(chart.name.name), chart.name.range, is_global);
    for (std::size_t state = 1; state < chart.states.size(); ++state) {
      const model::NameRef& name = chart.states[state].name;
      look_at(name.name, name.name, name.range, false);
    }
  }

  void look_at(const std::string& name, const std::string& in_cpp, source::Range range,
               bool is_global) {
    if (has(Everywhere, in_cpp)) {
      report_.report(diag::SameCppName, range, name, in_cpp,
                     "a namespace that generated code uses");
    } else if (is_global && has(InC, in_cpp)) {
      report_.report(diag::SameCppName, range, name, in_cpp, "something of the C library")
          .note(diag::GiveNamespace, range);
    }
  }

  const model::Program& program_;
  Reporter& report_;
};

}  // namespace

void cpp_scopes(const model::Program& program, const Facts&, Reporter& report) {
  Scopes(program, report).run();
}

}  // namespace perdure::check

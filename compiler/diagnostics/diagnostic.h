// Diagnostics: everything that the compiler has to say about a chart.
//
// A message is one line of a .def file in this folder, and that line is its only home: the typed constant
// in diag::, `perdurec explain`, the manual and the coverage test are made from it. Codes are never
// renumbered. P1xxx reading files and syntax, P2xxx names and types, P3xxx the rules of statecharts,
// P4xxx versions.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fmt/format.h>

#include "compiler/source/source.h"

namespace perdure {

enum class Severity { Note, Warning, Error };

// The constant half of a diagnostic: one line of a .def file. Notes have no code.
struct MessageInfo {
  std::string_view code;  // "P3001"
  std::string_view name;  // "UnreachableState"
  Severity severity;
  std::string_view format;  // fmt's, with numbered arguments: "state `{0}` can never be entered"
};

template <typename... Arguments>
struct Message : MessageInfo {};

// One note: help, or the other place that a diagnostic is about.
struct Note {
  const MessageInfo* message;
  source::Range range;
  std::string text;
};

struct Diagnostic {
  const MessageInfo* message;
  source::Range range;
  std::string text;
  std::vector<Note> notes;
  bool promoted = false;  // A warning that -Werror made an error.

  Severity severity() const { return promoted ? Severity::Error : message->severity; }
};

namespace diag {

#define DIAGNOSTIC(code, name, severity, format, ...) \
  inline constexpr Message<__VA_ARGS__> name{{#code, #name, Severity::severity, format}};
#define NOTE(name, format, ...) \
  inline constexpr Message<__VA_ARGS__> name{{"", #name, Severity::Note, format}};
#include "compiler/diagnostics/all.def"
#undef DIAGNOSTIC
#undef NOTE

}  // namespace diag

// Every diagnostic there is (no notes), in the order of the .def files.
std::span<const MessageInfo* const> all_messages();

// Collects what is reported. Reporting a message with the wrong arguments does not compile.
class Reporter {
 public:
  // Hung onto the diagnostic just reported: `report(…).note(…).note(…)`.
  class Reported {
   public:
    explicit Reported(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}
    template <typename... Arguments>
    Reported& note(const Message<Arguments...>& message, source::Range range,
                   const std::type_identity_t<Arguments>&... arguments) {
      diagnostic_.notes.push_back(
          {&message, range, fmt::format(fmt::runtime(message.format), arguments...)});
      return *this;
    }

   private:
    Diagnostic& diagnostic_;
  };

  template <typename... Arguments>
  Reported report(const Message<Arguments...>& message, source::Range range,
                  const std::type_identity_t<Arguments>&... arguments) {
    return add({&message, range, fmt::format(fmt::runtime(message.format), arguments...), {}});
  }

  // How many errors were reported so far.
  std::size_t errors() const { return errors_; }

  // Sorted by file and place; what was reported twice at one place in the same words is there once.
  std::vector<Diagnostic> take();

 private:
  Reported add(Diagnostic diagnostic);

  std::deque<Diagnostic> diagnostics_;  // Reported keeps references.
  std::size_t errors_ = 0;
};

}  // namespace perdure

// What is reported about one file: a Reporter that has enough at some point.
#pragma once

#include <optional>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure {

class Findings {
 public:
  // A file of noise gets this many errors, and one that says so.
  static constexpr std::size_t MaxErrors = 100;

  // `end` is the end of the file, where too many errors are told of.
  Findings(Reporter& report, source::Range end) : report_(report), end_(end) {}

  // Nothing if there were too many before.
  template <typename... Arguments>
  std::optional<Reporter::Reported> error(const Message<Arguments...>& message, source::Range range,
                                          const std::type_identity_t<Arguments>&... arguments) {
    if (!admit()) return std::nullopt;
    return report_.report(message, range, arguments...);
  }

  // Warnings are not counted.
  template <typename... Arguments>
  Reporter::Reported warning(const Message<Arguments...>& message, source::Range range,
                             const std::type_identity_t<Arguments>&... arguments) {
    return report_.report(message, range, arguments...);
  }

  std::size_t errors() const { return errors_; }
  bool full() const { return errors_ > MaxErrors; }

 private:
  bool admit();

  Reporter& report_;
  source::Range end_;
  std::size_t errors_ = 0;
};

}  // namespace perdure

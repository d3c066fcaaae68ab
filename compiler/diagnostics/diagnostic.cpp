// The list of all messages, and what a Reporter hands out. See diagnostic.h.
#include "compiler/diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace perdure {

std::span<const MessageInfo* const> all_messages() {
  static constexpr const MessageInfo* messages[] = {
#define DIAGNOSTIC(code, name, severity, format, ...) &diag::name,
#define NOTE(name, format, ...)
#include "compiler/diagnostics/all.def"
#undef DIAGNOSTIC
#undef NOTE
  };
  return messages;
}

Reporter::Reported Reporter::add(Diagnostic diagnostic) {
  if (diagnostic.message->severity == Severity::Error) ++errors_;
  diagnostics_.push_back(std::move(diagnostic));
  return Reported(diagnostics_.back());
}

std::vector<Diagnostic> Reporter::take() {
  std::vector<Diagnostic> taken(std::make_move_iterator(diagnostics_.begin()),
                                std::make_move_iterator(diagnostics_.end()));
  diagnostics_.clear();
  // Stable: two findings at one place stay in the order of the passes.
  std::stable_sort(taken.begin(), taken.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.range < b.range; });
  const auto repeats = [&](std::size_t at) {
    for (std::size_t before = at; before-- > 0 && taken[before].range == taken[at].range;) {
      if (taken[before].message == taken[at].message && taken[before].text == taken[at].text) {
        return true;
      }
    }
    return false;
  };
  std::vector<bool> repeated(taken.size());
  for (std::size_t at = 0; at < taken.size(); ++at) repeated[at] = repeats(at);
  std::vector<Diagnostic> kept;
  kept.reserve(taken.size());
  for (std::size_t at = 0; at < taken.size(); ++at) {
    if (!repeated[at]) kept.push_back(std::move(taken[at]));
  }
  return kept;
}

}  // namespace perdure

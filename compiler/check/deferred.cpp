// Deferring an event that is always taken keeps nothing.
#include <algorithm>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::StateId;
using model::Transition;

namespace {

// The transition of the state or of one around it that takes the event whatever guards say.
const Transition* taker_of(const Subject& subject, StateId id, std::uint32_t event) {
  for (StateId at = id;; at = subject.tree.state(at).parent) {
    const std::vector<Transition>& transitions = subject.tree.state(at).transitions;
    for (std::uint32_t i = 0; i < transitions.size(); ++i) {
      const auto match = subject.found.matches.find({at, i});
      if (match == subject.found.matches.end()) continue;
      const std::vector<std::uint32_t>& events = match->second.events;
      const bool takes = std::binary_search(events.begin(), events.end(), event);
      if (takes && is_unguarded(subject.program, transitions[i])) return &transitions[i];
    }
    if (at == model::RootState) return nullptr;
  }
}

}  // namespace

void deferred(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const auto& [id, descriptors] : subject.found.deferred) {
      for (std::size_t i = 0; i < descriptors.size(); ++i) {
        const Transition* taker = nullptr;
        bool all_taken = !descriptors[i].empty();
        for (const std::uint32_t event : descriptors[i]) {
          const Transition* one = taker_of(subject, id, event);
          all_taken = all_taken && one;
          if (!taker) taker = one;
        }
        if (!all_taken) continue;
        const model::EventDescriptor& descriptor = subject.tree.state(id).deferred[i];
        const std::string rest = descriptor.wildcard ? (descriptor.name.empty() ? "*" : ".*") : "";
        subject.report.report(diag::NeverDeferred, descriptor.range, descriptor.name + rest)
            .note(diag::HasNoGuard, taker->range);
      }
    }
  });
}

}  // namespace perdure::check

// Transitions and actions in the few words that fit beside an arrow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagram/picture.h"

namespace perdure::diagram {

// "submit", "after 7d", "done", "else"; empty where only the guard speaks.
std::string trigger_text(const Transition& transition);

// The whole transition in UML's words: "submit [size(event.items) > 0] / total = price(items)".
std::string transition_text(const Transition& transition);

// Shortened for an arrow, or for a line inside a state; that says where the transition leads to, if that
// is anywhere.
Caption caption(const Transition& transition, const std::string& target = {});
// For what is done on entry or exit: "entry / notify(…)".
Caption caption(std::string_view word, const std::vector<std::string>& statements);
// What a state waits for: "token approval for approve, reject", "invoke charge_card(…) as charge", "defer a, b.*".
Caption caption(const Token& token);
Caption caption(const Invocation& invocation);
Caption deferred_caption(const State& state);

}  // namespace perdure::diagram

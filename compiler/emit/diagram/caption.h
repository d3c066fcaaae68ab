// Transitions and actions in the few words that fit beside an arrow.
#pragma once

#include <string>
#include <string_view>

#include "compiler/emit/diagram/picture.h"

namespace perdure::emit::diagram {

// "submit", "after 7d", "done", "else"; empty where only the guard speaks.
std::string trigger_text(const plan::Transition& transition);

// The whole transition in UML's words: "submit [size(event.items) > 0] / total = price(items)".
std::string transition_text(const plan::Transition& transition);

// Shortened for an arrow, or for a line inside a state; that says where the transition leads to, if that
// is anywhere.
Caption caption(const plan::Transition& transition, const std::string& target = {});
// For an entry or exit block: "entry / notify(…)".
Caption caption(std::string_view word, const plan::Block& block);
// What a state waits for: "token approval for approve, reject", "invoke charge_card(…) as charge", "defer a, b.*".
Caption caption(const plan::Token& token);
Caption caption(const plan::Invocation& invocation);
Caption deferred_caption(const plan::State& state);

}  // namespace perdure::emit::diagram

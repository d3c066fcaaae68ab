// What is said of commands that cannot be performed. Values in them are refused by the compiler's own messages.
//
// They have no codes: nobody silences or looks up what is said at a prompt.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure::simulate::refusal {

template <class... Arguments>
constexpr Message<Arguments...> refusal(std::string_view name, std::string_view text) {
  return {{"", name, Severity::Error, text}};
}

using Text = std::string_view;

inline constexpr auto UnknownCommand =
    refusal<Text>("UnknownCommand", "there is no command `{0}`; `help` lists them");
// The forms of the command.
inline constexpr auto Form = refusal<Text>("Form", "a command is written otherwise: {0}");
inline constexpr auto NothingNamed = refusal<Text, Text>("NothingNamed", "no {0} is named `{1}`");
inline constexpr auto NotStarted =
    refusal<>("NotStarted", "no session was started: `start` comes first");
inline constexpr auto NothingWaits =
    refusal<Text>("NothingWaits", "no call of `{0}` waits for an answer");
inline constexpr auto TimeGoesBack = refusal<>("TimeGoesBack", "time does not go back");
inline constexpr auto NotSimulated = refusal<Text, Text>(
    "NotSimulated",
    "chart `{0}` is not simulated: its data model is `{1}`, whose events and data are known at run "
    "time alone");
inline constexpr auto ValueFails = refusal<Text>("ValueFails", "this has no value: {0}");
// Of a script that is checked: what happens.
inline constexpr auto ScriptDiffers =
    refusal<Text>("ScriptDiffers", "this is not what happens, which is `{0}`");

}  // namespace perdure::simulate::refusal

// The language that Mermaid and PlantUML share, but for the dialect.
//
//     Picture, Dialect  ->  text
//
// Neither knows a final state with a name: it is drawn as an ordinary one, with an arrow to `[*]`.
#pragma once

#include <string>
#include <string_view>

#include "diagram/highlight.h"
#include "diagram/picture.h"

namespace perdure::diagram {

struct Dialect {
  // Any text as it may stand on a line, behind a colon or between quotes.
  std::string (*escape)(std::string_view text) = nullptr;
  // Whether it cannot be the name of a state.
  bool (*is_reserved)(std::string_view lower_case) = nullptr;
  // A history: "state … as NAME". `title` is escaped.
  std::string (*history)(const std::string& title, const std::string& name, bool deep) = nullptr;
  // Whether regions are divided by `--`; otherwise they are states of one that says that it is parallel.
  bool divides_regions = true;
  // Whether a state's note stands right behind the state, inside of what holds it; otherwise all stand at the end.
  bool notes_beside_states = true;
  // What stands behind a state's declaration where it is lit or dimmed, and how a transition's arrow looks.
  std::string_view active;
  std::string_view passed;
  std::string_view dimmed;
  std::string_view arrow = "-->";
  std::string_view taken_arrow = "-->";
};

// Without what opens and closes the picture.
std::string state_text(const Picture& picture, const Highlight& highlight, const Dialect& dialect);

}  // namespace perdure::diagram

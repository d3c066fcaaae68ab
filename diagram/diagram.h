// Pictures of a chart, in several forms.
//
//     definition  ->  read_chart()  ->  draw()  ->  SVG, DOT, Mermaid, PlantUML
//
// PNG is made of SVG: png/png.h.
//
// All are deterministic: the same chart gives the same bytes. Whatever names, texts and doc comments hold
// is escaped for the form, so that a hostile chart gives an odd picture and never a broken or active one.
#pragma once

#include <string>

#include "diagram/highlight.h"
#include "diagram/picture.h"

namespace perdure::diagram {

// For `dot` and whatever else reads Graphviz's language. Meant to be read, and to be laid out by others.
std::string dot(const Picture& picture, const Highlight& highlight = {});

// A Mermaid `stateDiagram-v2`, as forges draw it inside Markdown; without the fence around it. Mermaid cannot
// light a transition.
std::string mermaid(const Picture& picture, const Highlight& highlight = {});

// A state diagram of PlantUML, from `@startuml` to `@enduml`.
std::string plantuml(const Picture& picture, const Highlight& highlight = {});

enum class Theme { Auto, Light, Dark };  // Auto: whichever the reader's system is set to.

// How an SVG stands in its surroundings.
struct SvgOptions {
  // Where not empty, every state is a link to this text followed by the state's name: "#state-".
  std::string link_prefix;
  // Stands before every id of the picture; needed where several pictures share one page.
  std::string id_prefix = "chart-";
  Theme theme = Theme::Auto;
  Highlight highlight;
};

// A picture of its own: no reference to anything outside, readable by screen readers, with the whole text
// of every shortened label as a tool tip.
//
// A page may change what is lit by classes alone. Elements of a state have `data-state` with its name, those
// of transitions `data-transitions` with their indexes in the definition's list, between spaces, and
// `data-timer` with the stored name of an `after`'s timer; a state's `id` is the prefix, the chart's name, a
// hyphen, and the state's. On them mean `active` and `passed` of a state; `taken` and `due` of a
// transition; `reachable` of either, where the picture itself, `svg.perdure`, has the class `dimmed`.
//
// Graphviz lays out: not for two threads at a time, in the whole process. Throws std::runtime_error if
// Graphviz is not installed whole.
std::string svg(const Picture& picture, const SvgOptions& options = {});

}  // namespace perdure::diagram

// Pictures of a chart, in three forms.
//
//     plan::Chart  ->  .dot  .mmd  .svg
//
// All are deterministic: the same chart gives the same bytes. Whatever names, texts and doc comments hold
// is escaped for the form, so that a hostile chart gives an odd picture and never a broken or active one.
#pragma once

#include <string>

#include "compiler/plan/plan.h"

namespace perdure::emit {

// For `dot` and whatever else reads Graphviz's language. Meant to be read, and to be laid out by others.
std::string emit_dot(const plan::Chart& chart);

// A Mermaid `stateDiagram-v2`, as forges draw it inside Markdown; without the fence around it.
std::string emit_mermaid(const plan::Chart& chart);

// How an SVG stands in its surroundings.
struct SvgOptions {
  // Where not empty, every state is a link to this text followed by the state's name: "#state-".
  std::string link_prefix;
  // Stands before every id of the picture; needed where several pictures share one page.
  std::string id_prefix = "chart-";
};

// A picture of its own: light and dark, no reference to anything outside, readable by screen readers,
// with the whole text of every shortened label as a tool tip. Layout is Graphviz's: not for two threads
// at a time. Throws std::runtime_error if Graphviz is not installed whole.
std::string emit_svg(const plan::Chart& chart, const SvgOptions& options = {});

}  // namespace perdure::emit

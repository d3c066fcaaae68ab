// A picture as a Mermaid `stateDiagram-v2`.
//
//     Picture  ->  Mermaid
#include <algorithm>
#include <array>

#include "diagram/diagram.h"
#include "diagram/state_text.h"
#include "diagram/text.h"

namespace perdure::diagram {
namespace {

// What Mermaid does not take for a state, in any case.
constexpr std::array MermaidWords{"accdescr", "acctitle", "as",      "choice",    "class",
                                  "classdef", "click",    "default", "direction", "end",
                                  "fork",     "hide",     "href",    "join",      "note",
                                  "root",     "scale",    "state",   "style",     "title"};

bool is_word_of_mermaid(std::string_view word) {
  return std::find(MermaidWords.begin(), MermaidWords.end(), word) != MermaidWords.end();
}

// Mermaid reads `#59;` as the character of that number, wherever text may stand.
std::string escape_mermaid(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [code_point, utf8] = take_character(text);
    const bool plain =
        code_point > 0x7F || (code_point >= '0' && code_point <= '9') ||
        (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z') ||
        std::u32string_view(U" _.,=+*/()[]?!'|").find(code_point) != std::u32string_view::npos;
    if (code_point < 0x20 || code_point == 0x7F) {
      out += ' ';
    } else if (plain) {
      out += utf8;
    } else {
      out += "#" + std::to_string(static_cast<std::uint32_t>(code_point)) + ";";
    }
  }
  return out;
}

// Mermaid knows none.
std::string mermaid_history(const std::string& title, const std::string& name, bool deep) {
  return std::string("state \"") + (deep ? "H* " : "H ") + title + "\" as " + name;
}

}  // namespace

std::string mermaid(const Picture& picture, const Highlight& highlight) {
  // Mermaid 10 draws nothing at all where a note on a state in one of several regions stands outside of them.
  Dialect dialect;
  dialect.escape = escape_mermaid;
  dialect.is_reserved = is_word_of_mermaid;
  dialect.history = mermaid_history;
  dialect.active = ":::active";
  dialect.passed = ":::passed";
  dialect.dimmed = ":::dimmed";
  std::string out = "stateDiagram-v2\n";
  if (!picture.chart.name.empty())
    out += "  accTitle: " + escape_mermaid(picture.chart.name) + "\n";
  if (!highlight.active.empty()) out += "  classDef active fill:#2da44e,color:#ffffff\n";
  if (!highlight.passed.empty()) out += "  classDef passed stroke:#0969da,stroke-width:3px\n";
  if (highlight.reachable) out += "  classDef dimmed opacity:0.3\n";
  return out + state_text(picture, highlight, dialect);
}

}  // namespace perdure::diagram

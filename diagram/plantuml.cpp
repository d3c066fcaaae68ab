// A picture as a PlantUML state diagram.
//
//     Picture  ->  PlantUML
#include <algorithm>
#include <array>

#include "diagram/diagram.h"
#include "diagram/state_text.h"
#include "diagram/text.h"

namespace perdure::diagram {
namespace {

// What begins another statement than one about a state.
constexpr std::array PlantumlWords{
    "allow_mixing", "as",   "caption",   "end",    "floating",  "footer", "frame",  "header",
    "hide",         "json", "left",      "legend", "mainframe", "note",   "remove", "rotate",
    "scale",        "skin", "skinparam", "sprite", "state",     "title",  "top",    "to"};

bool is_word_of_plantuml(std::string_view word) {
  return std::find(PlantumlWords.begin(), PlantumlWords.end(), word) != PlantumlWords.end();
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// PlantUML reads `&#59;` as the character of that number. Doubled, and at the start, signs would be markup:
// `**`, `//`, `[[`, `=`.
std::string escape_plantuml(std::string_view text) {
  const std::string shown = printable(text);
  std::string out;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const char c = shown[i];
    const bool lone = i > 0 && shown[i - 1] != c && (i + 1 == shown.size() || shown[i + 1] != c);
    if (c == '\n' || c == '\t') {
      out += ' ';
    } else if (is_alphanumeric(c) || static_cast<unsigned char>(c) > 0x7F ||
               std::string_view(" .,()?").find(c) != std::string_view::npos ||
               (lone && std::string_view("[]/=+*>").find(c) != std::string_view::npos)) {
      out += c;
    } else {
      out += "&#" + std::to_string(static_cast<int>(c)) + ";";
    }
  }
  return out;
}

std::string plantuml_history(const std::string&, const std::string& name, bool deep) {
  return "state " + name + (deep ? " <<history*>>" : " <<history>>");
}

}  // namespace

std::string plantuml(const Picture& picture, const Highlight& highlight) {
  Dialect dialect;
  dialect.escape = escape_plantuml;
  dialect.is_reserved = is_word_of_plantuml;
  dialect.history = plantuml_history;
  // No arrow may leave a region that is divided off.
  dialect.divides_regions = false;
  dialect.notes_beside_states = false;
  dialect.active = " #LightGreen";
  dialect.passed = " #LightBlue";
  dialect.dimmed = " #text:LightGray";
  dialect.taken_arrow = "-[#0969da,bold]->";
  std::string out = "@startuml\n";
  if (!picture.chart.name.empty()) out += "title " + escape_plantuml(picture.chart.name) + "\n";
  out += "hide empty description\n";
  return out + state_text(picture, highlight, dialect) + "@enduml\n";
}

}  // namespace perdure::diagram

#include <perdure/layout.h>

namespace perdure::machine {

std::string with_layouts(std::string_view definition, std::span<const ExternLayout> layouts) {
  std::string text(definition.substr(0, definition.rfind('}')));
  text += ",\"layouts\":{";
  bool first = true;
  for (const ExternLayout& each : layouts) {
    text += (first ? "\n\"" : ",\n\"") + std::string(each.name) + "\":" + each.layout;
    first = false;
  }
  return text + "}\n}";
}

}  // namespace perdure::machine

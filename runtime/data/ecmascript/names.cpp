#include "runtime/data/ecmascript/names.h"

#include <algorithm>
#include <iterator>

namespace perdure::ecmascript {

bool legal_name(std::string_view text) {
  static constexpr std::string_view reserved[] = {
      "break",  "case",     "catch",  "class",  "const",  "continue",   "debugger", "default",
      "delete", "do",       "else",   "enum",   "export", "extends",    "false",    "finally",
      "for",    "function", "if",     "import", "in",     "instanceof", "new",      "null",
      "return", "super",    "switch", "this",   "throw",  "true",       "try",      "typeof",
      "var",    "void",     "while",  "with"};
  if (text.empty() ||
      std::find(std::begin(reserved), std::end(reserved), text) != std::end(reserved)) {
    return false;
  }
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  if (!letter(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

bool system_name(std::string_view text) {
  return text == "_event" || text == "_sessionid" || text == "_name" || text == "_ioprocessors" ||
         text == "_x" || text == "In";
}

}  // namespace perdure::ecmascript

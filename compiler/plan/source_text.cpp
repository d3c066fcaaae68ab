#include "compiler/plan/source_text.h"

namespace perdure::plan {

std::string on_one_line(std::string_view text) {
  std::string line;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '/' && i + 1 < text.size() && text[i + 1] == '/') {
      while (i < text.size() && text[i] != '\n') ++i;
      space = true;
      continue;
    }
    if (c == '/' && i + 1 < text.size() && text[i + 1] == '*') {
      const std::size_t end = text.find("*/", i + 2);
      i = end == std::string_view::npos ? text.size() : end + 1;
      space = true;
      continue;
    }
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = true;
      continue;
    }
    if (space && !line.empty()) line += ' ';
    space = false;
    line += c;
    if (c != '"' && c != '\'') continue;
    for (++i; i < text.size(); ++i) {
      line += text[i];
      if (text[i] == c) break;
      if (text[i] == '\\' && i + 1 < text.size()) line += text[++i];
    }
  }
  return line;
}

}  // namespace perdure::plan

// Finding a diagnostic's page. See explain.h.
#include "compiler/driver/explain.h"

#include <algorithm>
#include <cctype>

#include "compiler/diagnostics/diagnostic.h"
#include "diagnostics_pages.h"

namespace perdure::driver {

namespace {

bool is_same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
    return std::tolower(static_cast<unsigned char>(x)) ==
           std::tolower(static_cast<unsigned char>(y));
  });
}

}  // namespace

std::optional<std::string_view> explain(std::string_view code) {
  for (const MessageInfo* message : all_messages()) {
    if (!is_same_word(message->code, code) && !is_same_word(message->name, code)) continue;
    for (const pages::File& page : pages::files) {
      if (page.name == std::string(message->code) + ".md") return page.text;
    }
  }
  return std::nullopt;
}

std::string list_diagnostics() {
  std::string out;
  for (const MessageInfo* message : all_messages()) {
    out += std::string(message->code) +
           (message->severity == Severity::Error ? "  error    " : "  warning  ") +
           std::string(message->name) + "\n";
  }
  return out;
}

}  // namespace perdure::driver

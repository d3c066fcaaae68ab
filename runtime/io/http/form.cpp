#include "runtime/io/http/form.h"

#include "runtime/io/http/url.h"

namespace perdure::http {

Fields parse_form(std::string_view text) {
  Fields fields;
  while (!text.empty()) {
    const std::string_view field = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(field.size() + 1, text.size()));
    if (field.empty()) continue;
    const auto equals = field.find('=');
    fields.emplace_back(
        decoded(field.substr(0, equals), true),
        equals == std::string_view::npos ? std::string() : decoded(field.substr(equals + 1), true));
  }
  return fields;
}

std::string form(const Fields& fields) {
  std::string text;
  for (const auto& [name, value] : fields) {
    if (!text.empty()) text += '&';
    text += encoded(name) + '=' + encoded(value);
  }
  return text;
}

}  // namespace perdure::http

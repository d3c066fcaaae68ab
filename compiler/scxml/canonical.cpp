// Writing elements. See canonical.h.
#include "compiler/scxml/canonical.h"

#include <map>

namespace perdure::scxml {

namespace {

using Scope = std::map<std::string, std::string>;  // Prefixes to namespaces.

std::string escaped(const std::string& text, bool attribute) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '"':
        out += attribute ? "&quot;" : "\"";
        break;
      case '\t':
        out += attribute ? "&#9;" : "\t";
        break;
      case '\n':
        out += attribute ? "&#10;" : "\n";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string qualified(const std::string& prefix, const std::string& name) {
  return prefix.empty() ? name : prefix + ":" + name;
}

// Declares a prefix where it does not mean that already.
std::string declared(const std::string& prefix, const std::string& space, Scope& scope) {
  if (prefix == "xml") return {};
  const auto found = scope.find(prefix);
  if (found == scope.end() ? space.empty() : found->second == space) return {};
  scope[prefix] = space;
  return (prefix.empty() ? " xmlns=\"" : " xmlns:" + prefix + "=\"") + escaped(space, true) + "\"";
}

void write(const Element& element, Scope scope, std::string& out) {
  const std::string name = qualified(element.prefix, element.name);
  out += "<" + name + declared(element.prefix, element.space, scope);
  for (const Attribute& each : element.attributes) {
    if (!each.space.empty()) out += declared(each.prefix, each.space, scope);
  }
  for (const Attribute& each : element.attributes) {
    out += " " + qualified(each.prefix, each.name) + "=\"" + escaped(each.value, true) + "\"";
  }
  if (element.children.empty()) {
    out += "/>";
    return;
  }
  out += ">";
  for (const Node& each : element.children) {
    if (const Text* text = each.text()) {
      out += escaped(text->value, false);
    } else {
      write(*each.element(), scope, out);
    }
  }
  out += "</" + name + ">";
}

}  // namespace

std::string canonical(const Element& element) {
  std::string out;
  write(element, {}, out);
  return out;
}

}  // namespace perdure::scxml

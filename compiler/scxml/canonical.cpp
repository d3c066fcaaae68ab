// Writing elements. See canonical.h.
#include "compiler/scxml/canonical.h"

#include <map>
#include <utility>
#include <vector>

namespace perdure::scxml {

namespace {

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

class Writer {
 public:
  void element(const Element& element) {
    const std::string name = qualified(element.prefix, element.name);
    std::vector<std::string> here;  // Prefixes that are declared on it.
    out_ += "<" + name;
    declare(element.prefix, element.space, here);
    for (const Attribute& each : element.attributes) {
      if (!each.space.empty()) declare(each.prefix, each.space, here);
    }
    for (const Attribute& each : element.attributes) {
      out_ += " " + qualified(each.prefix, each.name) + "=\"" + escaped(each.value, true) + "\"";
    }
    if (element.children.empty()) {
      out_ += "/>";
    } else {
      out_ += ">";
      for (const Node& each : element.children) {
        if (const Text* text = each.text()) {
          out_ += escaped(text->value, false);
        } else {
          this->element(*each.element());
        }
      }
      out_ += "</" + name + ">";
    }
    for (const std::string& prefix : here) meanings_[prefix].pop_back();
  }

  std::string take() { return std::move(out_); }

 private:
  // Where it does not mean that already.
  void declare(const std::string& prefix, const std::string& space,
               std::vector<std::string>& here) {
    if (prefix == "xml") return;
    std::vector<std::string>& meanings = meanings_[prefix];
    if (meanings.empty() ? space.empty() : meanings.back() == space) return;
    meanings.push_back(space);
    here.push_back(prefix);
    out_ +=
        (prefix.empty() ? " xmlns=\"" : " xmlns:" + prefix + "=\"") + escaped(space, true) + "\"";
  }

  std::map<std::string, std::vector<std::string>> meanings_;  // Of prefixes, inner ones last.
  std::string out_;
};

}  // namespace

std::string canonical(const Element& element) {
  Writer writer;
  writer.element(element);
  return writer.take();
}

}  // namespace perdure::scxml

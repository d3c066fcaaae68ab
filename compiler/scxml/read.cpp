// The stage from end to end. See read.h.
#include "compiler/scxml/read.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "compiler/scxml/encoding.h"
#include "compiler/scxml/perdure.h"
#include "compiler/scxml/perdure_vocabulary.h"
#include "compiler/scxml/reading.h"
#include "compiler/scxml/validate.h"
#include "compiler/scxml/xml.h"

namespace perdure::scxml {

namespace {

bool is_word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string identifier(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return !is_word_character(c); }, '_');
  const bool digit = !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
  if (text.empty() || digit) text.insert(0, "Chart_");
  return text;
}

// The file's name without folders and endings.
std::string stem(const std::string& path) {
  const std::size_t slash = path.find_last_of('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.find('.'));
}

std::string name_of(const Element& scxml, const std::string& path) {
  const Attribute* name = scxml.find("name");
  return identifier(name != nullptr && !name->value.empty() ? name->value : stem(path));
}

// A file of any number of charts (docs/formats/scxml.md).
void read_charts(Reading& reading, const Element& file) {
  validate_own(file, reading.findings);
  Perdure language(reading);
  language.head(file);
  for (const Node& each : file.children) {
    const Element* child = each.element();
    if (child == nullptr) continue;
    if (child->is("scxml")) {
      reading.chart(*child, name_of(*child, reading.files.name(reading.file)));
    } else {
      language.type(*child, std::nullopt);
    }
  }
}

}  // namespace

void read(const source::Files& files, source::FileId file, const Options& options,
          model::Program& program, Reporter& report) {
  program.files.push_back({file, options.name_space, {}, {}, {}});
  const std::string_view text = files.text(file);
  const auto size = static_cast<std::uint32_t>(text.size());
  Findings findings(report, {file, size, size});
  if (!check_text(file, text, findings)) return;
  const std::optional<Element> root = read_xml(file, text, findings);
  if (!root) return;
  Reading reading{files, file, options, program, findings};
  if (is_own(*root, "file")) return read_charts(reading, *root);
  if (!root->is("scxml")) {
    findings.error(diag::NotScxml, root->name_range, written_name(*root));
    return;
  }
  reading.chart(*root, name_of(*root, files.name(file)));
}

std::string chart_name(const source::Files& files, source::FileId file) {
  const std::optional<Element> root = read_root_tag(file, files.text(file));
  return name_of(root.value_or(Element{}), files.name(file));
}

}  // namespace perdure::scxml

// Names, places and files. See reading.h.
#include "compiler/scxml/reading.h"

#include <algorithm>

#include "compiler/scxml/structure.h"
#include "compiler/source/utf8.h"
#include "compiler/source/xml_text.h"

namespace perdure::scxml {

namespace {

constexpr std::string_view ByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

std::vector<model::NameRef> Reading::names(const Attribute& attribute) const {
  const source::Fragment value =
      source::read_xml(files, attribute.value_range, source::XmlPlace::Attribute);
  std::vector<model::NameRef> found;
  for (std::size_t at = 0; at < value.text.size();) {
    if (is_blank(value.text[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < value.text.size() && !is_blank(value.text[at])) ++at;
    found.push_back(
        {value.text.substr(begin, at - begin), {file, value.origins[begin], value.origins[at]}});
  }
  return found;
}

model::NameRef Reading::name(const Attribute& attribute) const {
  const std::vector<model::NameRef> words = names(attribute);
  if (words.empty()) return {{}, attribute.value_range};
  const std::string& value = attribute.value;
  const std::size_t begin = value.find(words.front().name);
  const std::size_t last = value.rfind(words.back().name) + words.back().name.size();
  return {value.substr(begin, last - begin),
          {file, words.front().range.begin, words.back().range.end}};
}

source::Range Reading::part(const Attribute& attribute, std::size_t begin, std::size_t end) const {
  const source::Fragment value =
      source::read_xml(files, attribute.value_range, source::XmlPlace::Attribute);
  if (begin > end || end >= value.origins.size()) return attribute.value_range;
  return {file, value.origins[begin], value.origins[end]};
}

model::ExprId Reading::string(const Attribute& attribute) {
  return add(model::StringLiteral{attribute.value}, attribute.value_range);
}

bool Reading::is_one_of(const Attribute& attribute, const std::vector<std::string_view>& values,
                        std::string_view words) {
  if (std::find(values.begin(), values.end(), attribute.value) != values.end()) return true;
  findings.error(diag::BadValue, attribute.value_range, attribute.value, attribute.name, words);
  return false;
}

model::ChartId Reading::chart(const Element& scxml, const std::string& chart_name) {
  const model::ChartId id{static_cast<std::uint32_t>(program.charts.size())};
  // What stands in it comes after it.
  program.charts.emplace_back();
  this_file().charts.push_back(id);
  model::Chart made = read_chart(*this, scxml, chart_name);
  program.charts[id.index] = std::move(made);
  return id;
}

std::vector<model::NameRef> Reading::documents_in(const Element& element,
                                                  const std::string& outer) {
  std::vector<model::NameRef> found;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !child->is("scxml")) continue;
    if (depth == MaxDocuments) {
      findings.error(diag::XmlTooMuch, child->tag, MaxDocuments, "documents one in another");
      continue;
    }
    ++depth;
    const std::string its_name = outer + "_" + std::to_string(this_file().charts.size());
    chart(*child, its_name);
    --depth;
    found.push_back({its_name, child->tag});
  }
  return found;
}

std::optional<std::string> Reading::text_of(const Attribute& src) {
  if (options.sources == nullptr) {
    findings.error(diag::NotALocalFile, src.value_range, src.value);
    return std::nullopt;
  }
  const auto found = options.sources->text(src.value, file, src.value_range);
  if (!found) return std::nullopt;
  brought_in += files.text(*found).size();
  if (brought_in > MaxMebibytes * 1024 * 1024) {
    findings.error(diag::XmlTooMuch, src.value_range, MaxMebibytes, "MiB of files that it names");
    return std::nullopt;
  }
  std::string text(files.text(*found));
  if (text.compare(0, ByteOrderMark.size(), ByteOrderMark) == 0)
    text.erase(0, ByteOrderMark.size());
  if (!source::is_utf8(text)) {
    findings.error(diag::SourceNotUtf8, src.value_range, files.name(*found));
    return std::nullopt;
  }
  return text;
}

std::optional<model::NameRef> Reading::document_of(const Attribute& src) {
  if (options.sources == nullptr) {
    findings.error(diag::NotALocalFile, src.value_range, src.value);
    return std::nullopt;
  }
  const auto found = options.sources->document(src.value, file, src.value_range);
  if (!found) return std::nullopt;
  if (*found != file) this_file().imports.push_back({src.value, found, src.value_range});
  std::string& name = chart_names[*found];
  if (name.empty()) name = chart_name(files, *found);
  return model::NameRef{name, src.value_range};
}

model::File& Reading::this_file() {
  const auto found = std::find_if(program.files.begin(), program.files.end(),
                                  [&](const model::File& each) { return each.id == file; });
  return *found;
}

}  // namespace perdure::scxml

// One document being read: what every part of the reader needs.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/diagnostics/findings.h"
#include "compiler/model/model.h"
#include "compiler/scxml/read.h"
#include "compiler/scxml/xml.h"

namespace perdure::scxml {

struct Reading {
  const source::Files& files;
  const source::FileId file;
  const Options& options;
  model::Program& program;
  Findings& findings;

  template <typename NodeType>
  model::ExprId add(NodeType node, source::Range range) {
    program.expressions.push_back({std::move(node), range});
    return {static_cast<std::uint32_t>(program.expressions.size() - 1)};
  }

  // An attribute's value, without the blanks around it, as a name.
  model::NameRef name(const Attribute& attribute) const;
  // The words of its value, each where it stands.
  std::vector<model::NameRef> names(const Attribute& attribute) const;
  // Where the bytes [begin, end) of its value stand.
  source::Range part(const Attribute& attribute, std::size_t begin, std::size_t end) const;
  // The value as it is, as a string.
  model::ExprId string(const Attribute& attribute);

  // Reports a value that is none of those; true if it is one.
  bool is_one_of(const Attribute& attribute, const std::vector<std::string_view>& values,
                 std::string_view words);

  // Reads an <scxml> as a chart of this file. The chart is there as soon as this begins, and whole when it ends.
  model::ChartId chart(const Element& scxml, const std::string& chart_name);

  // How deep documents may stand in documents: each is compiled, and is text of those around it.
  static constexpr std::size_t MaxDocuments = 8;
  std::size_t depth = 0;  // Of the document that is being read.
  // How much text a document may bring in by `src`, which can name one file often.
  static constexpr std::size_t MaxMebibytes = 64;
  std::size_t brought_in = 0;                              // Bytes.
  std::map<source::FileId, std::string> chart_names = {};  // Of documents that were named.

  // The charts of `element`'s children that are <scxml>, each read as a chart of its own, called after `outer`.
  std::vector<model::NameRef> documents_in(const Element& element, const std::string& outer);

  // The text of what `src` names.
  std::optional<std::string> text_of(const Attribute& src);
  // What the chart of the document is called that `src` names; the document is imported.
  std::optional<model::NameRef> document_of(const Attribute& src);

  model::File& this_file();
};

}  // namespace perdure::scxml

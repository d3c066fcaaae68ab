// What an SCXML document says in a data model that only an engine at run time understands (`ecmascript`, `null`), and
// charts of the typed language do not.
//
// These stand in the same model as everything else. Where the typed language has the same thing (states, transitions,
// `if`, `raise`, `cancel`, `log`, `x = e`), its node is used, with Script as the expression; executable content that
// it does not have is in statement.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/model/statement.h"
#include "compiler/source/source.h"

namespace perdure::model {

// How expressions are meant. Typed: by the language itself, a chart's or a `datamodel="perdure"` document's.
enum class DataModel { Typed, Null, Ecmascript };

// <data id="x">: one variable of the session, whose value is a Script, an Inline, or nothing (undefined).
// `src` was read by the reader, and is an Inline here.
struct Variable {
  NameRef id;
  std::optional<ExprId> value;
};

// <invoke> (6.4). Attributes as with ScxmlSend.
struct ScxmlInvoke {
  std::optional<ExprId> type;
  std::optional<ExprId> source;   // `src`, `srcexpr`
  std::optional<ExprId> content;  // A Script or an Inline that is no document known beforehand.
  // The chart of an inline document, or of the file that `src` names, which is compiled with this one.
  std::optional<NameRef> chart;
  std::optional<NameRef> id;
  std::optional<ExprId> id_location;  // A Script.
  Payload payload;                    // Its `content` is not used.
  bool autoforward = false;
  std::optional<Block>
      finalize;  // May be empty: then what `params` name by location is updated (6.5.2).
  source::Range range;
};

// What a chart has besides, where its data model is not Typed.
struct ScxmlChart {
  std::string
      name;  // `_name` (5.10): the attribute `name` as written, or else the chart's own name.
  // The document as canonical text (compiler/scxml/canonical.h), so that a document that is made at run time can be
  // known for this one.
  std::string document;
  bool late_binding = false;
  std::vector<RunScript>
      scripts;  // Children of <scxml>: run once when the session starts, before its first state.
};

}  // namespace perdure::model

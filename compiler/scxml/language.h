// What a document says in the words of its data model: expressions, executable content, data, invocations.
//
// The structure (structure.h) asks for each where it stands. A data model is a Language: ecmascript.h, null.h, and the
// typed one, whose documents are charts in another spelling.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/model/model.h"
#include "compiler/scxml/reading.h"

namespace perdure::scxml {

class Language {
 public:
  explicit Language(Reading& reading) : reading_(reading) {}
  virtual ~Language() = default;
  Language(const Language&) = delete;
  Language& operator=(const Language&) = delete;

  virtual model::DataModel data_model() const = 0;
  // The namespace of the elements that it adds to SCXML's, and reads itself; empty for none.
  virtual std::string_view space() const { return {}; }

  // Of the document itself, before its states: `chart` has its name and its root.
  virtual void document(const Element& /*scxml*/, model::Chart& /*chart*/) {}
  // The same, after them.
  virtual void finish(const Element& /*scxml*/, model::Chart& /*chart*/) {}

  // <state>, <parallel>, <final>, <history>: once all that follows was read of it and of those in it.
  virtual void state(const Element& /*state*/, model::Chart& /*chart*/, model::StateId /*id*/) {}
  // Once its trigger, guard, targets and actions were read.
  virtual void transition(const Element& /*transition*/, model::Transition& /*made*/) {}
  // An element of another namespace that stands in a state or in the document.
  virtual void foreign(const Element& /*element*/, model::Chart& /*chart*/, model::StateId /*in*/) {
  }

  // Is it one that is read as SCXML's own of its name, where SCXML has no place for that: `transition`, `initial`, `history`?
  virtual bool is_structure(const Element& /*element*/) const { return false; }

  // `cond`. Nothing where an error was reported.
  virtual std::optional<model::ExprId> condition(const Attribute& cond) = 0;
  // One piece of executable content that is no <if>, of whatever namespace. Nothing where it is none that this data
  // model has, or an error was reported.
  virtual std::optional<model::Statement> statement(const Element& element) = 0;
  // <datamodel>, in a state or in the document.
  virtual void data(const Element& datamodel, model::Chart& chart, model::StateId in) = 0;
  // <script> as a child of <scxml>.
  virtual void script(const Element& script, model::Chart& chart) = 0;
  virtual void done_data(const Element& donedata, model::State& final) = 0;
  virtual void invoke(const Element& invoke, model::Chart& chart, model::StateId in) = 0;

  // The executable content of `element`, in its order.
  model::Block block(const Element& element) { return block(std::span(element.children)); }

 protected:
  Reading& reading_;

 private:
  model::Block block(std::span<const Node> nodes);
  model::Statement if_statement(const Element& element);
};

// The data model that `scxml` names, or the default: ecmascript, since it can say all that `null` can. Nothing where
// there is none of that name, which was reported. `chart_name` is what the document's chart is called.
std::unique_ptr<Language> make_language(Reading& reading, const Element& scxml,
                                        const std::string& chart_name);

}  // namespace perdure::scxml

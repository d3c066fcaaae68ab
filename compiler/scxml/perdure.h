// The data model `perdure`: a document that is a chart of the typed language in another spelling.
//
// Expressions and types in its attributes are the chart language's own, and are read by its parser. What SCXML has no
// element for is in the namespace `urn:perdure:chart:1`; docs/formats/scxml.md says what is what, and
// perdure_vocabulary.h holds it as tables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/scxml/language.h"
#include "compiler/scxml/perdure_vocabulary.h"

namespace perdure::scxml {

class Perdure : public Language {
 public:
  explicit Perdure(Reading& reading) : Language(reading) {}

  model::DataModel data_model() const override { return model::DataModel::Typed; }
  std::string_view space() const override { return ChartSpace; }

  // perdure.cpp
  void document(const Element& scxml, model::Chart& chart) override;
  void finish(const Element& scxml, model::Chart& chart) override;
  void state(const Element& state, model::Chart& chart, model::StateId id) override;
  void transition(const Element& transition, model::Transition& made) override;
  void foreign(const Element& element, model::Chart& chart, model::StateId in) override;
  bool is_structure(const Element& element) const override;
  std::optional<model::ExprId> condition(const Attribute& cond) override;
  void data(const Element& datamodel, model::Chart& chart, model::StateId in) override;
  void script(const Element& script, model::Chart& chart) override;
  void done_data(const Element& donedata, model::State& final) override;
  void invoke(const Element& invoke, model::Chart& chart, model::StateId in) override;

  // perdure_statements.cpp
  std::optional<model::Statement> statement(const Element& element) override;

  // perdure_declarations.cpp: <perdure:file>, which a document may be or hold.
  void file(const Element& file);
  // Of it, all but its types and charts.
  void head(const Element& file);
  // struct, enum, extern. False where it is none of them.
  bool type(const Element& element, std::optional<model::ChartId> chart);

 private:
  using Optional = std::optional<model::ExprId>;

  // perdure.cpp
  Optional expression(const Attribute& attribute);
  Optional expression(const Element& element, std::string_view name, std::string_view space = {});
  Optional path(const Element& element, std::string_view name);
  // `expr`, or else the words in the element; nothing where it has neither, or an error was reported.
  Optional value(const Element& element);
  std::optional<model::TypeRef> type(const Attribute& attribute);
  std::optional<model::TypeRef> type_told_by(model::ExprId value) const;
  bool is_true(const Element& element, std::string_view name, std::string_view space = {});
  std::optional<std::int64_t> number(const Attribute& attribute);
  // Its words, if there is such a thing in it.
  std::string doc(const Element& element) const;
  std::vector<model::EventDescriptor> descriptors(const Attribute& events, bool is_exact) const;
  void restore_done(model::State& state) const;
  std::optional<model::Field> data(const Element& element);
  std::optional<model::Token> token(const Element& element);

  // perdure_declarations.cpp
  std::optional<model::NameRef> name(const Element& element, std::string_view attribute = "name");
  std::optional<model::NameRef> dotted(const Element& element, std::string_view attribute);
  bool is_dotted(const model::NameRef& name);
  std::vector<model::Field> fields(const Element& element, std::string_view of);
  void name_space(const Attribute& dotted, model::File& file);
  std::optional<model::Migration> migration(const Element& element);
  std::optional<model::TypeDecl> extern_type(const Element& element, model::NameRef name);
  std::optional<model::Function> function(const Element& element);

  // perdure_statements.cpp
  using Content = decltype(model::Statement::node);
  std::optional<Content> own(const Element& element);
  std::optional<Content> assign(const Element& element, model::AssignOp op);
  std::optional<Content> loop(const Element& element);
  std::optional<Content> send(const Element& element);
  std::optional<Content> cancel(const Element& element);
  std::optional<Content> log(const Element& element);
  std::optional<Content> call(const Element& element);
  // False where an error was reported.
  bool target(const Attribute& target, model::Send& made);
  Optional delay(const Attribute& delay);
  std::vector<model::Argument> arguments(const Element& element);

  model::ChartId chart_id_;  // Of the chart being read.
  bool is_exact_ = false;    // Descriptors are the chart language's.
};

}  // namespace perdure::scxml

// The data model `ecmascript`: what a document says is kept as text for an engine at run time (model/scxml.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "compiler/scxml/language.h"

namespace perdure::scxml {

class Ecmascript : public Language {
 public:
  Ecmascript(Reading& reading, std::string chart_name)
      : Language(reading), chart_name_(std::move(chart_name)) {}

  model::DataModel data_model() const override { return model::DataModel::Ecmascript; }
  std::optional<model::ExprId> condition(const Attribute& cond) override;
  std::optional<model::Statement> statement(const Element& element) override;
  void data(const Element& datamodel, model::Chart& chart, model::StateId in) override;
  void script(const Element& script, model::Chart& chart) override;
  void done_data(const Element& donedata, model::State& final) override;
  void invoke(const Element& invoke, model::Chart& chart, model::StateId in) override;

 protected:
  // An attribute that is an expression or a location, as the engine gets it. Nothing where it was reported.
  virtual std::optional<model::ExprId> expression(const Attribute& attribute);
  // One word of a `namelist`.
  virtual std::optional<model::ExprId> location(const model::NameRef& name);
  // Has this data model no such element? Reports it then.
  virtual bool refuses(const Element& /*element*/) { return false; }

 private:
  using Optional = std::optional<model::ExprId>;

  Optional expression(const Element& element, std::string_view attribute);
  // The attribute `word` as it is written, or else what `expr` evaluates to.
  Optional literal_or(const Element& element, std::string_view word, std::string_view expr);
  // What stands in an element, if anything does; documents in it become charts.
  Optional content_in(const Element& element);
  model::Payload payload(const Element& element);
  std::optional<std::string> source_of(const Element& script);

  model::ScxmlSend send(const Element& element);
  std::optional<model::Cancel> cancel(const Element& element);
  std::optional<model::Foreach> foreach (const Element& element);
  void content_of(const Element& invoke, model::ScxmlInvoke& made);

  const std::string chart_name_;
  std::map<std::string, source::Range>
      data_;  // Where each is declared: a document's data is one (5.3).
};

}  // namespace perdure::scxml

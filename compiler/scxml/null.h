// The data model `null` (B.1): `In()` and nothing else.
#pragma once

#include "compiler/scxml/ecmascript.h"

namespace perdure::scxml {

// Where an expression is wanted, words in quotes and numbers are taken for what they are: documents log them.
class Null final : public Ecmascript {
 public:
  using Ecmascript::Ecmascript;

  model::DataModel data_model() const override { return model::DataModel::Null; }
  // In(state) or In('state').
  std::optional<model::ExprId> condition(const Attribute& cond) override;

 protected:
  std::optional<model::ExprId> expression(const Attribute& attribute) override;
  std::optional<model::ExprId> location(const model::NameRef& name) override;
  // The data model's elements (B.1.7), but for <content> and <donedata>: those can do without expressions.
  bool refuses(const Element& element) override;

 private:
  void refuse_expression(source::Range range);

  // A document that wants data is told so once: another data model mends it everywhere.
  bool wants_data_ = false;
};

}  // namespace perdure::scxml

// What a reference page says, as values for its templates.
#pragma once

#include "compiler/emit/docs/form.h"
#include "compiler/emit/template/template.h"
#include "compiler/plan/plan.h"

namespace perdure::emit::docs {

// One chart: all that templates/docs/ ask of it but its picture, which the caller adds as `picture`.
Values chart_values(const plan::Plan& plan, const plan::Chart& chart, const Form& form);

// What the index says of a chart, but for its picture; `page` is where all of it is told.
Values index_values(const plan::Chart& chart, const std::string& page, const Form& form);

// The types that `file` declares, and those that its charts use from others.
Values::List type_values(const plan::Plan& plan, const plan::File& file, const Form& form);

// A type with links to the types that it names.
std::string type_text(const plan::Plan& plan, const model::Type& type, const Form& form);

// Fields of any kind. `chart` is whose names their defaults are written in.
Values::List field_values(const plan::Plan& plan, const plan::Chart& chart,
                          const std::vector<plan::Field>& fields, const Form& form);

}  // namespace perdure::emit::docs

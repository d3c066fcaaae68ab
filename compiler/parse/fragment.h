// Pieces of the chart language that stand in texts of another kind, such as the attributes of an SCXML document.
//
//     source::Fragment  ->  nodes of model::Program
//
// What is reported points at where the fragment is written. Each yields nothing if and only if it reported an error.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/diagnostics/findings.h"
#include "compiler/model/model.h"
#include "compiler/source/xml_text.h"

namespace perdure::parse {

// size(items) > 0
std::optional<model::ExprId> parse_expression(const source::Fragment& fragment,
                                              model::Program& program, Findings& findings);
// What can be assigned to: tracking, items[0].price
std::optional<model::ExprId> parse_path(const source::Fragment& fragment, model::Program& program,
                                        Findings& findings);
// list<Item>
std::optional<model::TypeRef> parse_type(const source::Fragment& fragment, model::Program& program,
                                         Findings& findings);

// May a chart call something so? Words are letters, digits and underscores, and some are taken.
bool is_name(std::string_view text);

}  // namespace perdure::parse

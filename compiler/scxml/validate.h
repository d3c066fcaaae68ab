// Whether the elements and attributes of a document are SCXML's, and stand where they may.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/findings.h"
#include "compiler/scxml/xml.h"

namespace perdure::scxml {

// Reports what the tables of vocabulary.h do not allow in `element`, which is one of SCXML's own, and in what it holds.
// Elements and attributes of other namespaces may stand anywhere and are not looked into; a warning tells of those that
// would be executed, but for those of `known_space`. What stands in <data>, <assign> and <content> is not looked at: it may be anything.
void validate(const Element& element, std::string_view known_space, Findings& findings);

// Of `scxml`, `what` as messages call it: `scxml`, or `sc:scxml` where it has a prefix.
std::string written_name(const Element& element);

}  // namespace perdure::scxml

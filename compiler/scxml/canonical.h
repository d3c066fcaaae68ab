// XML as text again, in one way.
//
// No comments, no declaration; attributes in their order, in double quotes; namespaces declared where they first are
// needed; `<a/>` for what is empty; white space as it was. Two elements have the same text if and only if they say the
// same, but for the order of attributes and the choice of prefixes. What makes documents at run time
// (runtime/data/ecmascript) writes them so too, and a document that was compiled is found by this text.
#pragma once

#include <string>

#include "compiler/scxml/xml.h"

namespace perdure::scxml {

// `element` as a document of its own.
std::string canonical(const Element& element);

}  // namespace perdure::scxml

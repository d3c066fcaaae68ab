// The structure of a document: states, transitions, defaults. The same in every data model.
#pragma once

#include <string>

#include "compiler/model/model.h"
#include "compiler/scxml/reading.h"

namespace perdure::scxml {

// The chart that `scxml` says, held against the tables first (validate.h): what they do not allow is left out without a
// further word. Of a document in a data model that there is not, nothing more is said.
model::Chart read_chart(Reading& reading, const Element& scxml, const std::string& chart_name);

}  // namespace perdure::scxml

// The structure of a document: states, transitions, defaults. The same in every data model.
#pragma once

#include <string>

#include "compiler/model/model.h"
#include "compiler/scxml/reading.h"

namespace perdure::scxml {

// The chart that `scxml` says, which validate() was asked about; what that reported is left out without a further word.
model::Chart read_chart(Reading& reading, const Element& scxml, const std::string& chart_name);

}  // namespace perdure::scxml

// The words and signs of the chart language that the model keeps as enumerators.
#pragma once

#include <string_view>

#include "compiler/model/statement.h"

namespace perdure::model {

std::string_view spelling(BinaryOp op);          // *   ??
std::string_view spelling(AssignOp op);          // +=
std::string_view spelling(QuantifierKind kind);  // any
std::string_view spelling(LogLevel level);       // info

}  // namespace perdure::model

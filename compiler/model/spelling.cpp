#include "compiler/model/spelling.h"

namespace perdure::model {

std::string_view spelling(BinaryOp op) {
  switch (op) {
    case BinaryOp::Multiply:
      return "*";
    case BinaryOp::Divide:
      return "/";
    case BinaryOp::Remainder:
      return "%";
    case BinaryOp::Add:
      return "+";
    case BinaryOp::Subtract:
      return "-";
    case BinaryOp::Less:
      return "<";
    case BinaryOp::LessEqual:
      return "<=";
    case BinaryOp::Greater:
      return ">";
    case BinaryOp::GreaterEqual:
      return ">=";
    case BinaryOp::Equal:
      return "==";
    case BinaryOp::NotEqual:
      return "!=";
    case BinaryOp::And:
      return "&&";
    case BinaryOp::Or:
      return "||";
    case BinaryOp::Coalesce:
      return "??";
  }
  return "?";
}

std::string_view spelling(AssignOp op) {
  switch (op) {
    case AssignOp::Set:
      return "=";
    case AssignOp::Add:
      return "+=";
    case AssignOp::Subtract:
      return "-=";
    case AssignOp::Multiply:
      return "*=";
    case AssignOp::Divide:
      return "/=";
  }
  return "?";
}

std::string_view spelling(QuantifierKind kind) {
  switch (kind) {
    case QuantifierKind::Any:
      return "any";
    case QuantifierKind::All:
      return "all";
    case QuantifierKind::Find:
      return "find";
    case QuantifierKind::Sum:
      return "sum";
  }
  return "?";
}

std::string_view spelling(LogLevel level) {
  switch (level) {
    case LogLevel::Debug:
      return "debug";
    case LogLevel::Info:
      return "info";
    case LogLevel::Warning:
      return "warning";
    case LogLevel::Error:
      return "error";
  }
  return "?";
}

}  // namespace perdure::model

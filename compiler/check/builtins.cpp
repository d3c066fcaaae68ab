// Typing of the functions of the language itself.
#include "compiler/check/typing.h"

namespace perdure::check {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

constexpr std::string_view Takes[] = {
    "a list, a map, a string or bytes",                             // Size
    "a list and an element, a map and a key, or two strings",       // Contains
    "a list and an element, or two strings",                        // Find
    "two or more values of one ordered type, or one list of them",  // Min
    "two or more values of one ordered type, or one list of them",  // Max
    "an int, a float or a duration",                                // Abs
    "a list of int, float or duration",                             // Sum
    "a list of bool",                                               // Any
    "a list of bool",                                               // All
    "a text and the values that stand in it",                       // Format
    "no arguments",                                                 // Now
};

// How many values the text of `format` asks for; nothing where its braces are wrong.
std::optional<std::size_t> placeholders(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c != '{' && c != '}') continue;
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    if (next == c) {
      ++i;
    } else if (c == '{' && next == '}') {
      ++i;
      ++count;
    } else {
      return std::nullopt;
    }
  }
  return count;
}

}  // namespace

Type Typer::builtin_mismatch(const model::Call& call, source::Range range) {
  const auto builtin = find_builtin(call.callee.name);
  report_.report(diag::BuiltinArguments, range, call.callee.name,
                 Takes[static_cast<std::size_t>(*builtin)]);
  return simple(TypeKind::Error);
}

Type Typer::builtin_type(ExprId id, const model::Call& call, Builtin builtin) {
  Bound arguments;
  for (const model::Argument& argument : call.arguments) {
    arguments.emplace_back(argument.value);
    if (argument.name) {
      report_.report(diag::UnknownArgument, argument.name->range, call.callee.name,
                     argument.name->name);
      ignore(call.arguments);
      return simple(TypeKind::Error);
    }
  }
  facts_.call_arguments[id] = arguments;

  const std::size_t count = arguments.size();
  const bool right_count = [&] {
    switch (builtin) {
      case Builtin::Contains:
      case Builtin::Find:
        return count == 2;
      case Builtin::Min:
      case Builtin::Max:
      case Builtin::Format:
        return count >= 1;
      case Builtin::Now:
        return count == 0;
      default:
        return count == 1;
    }
  }();
  if (!right_count) {
    ignore(call.arguments);
    return builtin_mismatch(call, call.callee.range);
  }
  switch (builtin) {
    case Builtin::Size:
      return size_type(call);
    case Builtin::Contains:
      return contains_type(call);
    case Builtin::Find:
      return find_type(call);
    case Builtin::Min:
    case Builtin::Max:
      return least_type(call);
    case Builtin::Abs:
      return abs_type(call);
    case Builtin::Sum:
      return sum_type(call);
    case Builtin::Any:
    case Builtin::All:
      return truth_type(call);
    case Builtin::Format:
      return format_type(call);
    case Builtin::Now:
      refuse_in_constant(call.callee.range, "the time of an event");
      return simple(TypeKind::Timestamp);
  }
  return simple(TypeKind::Error);
}

Type Typer::size_type(const model::Call& call) {
  const ExprId argument = call.arguments[0].value;
  switch (value_of(argument).kind) {
    case TypeKind::List:
    case TypeKind::Map:
    case TypeKind::String:
    case TypeKind::Bytes:
    case TypeKind::Error:
      return simple(TypeKind::Int);
    default:
      return builtin_mismatch(call, program_.expr(argument).range);
  }
}

Type Typer::contains_type(const model::Call& call) {
  const ExprId whole = call.arguments[0].value;
  const ExprId part = call.arguments[1].value;
  const Type type = value_of(whole);
  switch (type.kind) {
    case TypeKind::List:
    case TypeKind::Map:
      want(part, type.arguments[0]);
      break;
    case TypeKind::String:
      want(part, type);
      break;
    case TypeKind::Error:
      ignore(part);
      break;
    default:
      ignore(part);
      return builtin_mismatch(call, program_.expr(whole).range);
  }
  return simple(TypeKind::Bool);
}

Type Typer::find_type(const model::Call& call) {
  const ExprId whole = call.arguments[0].value;
  const ExprId part = call.arguments[1].value;
  const Type type = value_of(whole);
  switch (type.kind) {
    case TypeKind::List:
      want(part, type.arguments[0]);
      break;
    case TypeKind::String:
      want(part, type);
      break;
    case TypeKind::Error:
      ignore(part);
      break;
    default:
      ignore(part);
      return builtin_mismatch(call, program_.expr(whole).range);
  }
  return optional_of(simple(TypeKind::Int));
}

Type Typer::least_type(const model::Call& call) {
  if (call.arguments.size() == 1) {
    const ExprId list = call.arguments[0].value;
    const Type type = value_of(list);
    if (is_error(type)) return type;
    if (type.kind != TypeKind::List) return builtin_mismatch(call, program_.expr(list).range);
    if (!require_order(list, type.arguments[0])) return simple(TypeKind::Error);
    return optional_of(type.arguments[0]);
  }
  std::optional<Type> type;
  bool all_known = true;
  for (const model::Argument& argument : call.arguments) all_known &= merge(argument.value, type);
  if (!all_known) return simple(TypeKind::Error);
  if (!require_order(call.arguments[0].value, *type)) return simple(TypeKind::Error);
  for (const model::Argument& argument : call.arguments) convert(argument.value, *type);
  return *type;
}

Type Typer::abs_type(const model::Call& call) {
  const ExprId argument = call.arguments[0].value;
  const Type type = value_of(argument);
  switch (type.kind) {
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Duration:
    case TypeKind::Error:
      return type;
    default:
      return builtin_mismatch(call, program_.expr(argument).range);
  }
}

Type Typer::sum_type(const model::Call& call) {
  const ExprId argument = call.arguments[0].value;
  const Type type = value_of(argument);
  if (is_error(type)) return type;
  if (type.kind == TypeKind::List) {
    const Type& element = type.arguments[0];
    const bool adds = element.kind == TypeKind::Int || element.kind == TypeKind::Float ||
                      element.kind == TypeKind::Duration || is_error(element);
    if (adds) return element;
  }
  return builtin_mismatch(call, program_.expr(argument).range);
}

Type Typer::truth_type(const model::Call& call) {
  const ExprId argument = call.arguments[0].value;
  const Type wanted = list_of(simple(TypeKind::Bool));
  const Type type = type_of(argument, &wanted);
  if (!fits(type, wanted)) return builtin_mismatch(call, program_.expr(argument).range);
  convert(argument, wanted);
  return simple(TypeKind::Bool);
}

Type Typer::format_type(const model::Call& call) {
  const ExprId text = call.arguments[0].value;
  want(text, simple(TypeKind::String));
  for (std::size_t i = 1; i < call.arguments.size(); ++i) want_printable(call.arguments[i].value);
  const auto* literal = std::get_if<model::StringLiteral>(&program_.expr(text).node);
  const auto wanted = literal ? placeholders(literal->value) : std::nullopt;
  const std::size_t given = call.arguments.size() - 1;
  if (!wanted) {
    report_.report(diag::FormatText, program_.expr(text).range);
  } else if (*wanted != given) {
    report_.report(diag::FormatCount, program_.expr(text).range, counted(*wanted, "placeholder"),
                   counted(given, "value"));
  }
  return simple(TypeKind::String);
}

void Typer::want_printable(ExprId id) {
  const Type type = value_of(id);
  if (is_error(type) || is_printable(program_, type)) return;
  const source::Range range = program_.expr(id).range;
  report_.report(diag::NotPrintable, range, spell(type)).note(diag::PrintFields, range);
}

}  // namespace perdure::check

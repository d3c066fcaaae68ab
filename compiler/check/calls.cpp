// Typing of calls: functions, constructors, and the binding of arguments to parameters.
#include "compiler/check/typing.h"

namespace perdure::check {

using model::ExprId;
using model::Type;
using model::TypeKind;

std::string counted(std::size_t count, std::string_view what) {
  if (count == 0) return "no " + std::string(what) + "s";
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

Type Typer::call_type(ExprId id, const model::Call& call) {
  const model::NameRef& callee = call.callee;
  if (const auto builtin = find_builtin(callee.name)) {
    facts_.references[id.index] = BuiltinRef{*builtin};
    return builtin_type(id, call, *builtin);
  }
  const Symbol* symbol = names_.find(callee.name);
  if (!symbol) {
    suggestions_.add(report_.report(diag::UnknownFunction, callee.range, callee.name), callee.range,
                     callee.name, [&] {
                       std::vector<std::string_view> words = names_.words();
                       add_builtin_names(words);
                       return words;
                     });
    ignore(call.arguments);
    return simple(TypeKind::Error);
  }
  switch (symbol->kind) {
    case Symbol::Kind::Type:
      return construct(id, call, model::TypeDeclId{symbol->index});
    case Symbol::Kind::Function: {
      if (refuse_in_constant(callee.range, "a function")) break;
      facts_.references[id.index] = FunctionRef{symbol->index};
      const ChartFacts::Signature& signature = chart_->functions[symbol->index];
      facts_.call_arguments[id] =
          bind(callee, call.arguments, names_.chart()->functions[symbol->index].parameters,
               signature.parameters);
      return signature.result;
    }
    case Symbol::Kind::Action:
      facts_.references[id.index] = ActionRef{symbol->range};
      break;
    default:
      report_.report(diag::NotCallable, callee.range, callee.name, describe(symbol->kind))
          .note(diag::DeclaredHere, symbol->range, callee.name);
  }
  ignore(call.arguments);
  return simple(TypeKind::Error);
}

Type Typer::construct(ExprId id, const model::Call& call, model::TypeDeclId decl) {
  const model::TypeDecl& type = program_.type(decl);
  facts_.references[id.index] = ConstructorRef{decl};
  const std::vector<Type>& types = facts_.struct_fields[decl.index];
  if (const auto* record = std::get_if<model::StructDecl>(&type.kind)) {
    facts_.call_arguments[id] = bind(call.callee, call.arguments, record->fields, types);
    return named(decl);
  }
  const auto* host = std::get_if<model::ExternDecl>(&type.kind);
  if (host && host->constructible) {
    facts_.call_arguments[id] = bind(call.callee, call.arguments, host->constructor, types);
    return named(decl);
  }
  auto reported = report_.report(diag::NotConstructible, call.callee.range, type.name.name);
  if (host) reported.note(diag::GiveConstructor, type.name.range, type.name.name);
  ignore(call.arguments);
  return host ? named(decl) : simple(TypeKind::Error);
}

Typer::Bound Typer::bind(const model::NameRef& callee,
                         const std::vector<model::Argument>& arguments,
                         const std::vector<model::Field>& parameters,
                         const std::vector<Type>& types) {
  Bound bound(parameters.size());
  bool named = false;
  bool complete = true;
  bool too_many = false;
  std::size_t position = 0;
  for (const model::Argument& argument : arguments) {
    const source::Range range = program_.expr(argument.value).range;
    std::size_t target = parameters.size();
    if (argument.name) {
      named = true;
      for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].name.name == argument.name->name) target = i;
      }
      if (target == parameters.size()) {
        complete = false;
        suggestions_.add(report_.report(diag::UnknownArgument, argument.name->range, callee.name,
                                        argument.name->name),
                         argument.name->range, argument.name->name, [&] {
                           std::vector<std::string_view> names;
                           for (const model::Field& p : parameters) names.push_back(p.name.name);
                           return names;
                         });
      }
    } else if (named) {
      complete = false;
      report_.report(diag::PositionalAfterNamed, range);
    } else if (position < parameters.size()) {
      target = position++;
    } else {
      if (!too_many) {
        report_.report(diag::TooManyArguments, range, callee.name,
                       counted(parameters.size(), "argument"));
      }
      too_many = true;
    }
    if (target == parameters.size()) {
      ignore(argument.value);
    } else if (bound[target]) {
      report_.report(diag::ArgumentTwice, argument.name ? argument.name->range : range,
                     parameters[target].name.name);
      ignore(argument.value);
    } else {
      want(argument.value, types[target]);
      bound[target] = argument.value;
    }
  }
  for (std::size_t i = 0; complete && i < parameters.size(); ++i) {
    const bool has_default = parameters[i].initial || types[i].kind == TypeKind::Optional;
    if (bound[i] || has_default || is_error(types[i])) continue;
    report_.report(diag::MissingArgument, callee.range, callee.name, parameters[i].name.name)
        .note(diag::DeclaredHere, parameters[i].name.range, parameters[i].name.name);
  }
  return bound;
}

void Typer::check_inout(const std::vector<model::Field>& parameters, const std::vector<Type>& types,
                        const Bound& bound) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (!parameters[i].inout || !bound[i]) continue;
    const ExprId argument = *bound[i];
    const source::Range range = program_.expr(argument).range;
    const Type& type = facts_.type(argument);
    if (is_error(type)) continue;
    if (!is_assignable(argument, false)) {
      report_.report(diag::InoutArgument, range, parameters[i].name.name);
      continue;
    }
    // What was converted would be changed in place of the data.
    if (fits(type, types[i]) && !same(type, types[i])) {
      report_.report(diag::TypeMismatch, range, spell(types[i]), spell(type));
    }
    refuse_change_of_walked(argument);
  }
}

void Typer::ignore(const std::vector<model::Argument>& arguments) {
  for (const model::Argument& argument : arguments) ignore(argument.value);
}

void Typer::ignore(ExprId id) { type_of(id, nullptr); }

}  // namespace perdure::check

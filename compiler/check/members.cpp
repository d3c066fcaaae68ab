// Typing of names and of what is reached from them: members, elements, `event`, `session`.
#include <utility>

#include "compiler/check/typing.h"

namespace perdure::check {

using model::ExprId;
using model::NameRef;
using model::Type;
using model::TypeKind;

namespace {

constexpr std::string_view EventWord = "event";
constexpr std::string_view SessionWord = "session";
constexpr std::string_view OldWord = "old";

}  // namespace

Type Typer::unknown_name(source::Range range, std::string_view name) {
  auto reported = report_.report(diag::UnknownName, range, name);
  if (context_.event.kind == EventView::Kind::Events) {
    for (const std::uint32_t index : context_.event.match->events) {
      for (const model::Field& field : chart_->known_events[index].fields) {
        if (field.name.name != name) continue;
        reported.note(diag::DidYouMean, range, "event." + field.name.name);
        return simple(TypeKind::Error);
      }
    }
  }
  if (const auto state = names_.state_with_data(name)) {
    const model::State& owner = names_.chart()->state(*state);
    for (const model::Field& field : owner.data) {
      if (field.name.name == name) {
        reported.note(diag::VisibleOnlyInside, field.name.range, name, owner.name.name);
        return simple(TypeKind::Error);
      }
    }
    for (const model::Token& token : owner.tokens) {
      if (token.name.name == name) {
        reported.note(diag::VisibleOnlyInside, token.name.range, name, owner.name.name);
        return simple(TypeKind::Error);
      }
    }
  }
  if (const auto qualified = qualified_enumerator(name)) {
    reported.note(diag::DidYouMean, range, *qualified);
    return simple(TypeKind::Error);
  }
  suggestions_.add(reported, range, name, [&] {
    std::vector<std::string_view> candidates = names_.words();
    candidates.insert(candidates.end(), {"none", "true", "false"});
    return candidates;
  });
  return simple(TypeKind::Error);
}

// `Mood.cross`, of the enum in scope that has such a member.
std::optional<std::string> Typer::qualified_enumerator(std::string_view name) const {
  for (const std::string_view word : names_.words()) {
    const Symbol& symbol = *names_.find(word);
    if (symbol.kind != Symbol::Kind::Type) continue;
    const auto* declared =
        std::get_if<model::EnumDecl>(&program_.type(model::TypeDeclId{symbol.index}).kind);
    if (declared == nullptr) continue;
    for (const NameRef& each : declared->enumerators) {
      if (each.name == name) return std::string(word) + "." + each.name;
    }
  }
  return std::nullopt;
}

Type Typer::name_type(ExprId id, const model::Expr& expr, const model::Name& name) {
  Reference& reference = facts_.references[id.index];
  const auto not_a_value = [&](std::string_view what) {
    report_.report(diag::NotAValue, expr.range, name.name, what);
    return simple(TypeKind::Error);
  };
  if (name.name == EventWord) return not_a_value("the event being handled: name one of its fields");
  if (name.name == SessionWord) return not_a_value("the session itself: write `session.id`");

  const Symbol* symbol = names_.find(name.name);
  if (!symbol && context_.migrating && name.name == OldWord) {
    return not_a_value("the older version: name a piece of its data");
  }
  if (!symbol) return unknown_name(expr.range, name.name);
  switch (symbol->kind) {
    case Symbol::Kind::Parameter:
      if (refuse_in_constant(expr.range, "a parameter")) return simple(TypeKind::Error);
      reference = ParameterRef{symbol->index};
      return chart_->parameters[symbol->index];
    case Symbol::Kind::Data:
      if (refuse_in_constant(expr.range, "data")) return simple(TypeKind::Error);
      return data_type(id, expr.range, name.name, *symbol);
    case Symbol::Kind::Local:
      reference = LocalRef{symbol->index};
      return facts_.locals[symbol->index].type;
    case Symbol::Kind::Guard:
      if (refuse_in_constant(expr.range, "a guard")) return simple(TypeKind::Error);
      if (context_.initialising && context_.initialising->state == model::RootState) {
        report_.report(diag::NoValueYet, expr.range, name.name,
                       "it asks for all of the chart's data");
      }
      reference = GuardRef{symbol->index};
      return simple(TypeKind::Bool);
    case Symbol::Kind::Function:
      return not_a_value("a function: call it");
    case Symbol::Kind::Token:
      return not_a_value("a token: write `" + name.name + ".token`");
    default:
      return not_a_value(std::string(describe(symbol->kind)) + ", not a value");
  }
}

Type Typer::data_type(ExprId id, source::Range range, std::string_view name, const Symbol& symbol) {
  const auto& limit = context_.initialising;
  if (limit && limit->state == symbol.state && symbol.index >= limit->field) {
    report_.report(diag::NoValueYet, range, name, "it is declared later")
        .note(diag::DeclaredHere, symbol.range, name);
    return simple(TypeKind::Error);
  }
  facts_.references[id.index] = DataRef{symbol.state, symbol.index};
  return chart_->data[symbol.state.index][symbol.index];
}

Type Typer::member_type(ExprId id, const model::Member& member) {
  if (const auto special = special_member(id, member)) return *special;

  const Type object = value_of(member.object);
  if (is_error(object)) return object;
  const source::Range range = program_.expr(member.object).range;
  if (member.optional_chain) {
    if (object.kind != TypeKind::Optional) {
      report_.report(diag::NeverNone, range, "?.", spell(object));
      return simple(TypeKind::Error);
    }
    return optional_of(field_of(id, object.arguments.front(), member.member));
  }
  if (object.kind == TypeKind::Optional) return refuse_optional(range, object);
  return field_of(id, object, member.member);
}

Type Typer::refuse_optional(source::Range range, const Type& type) {
  if (changing_) {
    report_.report(diag::ChangedThroughOptional, range);
  } else {
    report_.report(diag::MayBeNone, range, spell(type));
  }
  return simple(TypeKind::Error);
}

std::optional<Type> Typer::special_member(ExprId id, const model::Member& member) {
  const auto* name = std::get_if<model::Name>(&program_.expr(member.object).node);
  if (!name) return std::nullopt;
  Reference& object = facts_.references[member.object.index];
  if (name->name == EventWord) {
    object = EventRef{};
    return event_member(id, member.member);
  }
  if (name->name == SessionWord) {
    object = SessionRef{};
    return session_member(id, member.member);
  }
  if (context_.migrating && name->name == OldWord) {
    object = OldRef{};
    return old_member(id, member.member, *context_.migrating);
  }
  const Symbol* symbol = names_.find(name->name);
  if (symbol && symbol->kind == Symbol::Kind::Token) {
    return token_member(id, member.member, *symbol);
  }
  if (symbol && symbol->kind == Symbol::Kind::Type) {
    const model::TypeDeclId decl{symbol->index};
    object = EnumTypeRef{decl};
    return enumerator(id, member.member, decl);
  }
  return std::nullopt;
}

Type Typer::enumerator(ExprId id, const NameRef& member, model::TypeDeclId decl) {
  const model::TypeDecl& type = program_.type(decl);
  const auto* declared = std::get_if<model::EnumDecl>(&type.kind);
  if (!declared) {
    report_.report(diag::NotAValue, member.range, type.name.name + "." + member.name,
                   "a type and a name: only an enum has members");
    return simple(TypeKind::Error);
  }
  for (std::uint32_t i = 0; i < declared->enumerators.size(); ++i) {
    if (declared->enumerators[i].name == member.name) {
      facts_.references[id.index] = EnumeratorRef{decl, i};
      return named(decl);
    }
  }
  suggestions_.add(
      report_.report(diag::UnknownEnumerator, member.range, type.name.name, member.name),
      member.range, member.name, [&] {
        std::vector<std::string_view> names;
        for (const NameRef& name : declared->enumerators) names.push_back(name.name);
        return names;
      });
  return simple(TypeKind::Error);
}

Type Typer::field_of(ExprId id, const Type& object, const NameRef& member) {
  if (is_error(object)) return object;
  const model::StructDecl* declared = struct_of(program_, object);
  if (!declared) {
    report_.report(diag::NoFields, member.range, spell(object));
    return simple(TypeKind::Error);
  }
  for (std::uint32_t i = 0; i < declared->fields.size(); ++i) {
    if (declared->fields[i].name.name == member.name) {
      facts_.references[id.index] = StructFieldRef{object.decl, i};
      return facts_.struct_fields[object.decl.index][i];
    }
  }
  suggestions_.add(report_.report(diag::UnknownField, member.range, spell(object), member.name),
                   member.range, member.name, [&] {
                     std::vector<std::string_view> names;
                     for (const model::Field& field : declared->fields) {
                       names.push_back(field.name.name);
                     }
                     return names;
                   });
  return simple(TypeKind::Error);
}

Type Typer::index_type(const model::Index& index) {
  const Type object = value_of(index.object);
  const source::Range range = program_.expr(index.object).range;
  if (object.kind == TypeKind::Optional) {
    ignore(index.index);
    return refuse_optional(range, object);
  }
  const bool changing = std::exchange(changing_, false);  // The index itself is only read.
  const Type element = element_at(index, object, range);
  changing_ = changing;
  return element;
}

Type Typer::element_at(const model::Index& index, const Type& object, source::Range range) {
  switch (object.kind) {
    case TypeKind::List:
      want(index.index, simple(TypeKind::Int));
      return object.arguments[0];
    case TypeKind::Map:
      want(index.index, object.arguments[0]);
      return object.arguments[1];
    case TypeKind::Error:
      break;
    case TypeKind::String:
      report_.report(diag::NotIndexable, range, spell(object)).note(diag::StringsAreBytes, range);
      break;
    default:
      report_.report(diag::NotIndexable, range, spell(object));
      break;
  }
  ignore(index.index);
  return simple(TypeKind::Error);
}

Type Typer::token_member(ExprId id, const NameRef& member, const Symbol& token) {
  const model::NameRef& name = names_.chart()->state(token.state).tokens[token.index].name;
  if (refuse_in_constant(member.range, "a token")) return simple(TypeKind::Error);
  if (member.name != "token") {
    suggestions_.add(report_.report(diag::UnknownField, member.range, name.name, member.name),
                     member.range, member.name,
                     [] { return std::vector<std::string_view>{"token"}; });
    return simple(TypeKind::Error);
  }
  if (context_.initialising && context_.initialising->state == token.state) {
    report_.report(diag::NoValueYet, member.range, name.name, "it is issued when the data is there")
        .note(diag::DeclaredHere, name.range, name.name);
  }
  facts_.references[id.index] = TokenRef{token.state, token.index};
  return simple(TypeKind::String);
}

Type Typer::session_member(ExprId id, const NameRef& member) {
  if (refuse_in_constant(member.range, "about the session")) return simple(TypeKind::Error);
  if (member.name == "id") {
    facts_.references[id.index] = SessionIdRef{};
    return simple(TypeKind::String);
  }
  if (member.name == "parent") {
    facts_.references[id.index] = SessionParentRef{};
    return optional_of(simple(TypeKind::String));
  }
  suggestions_.add(report_.report(diag::UnknownField, member.range, SessionWord, member.name),
                   member.range, member.name, [] {
                     return std::vector<std::string_view>{"id", "parent"};
                   });
  return simple(TypeKind::Error);
}

Type Typer::old_member(ExprId id, const NameRef& member, model::ChartId older) {
  const model::Chart& chart = program_.chart(older);
  const std::vector<model::Field>& data = chart.states.front().data;
  const ChartFacts& found = facts_.charts[older.index];
  for (std::uint32_t i = 0; i < chart.parameters.size(); ++i) {
    if (chart.parameters[i].name.name != member.name) continue;
    facts_.references[id.index] = OldParameterRef{i};
    return found.parameters[i];
  }
  for (std::uint32_t i = 0; i < data.size(); ++i) {
    if (data[i].name.name != member.name) continue;
    facts_.references[id.index] = OldDataRef{i};
    return found.data[0][i];
  }
  suggestions_.add(report_.report(diag::NoDataInVersion, member.range, chart.version,
                                  chart.name.name, member.name),
                   member.range, member.name, [&] {
                     std::vector<std::string_view> names;
                     for (const model::Field& field : chart.parameters)
                       names.push_back(field.name.name);
                     for (const model::Field& field : data) names.push_back(field.name.name);
                     return names;
                   });
  return simple(TypeKind::Error);
}

Type Typer::event_member(ExprId id, const NameRef& member) {
  const EventView& event = context_.event;
  if (event.kind == EventView::Kind::Unknown) return simple(TypeKind::Error);
  if (event.kind == EventView::Kind::None) {
    report_.report(diag::NoEventHere, member.range);
    return simple(TypeKind::Error);
  }
  if (member.name == "name") {
    facts_.references[id.index] = EventNameRef{};
    return simple(TypeKind::String);
  }
  if (event.kind == EventView::Kind::Done) {
    if (member.name == "result") return event_result(id, member);
    suggestions_.add(report_.report(diag::UnknownField, member.range, EventWord, member.name),
                     member.range, member.name, [] {
                       return std::vector<std::string_view>{"name", "result"};
                     });
    return simple(TypeKind::Error);
  }
  return common_event_field(id, member, *event.match);
}

Type Typer::event_result(ExprId id, const NameRef& member) {
  facts_.references[id.index] = EventResultRef{};
  const auto found = chart_->results.find(context_.event.state);
  if (found != chart_->results.end()) return found->second;

  const model::Chart& chart = *names_.chart();
  const model::State& state = chart.state(context_.event.state);
  if (state.kind == model::StateKind::Parallel) {
    report_.report(diag::NoEventResult, member.range, "a parallel state has no one result");
    return simple(TypeKind::Error);
  }
  const model::State* silent = nullptr;
  for (const model::StateId child : state.children) {
    const model::State& final = chart.state(child);
    if (final.kind != model::StateKind::Final) continue;
    if (!final.result && !silent) silent = &final;
    // Its type was reported as an error, or as another one than that of the rest.
    if (final.result && facts_.type(*final.result).kind == TypeKind::Error) {
      return simple(TypeKind::Error);
    }
  }
  if (!silent) return simple(TypeKind::Error);
  report_
      .report(diag::NoEventResult, member.range,
              "not every final state of `" + state.name.name + "` returns something")
      .note(diag::ReturnsNothing, silent->name.range, silent->name.name);
  return simple(TypeKind::Error);
}

Type Typer::common_event_field(ExprId id, const NameRef& member, const EventMatch& match) {
  if (match.events.empty() && !match.done) {
    if (member.name == "error") {
      facts_.references[id.index] = EventErrorRef{};
      return simple(TypeKind::String);
    }
    suggestions_.add(report_.report(diag::UnknownField, member.range, EventWord, member.name),
                     member.range, member.name, [] {
                       return std::vector<std::string_view>{"name", "error"};
                     });
    return simple(TypeKind::Error);
  }
  std::optional<Type> type;
  for (const std::uint32_t index : match.events) {
    const model::Event& event = chart_->known_events[index];
    std::optional<Type> here;
    for (std::size_t i = 0; i < event.fields.size(); ++i) {
      if (event.fields[i].name.name == member.name) here = chart_->events_fields[index][i];
    }
    const bool only = match.events.size() == 1 && !match.errors && !match.communication;
    if (!here && only && !match.done) {
      suggestions_.add(
          report_.report(diag::UnknownField, member.range, event.name.name, member.name),
          member.range, member.name, [&] {
            std::vector<std::string_view> names{"name"};
            for (const model::Field& field : event.fields) names.push_back(field.name.name);
            return names;
          });
      return simple(TypeKind::Error);
    }
    if (!here) {
      report_.report(diag::NotInEveryEvent, member.range, member.name, "`" + event.name.name + "`")
          .note(diag::DeclaredHere, event.name.range, event.name.name);
      return simple(TypeKind::Error);
    }
    if (type && !same(*type, *here)) {
      report_.report(diag::EventFieldsDiffer, member.range, member.name, spell(*type),
                     spell(*here));
      return simple(TypeKind::Error);
    }
    type = here;
  }
  const bool errors = match.errors || match.communication;
  if (errors || match.done) {
    report_.report(diag::NotInEveryEvent, member.range, member.name,
                   errors ? "an error event" : "a done event");
    return simple(TypeKind::Error);
  }
  facts_.references[id.index] = EventFieldRef{member.name};
  return *type;
}

}  // namespace perdure::check

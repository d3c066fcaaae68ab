// Typing gives every expression a type and every name in it a meaning.
//
//     model::Expr  ->  Facts::types, wanted, references, call_arguments
//
// Types flow both ways: an expression is asked for its type with a hint of what the place around it
// wants, which only literals and what passes values through (`?:`, `??`) look at; then the place
// takes the type or reports that it does not fit. One mistake is told once: what was reported has
// the type Error, which fits everywhere.
//
// The definitions are in files by subject: typing.cpp, operators.cpp, members.cpp, calls.cpp,
// builtins.cpp, statements.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/check/names.h"
#include "compiler/check/types.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/model/model.h"

namespace perdure::check {

// What `event` is where an expression stands.
struct EventView {
  enum class Kind {
    None,
    Events,   // An `on` transition: `match`.
    Done,     // A `done` transition of `state`.
    Unknown,  // Something that was reported already: nothing is said about it.
  };
  Kind kind = Kind::None;
  const EventMatch* match = nullptr;
  model::StateId state;
};

// What the place of an expression allows.
struct Context {
  bool constant = false;  // A default: literals and constructors alone.
  // An initialiser of data: its own field; of the same state, only those before it have a value.
  std::optional<DataRef> initialising;
  EventView event;
  // A migration: the older version, which `old` is.
  std::optional<model::ChartId> migrating = std::nullopt;

  static Context of_default() { return {true, std::nullopt, {}}; }
  static Context of_initialiser(DataRef field) { return {false, field, {}}; }
  static Context of_event(EventView event) { return {false, std::nullopt, event}; }
  static Context of_migration(model::ChartId from) { return {false, std::nullopt, {}, from}; }
};

// "no values", "1 value", "2 values".
std::string counted(std::size_t count, std::string_view what);

class Typer {
 public:
  // `chart` is null outside of charts.
  Typer(const model::Program& program, Names& names, Facts& facts, ChartFacts* chart,
        Suggestions& suggestions, Reporter& report)
      : program_(program),
        names_(names),
        facts_(facts),
        chart_(chart),
        suggestions_(suggestions),
        report_(report) {}

  void enter(Context context) { context_ = context; }

  // Gives the expression a type, and reports where it cannot become `wanted`.
  void want(model::ExprId id, const model::Type& wanted);
  // Gives the expression a type that nothing around it asks for; `none` and `[]` have none of their
  // own.
  model::Type value_of(model::ExprId id);
  // Gives a block's statements their meaning.
  void block(const model::Block& statements);
  void invocation(const model::Invocation& invocation, const InvocationFacts& found);
  void token(const model::Token& token);
  // Gives each argument its parameter: nothing where the default is used.
  std::vector<std::optional<model::ExprId>> arguments(const model::NameRef& callee,
                                                      const std::vector<model::Argument>& given,
                                                      const std::vector<model::Field>& parameters,
                                                      const std::vector<model::Type>& types) {
    return bind(callee, given, parameters, types);
  }

  // Records that the expression is wanted as `to`, which it is known to fit.
  void convert(model::ExprId id, const model::Type& to);

 private:
  using Type = model::Type;
  using ExprId = model::ExprId;

  // typing.cpp
  Type type_of(ExprId id, const Type* hint);
  Type node_type(ExprId id, const model::Expr& expr, const Type* hint);
  Type list_type(const model::ListLiteral& list, const Type* hint);
  Type map_type(const model::MapLiteral& map, const Type* hint);
  // Widens `type` until the element fits it too. False if the element has an error, or nothing
  // does.
  bool merge(ExprId element, std::optional<Type>& type);
  Type in_state_type(const model::InState& in);
  Type conditional_type(const model::Conditional& conditional, const Type* hint);
  Type quantifier_type(const model::Quantifier& quantifier);
  Type untyped(source::Range range, std::string_view literal);
  void want_bool(ExprId id);
  // The element type of an expression that has to be a list, or Error.
  Type element_of(ExprId list);
  bool adapt(ExprId id, const Type& from, const Type& to);
  bool refuse_in_constant(source::Range range, std::string_view what);

  // operators.cpp
  Type unary_type(const model::Expr& expr, const model::Unary& unary);
  Type binary_type(const model::Expr& expr, const model::Binary& binary, const Type* hint);
  Type logic_type(const model::Binary& binary);
  Type equality_type(const model::Binary& binary);
  Type order_type(const model::Binary& binary);
  Type arithmetic_type(const model::Expr& expr, const model::Binary& binary);
  Type coalesce_type(const model::Binary& binary, const Type* hint);
  // What `left op right` yields, or nothing if it has no meaning. `operand` is what both become
  // first.
  struct Operation {
    Type result;
    std::optional<Type> operand;
  };
  std::optional<Operation> operation(model::BinaryOp op, const Type& left, const Type& right) const;
  void report_operation(source::Range range, std::string_view op, const Type& left,
                        const Type& right);
  bool require_order(ExprId id, const Type& type);

  // members.cpp
  Type name_type(ExprId id, const model::Expr& expr, const model::Name& name);
  Type data_type(ExprId id, source::Range range, std::string_view name, const Symbol& symbol);
  Type member_type(ExprId id, const model::Member& member);
  // Members of words that are no values: event, session, enums, what is not carried out.
  std::optional<Type> special_member(ExprId id, const model::Member& member);
  Type event_member(ExprId id, const model::NameRef& member);
  Type common_event_field(ExprId id, const model::NameRef& member, const EventMatch& match);
  Type event_result(ExprId id, const model::NameRef& member);
  Type token_member(ExprId id, const model::NameRef& member, const Symbol& token);
  Type session_member(ExprId id, const model::NameRef& member);
  Type old_member(ExprId id, const model::NameRef& member, model::ChartId older);
  Type enumerator(ExprId id, const model::NameRef& member, model::TypeDeclId decl);
  Type field_of(ExprId id, const Type& object, const model::NameRef& member);
  Type index_type(const model::Index& index);
  Type element_at(const model::Index& index, const Type& object, source::Range range);
  Type refuse_optional(source::Range range, const Type& type);
  Type unknown_name(source::Range range, std::string_view name);
  std::optional<std::string> qualified_enumerator(std::string_view name) const;

  // calls.cpp
  Type call_type(ExprId id, const model::Call& call);
  Type construct(ExprId id, const model::Call& call, model::TypeDeclId decl);
  using Bound = std::vector<std::optional<ExprId>>;
  // Gives each argument its parameter, and reports what is missing, unknown or too much.
  Bound bind(const model::NameRef& callee, const std::vector<model::Argument>& arguments,
             const std::vector<model::Field>& parameters, const std::vector<Type>& types);
  void check_inout(const std::vector<model::Field>& parameters, const std::vector<Type>& types,
                   const Bound& bound);
  // Types arguments of what could not be found, so that their own mistakes are told.
  void ignore(const std::vector<model::Argument>& arguments);
  void ignore(ExprId id);

  // builtins.cpp
  Type builtin_type(ExprId id, const model::Call& call, Builtin builtin);
  Type size_type(const model::Call& call);
  Type contains_type(const model::Call& call);
  Type find_type(const model::Call& call);
  Type least_type(const model::Call& call);
  Type abs_type(const model::Call& call);
  Type sum_type(const model::Call& call);
  Type truth_type(const model::Call& call);
  Type format_type(const model::Call& call);
  Type builtin_mismatch(const model::Call& call, source::Range range);
  void want_printable(ExprId id);

  // statements.cpp
  void statement(const model::Statement& statement);
  void assign(const model::Assign& assign, source::Range range);
  void for_loop(const model::For& loop);
  void send(const model::Send& send);
  void send_id(const model::SendId& id);
  void call_action(const model::CallAction& call);
  void clear(ExprId path);
  void erase(const model::Erase& erase);
  Type list_path(ExprId path);
  // The event of this chart that is named, its arguments bound.
  void bind_event(const model::NameRef& event, const std::vector<model::Argument>& arguments);
  void bind_emitted(const model::Send& send);
  void bind_foreign(const model::Send& send);
  bool send_to_invocation(const model::Send& send, ExprId id);
  // Types a path that is changed; reports, and yields Error, where it cannot be.
  Type target_path(ExprId path);
  bool is_assignable(ExprId path, bool tell);
  void refuse_change_of_walked(ExprId path);
  // Remembers the data that a loop over `list` holds on to.
  void walk_roots(ExprId list);

  std::string spell(const Type& type) const { return check::spell(program_, type); }
  // A loop that is being walked: the data that holds its list.
  struct Walk {
    DataRef data;
    source::Range range;
  };

  const model::Program& program_;
  Names& names_;
  Facts& facts_;
  ChartFacts* chart_;
  Suggestions& suggestions_;
  Reporter& report_;
  Context context_;
  std::vector<Walk> walks_;
  bool changing_ = false;  // The path being typed is one that a statement changes.
  int depth_ = 0;
};

}  // namespace perdure::check

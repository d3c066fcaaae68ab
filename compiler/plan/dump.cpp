#include "compiler/plan/dump.h"

namespace perdure::plan {

namespace {

std::string head(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Bool:
    case ExprKind::Int:
    case ExprKind::Float:
      return expr.text;
    case ExprKind::String:
      return "\"" + expr.text + "\"";
    case ExprKind::Duration:
      return expr.text + "us";
    case ExprKind::None:
      return "none";
    case ExprKind::List:
      return "list";
    case ExprKind::Map:
      return "map";
    case ExprKind::Parameter:
      return "parameter:" + expr.text;
    case ExprKind::Data:
      return "data:" + expr.text;
    case ExprKind::OldParameter:
      return "old parameter:" + expr.text;
    case ExprKind::OldData:
      return "old data:" + expr.text;
    case ExprKind::Local:
      return "local:" + expr.text;
    case ExprKind::EventField:
      return "event:" + expr.text;
    case ExprKind::EventName:
      return "event_name";
    case ExprKind::EventResult:
      return "event_result";
    case ExprKind::EventError:
      return "event_error";
    case ExprKind::Token:
      return "token:" + expr.text;
    case ExprKind::SessionId:
      return "session_id";
    case ExprKind::SessionParent:
      return "session_parent";
    case ExprKind::Field:
      return "." + expr.text;
    case ExprKind::OptionalField:
      return "?." + expr.text;
    case ExprKind::Element:
      return "element";
    case ExprKind::Enumerator:
      return "enumerator:" + expr.text;
    case ExprKind::Guard:
      return "guard:" + expr.text;
    case ExprKind::InState:
      return "in:" + std::to_string(expr.state);
    case ExprKind::Matches:
      return "matches:" + expr.text;
    case ExprKind::Script:
      return "script " + expr.text;
    case ExprKind::Inline:
      return "inline " + expr.text;
    case ExprKind::InlineXml:
      return "xml " + expr.text;
    case ExprKind::CallFunction:
    case ExprKind::CallBuiltin:
    case ExprKind::Construct:
      return expr.text;
    case ExprKind::Quantifier:
      return expr.text + " " + expr.local;
    case ExprKind::Unary:
    case ExprKind::Binary:
      return expr.text;
    case ExprKind::Conditional:
      return "?";
    case ExprKind::ToFloat:
      return "to_float";
    case ExprKind::ToOptional:
      return "to_optional";
    case ExprKind::Unwrap:
      return "unwrap";
  }
  return "?";
}

class Dump {
 public:
  Dump(const Plan& plan, const Chart& chart) : plan_(plan), chart_(chart) {}

  std::string text() {
    line("chart " + chart_.qualified + " version " + std::to_string(chart_.version));
    for (const Field& field : chart_.parameters) add_field("parameter", field, "  ");
    for (const Event& event : chart_.emits) {
      line("  emits " + event.name);
      for (const Field& field : event.fields) add_field("field", field, "    ");
    }
    for (const Event& event : chart_.events) {
      line((event.invocation ? "  outcome " : "  event ") + event.name);
      for (const Field& field : event.fields) add_field("field", field, "    ");
    }
    for (const Guard& guard : chart_.guards) {
      line("  guard " + guard.name + " = " + dump(guard.condition));
    }
    for (std::size_t i = 0; i < chart_.regions.size(); ++i) {
      std::string leaves;
      for (const StateIndex leaf : chart_.regions[i].leaves) leaves += " " + name(leaf);
      line("  region " + std::to_string(i) + " " + name(chart_.regions[i].state) + ":" + leaves);
    }
    for (StateIndex i = 0; i < chart_.states.size(); ++i) add_state(i);
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += text + "\n"; }
  const std::string& name(StateIndex index) const { return chart_.states[index].name; }

  std::string steps(const std::vector<EntryStep>& steps) const {
    std::string text;
    for (const EntryStep& step : steps) {
      text += step.kind == EntryStep::Kind::Restore   ? " restore:"
              : step.kind == EntryStep::Kind::Initial ? " initial:"
                                                      : " ";
      text += name(step.state);
    }
    return text;
  }

  void add_field(const std::string& what, const Field& field, const std::string& indent) {
    line(indent + what + " " + field.name + ": " + type_name(plan_, field.type) +
         (field.initial ? " = " + dump(*field.initial) : ""));
  }

  void add_block(const std::string& what, const Block& block, const std::string& indent) {
    for (const Statement& statement : block) {
      line(indent + what + " " + statement.source + (statement.can_fail ? "  (can fail)" : ""));
    }
  }

  void add_state(StateIndex index) {
    static constexpr std::string_view Kinds[] = {"chart", "atomic", "compound", "parallel",
                                                 "final", "choice", "history"};
    const State& state = chart_.states[index];
    std::string header = "  " + std::to_string(index) + " ";
    header += Kinds[static_cast<std::size_t>(state.kind)];
    header += " " + state.name + " region " + std::to_string(state.region);
    if (state.deep) header += " deep";
    line(header);
    if (!state.default_entry.empty()) line("    enters" + steps(state.default_entry));
    for (const Field& field : state.data) add_field("data", field, "    ");
    for (const Variable& variable : state.variables) {
      line("    variable " + variable.id + (variable.value ? " = " + dump(*variable.value) : ""));
    }
    for (const ScxmlInvoke& invoke : state.scxml_invokes) {
      line("    " + invoke.written + (invoke.chart.empty() ? "" : ": chart " + invoke.chart));
    }
    for (const Token& token : state.tokens) add_token(token);
    for (const std::uint32_t i : state.invocations) add_invocation(chart_.invocations[i]);
    if (!state.deferred.empty()) {
      line("    defer");
      for (const std::uint32_t event : state.deferred) line("      " + chart_.events[event].name);
    }
    for (const Block& block : state.entry) add_block("entry", block, "    ");
    for (const Block& block : state.exit) add_block("exit", block, "    ");
    add_block("initial", state.initial_actions, "    ");
    if (state.result) line("    return " + dump(*state.result));
    for (const TransitionIndex t : state.transitions) add_transition(chart_.transitions[t]);
  }

  void add_token(const Token& token) {
    line("    token " + token.stored + " in " + token.field);
    for (const std::string& event : token.accepts) line("      accepts " + event);
    if (token.expires) line("      expires " + dump(*token.expires));
  }

  void add_invocation(const Invocation& invocation) {
    line("    invoke " + invocation.stored + " as " + invocation.name);
    for (const Expr& argument : invocation.arguments) line("      argument " + dump(argument));
    if (invocation.timeout) line("      timeout " + dump(*invocation.timeout));
    if (invocation.retries > 0) line("      retries " + std::to_string(invocation.retries));
    if (invocation.backoff) line("      backoff " + dump(*invocation.backoff));
    if (invocation.backoff_limit) line("      up to " + dump(*invocation.backoff_limit));
  }

  void add_transition(const Transition& transition) {
    std::string text = transition.trigger_source;
    if (transition.otherwise) text = "else";
    if (transition.internal) text = "internal " + text;
    if (transition.guard) {
      text += " [" + dump(*transition.guard) + "]";
      if (transition.guard->can_fail) text += " (can fail)";
    }
    if (!transition.targets.empty()) text += " ->";
    for (const StateIndex target : transition.targets) text += " " + name(target);
    line("    " + std::to_string(transition.line) + ": " + text);
    for (const std::uint32_t event : transition.events) {
      line("      takes " + (chart_.is_dynamic() ? "any event" : chart_.events[event].name));
    }
    if (transition.matches_errors) line("      takes error.execution");
    if (transition.matches_communication) line("      takes error.communication");
    if (transition.matches_done) line("      takes done events");
    if (!transition.timer.empty()) line("      timer " + transition.timer);
    if (transition.domain) {
      line("      domain " + name(*transition.domain) +
           (transition.domain_depends_on_history ? ", or as history says" : ""));
    }
    if (!transition.entry.empty()) line("      enters" + steps(transition.entry));
    add_block("does", transition.actions, "      ");
  }

  const Plan& plan_;
  const Chart& chart_;
  std::string text_;
};

}  // namespace

std::string dump(const Expr& expr) {
  if (expr.operands.empty()) return head(expr);
  std::string text = "(" + head(expr);
  for (const Expr& operand : expr.operands) text += " " + dump(operand);
  return text + ")";
}

std::string dump(const Plan& plan, const Chart& chart) { return Dump(plan, chart).text(); }

}  // namespace perdure::plan

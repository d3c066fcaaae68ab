#include "diagram/caption.h"

#include "diagram/text.h"

namespace perdure::diagram {
namespace {

constexpr std::size_t JoinLimit = 28;  // Of a line made from several parts,
constexpr std::size_t LineLimit = 36;  // and of one that cannot be broken.

// A statement that is too long loses what it matters least to see: its arguments, or its value.
std::string brief(std::string_view statement, std::size_t limit) {
  const auto starts_with = [&](std::string_view word) {
    return statement.substr(0, word.size()) == word;
  };
  const auto up_to = [&](std::size_t end, std::string_view rest) {
    return shorten(std::string(statement.substr(0, end)).append(rest), limit);
  };
  if (length(statement) <= limit) return std::string(statement);
  if (starts_with("log ")) return up_to(statement.find(' ', 4), " …");
  if (starts_with("if ") || starts_with("for ")) return up_to(statement.find('{'), "{…}");
  const std::size_t arguments = statement.find_first_of("(\"");
  for (const std::string_view op : {" = ", " += ", " -= ", " *= ", " /= "}) {
    const std::size_t at = statement.find(op);
    if (at < arguments) return up_to(at + op.size(), "…");
  }
  if (arguments != std::string_view::npos && statement[arguments] == '(') {
    return up_to(arguments, "(…)");
  }
  return shorten(statement, limit);
}

std::string brief(const std::vector<std::string>& statements, std::size_t limit) {
  std::string out;
  for (const std::string& statement : statements) {
    const std::string next = (out.empty() ? "" : "; ") + brief(statement, limit);
    if (!out.empty() && length(out) + length(next) + 3 > limit) return out + "; …";
    out += next;
  }
  return out;
}

std::string whole(const std::vector<std::string>& statements) {
  std::string out;
  for (const std::string& statement : statements) {
    if (!out.empty()) out += "; ";
    out += statement;
  }
  return out;
}

void join(std::string& out, std::string_view word) {
  if (!out.empty() && !word.empty()) out += ' ';
  out += word;
}

// Appends to the last line what still fits there, or else starts another.
void add(std::vector<Line>& lines, SpanKind kind, std::string_view text) {
  if (text.empty()) return;
  if (lines.empty() || length(lines.back().text()) + length(text) >= JoinLimit)
    lines.emplace_back();
  lines.back().spans.push_back({kind, shorten(text, LineLimit)});
}

std::string guard_text(const Transition& transition) {
  return transition.guard.empty() ? "" : "[" + transition.guard + "]";
}

}  // namespace

std::string trigger_text(const Transition& transition) {
  if (transition.trigger == "always" && !transition.guard.empty()) return "";
  std::string_view text = transition.trigger;
  for (const std::string_view word : {"internal ", "on "}) {
    if (text.substr(0, word.size()) == word) text.remove_prefix(word.size());
  }
  return std::string(text);
}

std::string transition_text(const Transition& transition) {
  std::string out = trigger_text(transition);
  join(out, guard_text(transition));
  if (!transition.actions.empty()) join(out, "/ " + whole(transition.actions));
  return out;
}

Caption caption(const Transition& transition, const std::string& target) {
  Caption out;
  out.full = transition_text(transition);
  if (!target.empty()) join(out.full, "→ " + target);
  add(out.lines, SpanKind::Trigger, trigger_text(transition));
  add(out.lines, SpanKind::Guard, guard_text(transition));
  if (!transition.actions.empty()) {
    add(out.lines, SpanKind::Action, "/ " + brief(transition.actions, JoinLimit - 2));
  }
  if (!target.empty()) add(out.lines, SpanKind::Target, "→ " + target);
  return out;
}

Caption caption(std::string_view word, const std::vector<std::string>& statements) {
  Caption out;
  out.full = std::string(word) + " / " + whole(statements);
  Line& line = out.lines.emplace_back();
  line.spans.push_back({SpanKind::Trigger, std::string(word)});
  line.spans.push_back({SpanKind::Action, "/ " + brief(statements, JoinLimit - length(word) - 3)});
  return out;
}

namespace {

Caption line(std::string_view word, std::string_view rest, std::string full) {
  Caption out;
  out.full = std::move(full);
  Line& line = out.lines.emplace_back();
  line.spans.push_back({SpanKind::Trigger, std::string(word)});
  line.spans.push_back({SpanKind::Action, shorten(rest, LineLimit - length(word) - 1)});
  return out;
}

}  // namespace

Caption caption(const Token& token) {
  std::string events;
  for (const std::string& event : token.accepts) events += (events.empty() ? "" : ", ") + event;
  return line("token", token.name + " for " + events, token.source);
}

Caption caption(const Invocation& invocation) {
  std::string rest = invocation.source.substr(invocation.source.find(' ') + 1);
  const std::size_t open = rest.find('(');
  const std::size_t close = rest.rfind(')');
  const bool fits = length(rest) < LineLimit - length("invoke ");
  if (!fits && open != std::string::npos && close != std::string::npos) {
    rest.replace(open, close - open + 1, "(…)");
  }
  const std::string policy = invocation.policy.empty() ? "" : " { " + invocation.policy + " }";
  return line("invoke", rest, invocation.source + policy);
}

Caption deferred_caption(const State& state) {
  return line("defer", state.deferred, "defer " + state.deferred);
}

}  // namespace perdure::diagram

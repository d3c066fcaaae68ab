#include "compiler/emit/diagram/caption.h"

#include "compiler/emit/diagram/text.h"

namespace perdure::emit::diagram {
namespace {

constexpr std::size_t JoinLimit = 28;  // Of a line made from several parts,
constexpr std::size_t LineLimit = 36;  // and of one that cannot be broken.

// A statement that is too long loses what it matters least to see: its arguments, or its value.
std::string brief(const plan::Statement& statement, std::size_t limit) {
  if (length(statement.source) <= limit) return statement.source;
  const std::string_view source = statement.source;
  switch (statement.kind) {
    case plan::StatementKind::CallAction:
    case plan::StatementKind::Raise:
    case plan::StatementKind::Send:
    case plan::StatementKind::Append:
      if (const auto open = source.find('('); open != std::string_view::npos) {
        return shorten(std::string(source.substr(0, open)) + "(…)", limit);
      }
      break;
    case plan::StatementKind::Assign:
      if (const auto op = source.find(" " + statement.text + " "); op != std::string_view::npos) {
        return shorten(std::string(source.substr(0, op + statement.text.size() + 2)) + "…", limit);
      }
      break;
    case plan::StatementKind::If:
    case plan::StatementKind::For:
      if (const auto open = source.find('{'); open != std::string_view::npos) {
        return shorten(std::string(source.substr(0, open)) + "{…}", limit);
      }
      break;
    case plan::StatementKind::Log:
      return shorten("log " + statement.level + " …", limit);
    default:
      break;
  }
  return shorten(source, limit);
}

std::string brief(const plan::Block& block, std::size_t limit) {
  std::string out;
  for (const plan::Statement& statement : block) {
    const std::string next = (out.empty() ? "" : "; ") + brief(statement, limit);
    if (!out.empty() && length(out) + length(next) + 3 > limit) return out + "; …";
    out += next;
  }
  return out;
}

std::string whole(const plan::Block& block) {
  std::string out;
  for (const plan::Statement& statement : block) {
    if (!out.empty()) out += "; ";
    out += statement.source;
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

std::string guard_text(const plan::Transition& transition) {
  return transition.guard_source.empty() ? "" : "[" + transition.guard_source + "]";
}

}  // namespace

std::string trigger_text(const plan::Transition& transition) {
  if (transition.otherwise) return "else";
  switch (transition.trigger) {
    case plan::TriggerKind::Branch:
    case plan::TriggerKind::HistoryDefault:
      return "";
    case plan::TriggerKind::Always:
      return transition.guard_source.empty() ? "always" : "";
    default:
      break;
  }
  std::string_view text = transition.trigger_source;
  for (const std::string_view word : {"internal ", "on "}) {
    if (text.substr(0, word.size()) == word) text.remove_prefix(word.size());
  }
  return std::string(text);
}

std::string transition_text(const plan::Transition& transition) {
  std::string out = trigger_text(transition);
  join(out, guard_text(transition));
  if (!transition.actions.empty()) join(out, "/ " + whole(transition.actions));
  return out;
}

Caption caption(const plan::Transition& transition, const std::string& target) {
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

Caption caption(std::string_view word, const plan::Block& block) {
  Caption out;
  out.full = std::string(word) + " / " + whole(block);
  Line& line = out.lines.emplace_back();
  line.spans.push_back({SpanKind::Trigger, std::string(word)});
  line.spans.push_back({SpanKind::Action, "/ " + brief(block, JoinLimit - length(word) - 3)});
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

Caption caption(const plan::Token& token) {
  std::string events;
  for (const std::string& event : token.accepts) events += (events.empty() ? "" : ", ") + event;
  return line("token", token.name + " for " + events, token.source);
}

Caption caption(const plan::Invocation& invocation) {
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

Caption deferred_caption(const plan::State& state) {
  return line("defer", state.deferred_source, "defer " + state.deferred_source);
}

}  // namespace perdure::emit::diagram

// A chart: its states, what they do with events, its data. See page.h.
#include <string>
#include <utility>

#include "compiler/emit/docs/expression_text.h"
#include "compiler/emit/docs/page.h"

namespace perdure::emit::docs {
namespace {

class Page {
 public:
  Page(const plan::Plan& plan, const plan::Chart& chart, const Form& form)
      : plan_(plan), chart_(chart), form_(form) {}

  Values write() const {
    Values out;
    out.set("name", form_.text(chart_.name));
    out.set("id", Form::id(chart_.name));
    out.set("qualified", form_.code(chart_.qualified));
    out.set("version", std::to_string(chart_.version));
    out.set("doc", form_.doc(chart_.doc));
    out.set("result", chart_.result ? type_text(plan_, *chart_.result, form_) : "");
    out.set("parameters", field_values(plan_, chart_, chart_.parameters, form_));
    out.set("tree", tree());
    out.set("states", states());
    out.set("events", events());
    out.set("timers", timers());
    out.set("data", data());
    out.set("functions", functions(chart_.functions));
    out.set("actions", functions(chart_.actions));
    out.set("services", functions(chart_.services));
    out.set("emits", emits());
    out.set("guards", guards());
    return out;
  }

 private:
  const plan::State& state(plan::StateIndex index) const { return chart_.states[index]; }

  std::string state_id(plan::StateIndex index) const {
    return chart_.name + "-state-" + (index == 0 ? "" : state(index).name);
  }

  std::string state_link(plan::StateIndex index) const {
    return form_.link(index == 0 ? "any state" : form_.text(state(index).name), state_id(index));
  }

  // What is not plain.
  static std::string kind(const plan::State& s) {
    const bool plain = s.kind == plan::StateKind::Chart || s.kind == plan::StateKind::Atomic;
    return plain ? "" : std::string(plan::kind_name(s));
  }

  std::size_t depth(plan::StateIndex index) const {
    std::size_t out = 0;
    for (; state(index).parent != 0; index = state(index).parent) ++out;
    return out;
  }

  Values::List tree() const {
    Values::List out;
    for (plan::StateIndex i = 1; i < chart_.states.size(); ++i) {
      Values each;
      each.set("link", state_link(i));
      each.set("kind", kind(state(i)));
      each.set("depth", std::to_string(depth(i)));
      each.set("indent", std::string(2 * depth(i), ' '));
      const std::string& doc = state(i).doc;
      each.set("doc", form_.line(doc.substr(0, doc.find("\n\n"))));
      bool starts = false;
      for (const plan::StateIndex initial : state(state(i).parent).initial) {
        starts = starts || initial == i;
      }
      each.set("starts", starts);
      out.push_back(std::move(each));
    }
    return out;
  }

  // The states around one, from the outermost.
  Values::List around(plan::StateIndex index) const {
    Values::List out;
    for (plan::StateIndex i = state(index).parent; index != 0 && i != 0; i = state(i).parent) {
      out.insert(out.begin(), Values().set("link", state_link(i)));
    }
    return out;
  }

  std::string trigger(const plan::Transition& transition) const {
    if (transition.otherwise) return form_.code("else");
    switch (transition.trigger) {
      case plan::TriggerKind::Branch:
        return "";
      case plan::TriggerKind::HistoryDefault:
        return form_.text("never left before");
      default:
        break;
    }
    std::string_view source = transition.trigger_source;
    if (source.substr(0, 3) == "on ") source.remove_prefix(3);
    const std::string words = form_.code(source);
    const bool errors = transition.matches_errors || transition.matches_communication;
    // A document that is evaluated when it runs declares no events.
    if (chart_.is_dynamic() || transition.events.size() != 1 || errors) return words;
    if (chart_.events[transition.events[0]].invocation) return words;
    return form_.link(words, event_id(chart_.events[transition.events[0]]));
  }

  std::string event_id(const plan::Event& event) const {
    return chart_.name + "-event-" + event.name;
  }

  Values::List targets(const plan::Transition& transition) const {
    Values::List out;
    for (const plan::StateIndex target : transition.targets) {
      out.push_back(Values().set("link", state_link(target)));
    }
    return out;
  }

  Values::List block(const plan::Block& statements) const {
    Values::List out;
    for (const plan::Statement& each : statements) {
      out.push_back(Values().set("code", form_.code(each.source)));
    }
    return out;
  }

  Values::List blocks(const std::vector<plan::Block>& all) const {
    Values::List out;
    for (const plan::Block& each : all) {
      for (Values& statement : block(each)) out.push_back(std::move(statement));
    }
    return out;
  }

  Values transition(const plan::Transition& from) const {
    Values out;
    out.set("source", state_link(from.source));
    out.set("trigger", trigger(from));
    out.set("guard", from.guard_source.empty() ? "" : form_.code(from.guard_source));
    out.set("actions", block(from.actions));
    out.set("targets", targets(from));
    out.set("internal", from.internal);
    out.set("doc", form_.line(from.doc));
    return out;
  }

  Values::List states() const {
    Values::List out;
    for (plan::StateIndex i = 0; i < chart_.states.size(); ++i) {
      const plan::State& s = state(i);
      if (i == 0 && s.transitions.empty() && s.entry.empty() && s.exit.empty()) continue;
      Values each;
      each.set("id", Form::id(state_id(i)));
      each.set("name", i == 0 ? std::string("Any state") : form_.text(s.name));
      each.set("kind", kind(s));
      each.set("around", around(i));
      each.set("doc", i == 0 ? std::string() : form_.doc(s.doc));
      each.set("data", i == 0 ? Values::List() : field_values(plan_, chart_, s.data, form_));
      each.set("entry", blocks(s.entry));
      each.set("exit", blocks(s.exit));
      each.set("tokens", tokens(s));
      each.set("invocations", invocations(s));
      each.set("deferred", s.deferred.empty() ? "" : form_.code(s.deferred_source));
      each.set("result", s.result ? form_.code(expression_text(plan_, chart_, *s.result)) : "");
      Values::List transitions;
      for (const plan::TransitionIndex index : s.transitions) {
        transitions.push_back(transition(chart_.transitions[index]));
      }
      each.set("transitions", std::move(transitions));
      out.push_back(std::move(each));
    }
    return out;
  }

  Values::List tokens(const plan::State& s) const {
    Values::List out;
    for (const plan::Token& token : s.tokens) {
      Values each;
      each.set("code", form_.code(token.source));
      each.set("doc", form_.line(token.doc));
      out.push_back(std::move(each));
    }
    return out;
  }

  Values::List invocations(const plan::State& s) const {
    Values::List out;
    for (const std::uint32_t i : s.invocations) {
      const plan::Invocation& invocation = chart_.invocations[i];
      Values each;
      each.set("code", form_.code(invocation.source));
      each.set("policy", invocation.policy.empty() ? "" : form_.code(invocation.policy));
      each.set("doc", form_.line(invocation.doc));
      out.push_back(std::move(each));
    }
    for (const plan::ScxmlInvoke& invoke : s.scxml_invokes) {
      out.push_back(Values().set("code", form_.code(invoke.written)).set("policy", "").set("doc", ""));
    }
    return out;
  }

  Values::List emits() const {
    Values::List out;
    for (const plan::Event& event : chart_.emits) {
      Values each;
      each.set("name", form_.code(event.name));
      each.set("doc", form_.line(event.doc));
      each.set("fields", field_values(plan_, chart_, event.fields, form_));
      out.push_back(std::move(each));
    }
    return out;
  }

  // Those that the chart declares.
  Values::List events() const {
    Values::List out;
    for (std::uint32_t i = 0; i < chart_.events.size(); ++i) {
      const plan::Event& event = chart_.events[i];
      if (event.invocation) continue;
      Values each;
      each.set("id", Form::id(event_id(event)));
      each.set("name", form_.code(event.name));
      each.set("doc", form_.line(event.doc));
      each.set("fields", field_values(plan_, chart_, event.fields, form_));
      Values::List handled;
      for (const plan::Transition& candidate : chart_.transitions) {
        for (const std::uint32_t matched : candidate.events) {
          if (matched == i) handled.push_back(transition(candidate));
        }
      }
      each.set("handled", std::move(handled));
      out.push_back(std::move(each));
    }
    return out;
  }

  Values::List timers() const {
    Values::List out;
    for (const plan::Transition& each : chart_.transitions) {
      if (each.trigger != plan::TriggerKind::After) continue;
      Values values = transition(each);
      values.set("name", form_.code(each.timer));
      out.push_back(std::move(values));
    }
    return out;
  }

  // Each piece of data with the state that it lives in.
  Values::List data() const {
    Values::List out;
    for (plan::StateIndex i = 0; i < chart_.states.size(); ++i) {
      for (Values& field : field_values(plan_, chart_, state(i).data, form_)) {
        field.set("owner", i == 0 ? std::string() : state_link(i));
        out.push_back(std::move(field));
      }
    }
    return out;
  }

  Values::List functions(const std::vector<plan::Function>& all) const {
    Values::List out;
    for (const plan::Function& function : all) {
      Values each;
      each.set("name", form_.code(function.name));
      each.set("parameters", field_values(plan_, chart_, function.parameters, form_));
      each.set("result", function.result ? type_text(plan_, *function.result, form_) : "");
      each.set("doc", form_.line(function.doc));
      out.push_back(std::move(each));
    }
    return out;
  }

  Values::List guards() const {
    Values::List out;
    for (const plan::Guard& guard : chart_.guards) {
      Values each;
      each.set("name", form_.code(guard.name));
      each.set("condition", form_.code(guard.source));
      each.set("doc", form_.line(guard.doc));
      out.push_back(std::move(each));
    }
    return out;
  }

  const plan::Plan& plan_;
  const plan::Chart& chart_;
  const Form& form_;
};

}  // namespace

Values chart_values(const plan::Plan& plan, const plan::Chart& chart, const Form& form) {
  return Page(plan, chart, form).write();
}

}  // namespace perdure::emit::docs

// What the index says of a chart. See page.h.
#include <string>
#include <utility>

#include "compiler/emit/docs/page.h"

namespace perdure::emit::docs {
namespace {

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

}  // namespace

Values index_values(const plan::Chart& chart, const std::string& page, const Form& form) {
  Values out;
  const auto link = [&](std::string_view name, const std::string& target) {
    return form.link(form.code(name), page, target);
  };
  out.set("link", form.link(form.text(chart.name), page, chart.name));
  out.set("name", form.text(chart.name));
  out.set("id", Form::id(chart.name));
  out.set("qualified", form.code(chart.qualified));
  out.set("version", std::to_string(chart.version));
  out.set("states", counted(chart.states.size() - 1, "state"));
  out.set("doc", form.line(chart.doc.substr(0, chart.doc.find("\n\n"))));
  Values::List events;
  for (const plan::Event& event : chart.events) {
    if (event.invocation || chart.is_dynamic()) continue;
    events.push_back(Values().set("link", link(event.name, chart.name + "-event-" + event.name)));
  }
  out.set("events", std::move(events));
  Values::List invokes;
  for (const plan::Invocation& each : chart.invocations) {
    invokes.push_back(Values().set("name", form.code(each.stored)));
  }
  for (const plan::State& state : chart.states) {
    for (const plan::ScxmlInvoke& each : state.scxml_invokes) {
      if (!each.chart.empty()) invokes.push_back(Values().set("name", form.code(each.chart)));
    }
  }
  out.set("invokes", std::move(invokes));
  return out;
}

}  // namespace perdure::emit::docs

#include "compiler/emit/cpp/declarations.h"

#include <algorithm>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/histories.h"
#include "compiler/emit/cpp/moves.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::Field;
using plan::StateIndex;
using plan::StateKind;

namespace {

// "archive(a, b);"
std::string archive_call(const std::vector<Field>& fields, const auto& name) {
  if (fields.empty()) return "perdure::nothing(archive);";
  std::vector<std::string> names;
  for (const Field& field : fields) names.push_back(name(field.name));
  Code code(2);
  code.line("archive(" + join(names, ", ") + ");");
  return unindented(code.text(), 4);
}

std::string signature(const Context& context, const plan::Function& function, bool action) {
  std::vector<std::string> parameters;
  if (action) parameters.push_back("const perdure::Step& step");
  for (const Field& field : function.parameters) {
    const std::string type =
        field.inout ? context.types.type(field.type) + "&" : context.types.parameter(field.type);
    parameters.push_back(type + " " + ChartNames::local(field.name));
  }
  const std::string result = function.result ? context.types.type(*function.result) : "void";
  Code code(1);
  code.line("virtual " + result + " " + ChartNames::handler(function.name) + "(" +
            join(parameters, ", ") + ")" + (action ? "" : " const") + " = 0;");
  return unindented(code.text(), 2);
}

// Without the line breaks of a declaration.
std::string on_one_line(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (blank && !out.empty() && (out.back() == ' ' || out.back() == '(')) continue;
    out += blank ? ' ' : c;
  }
  return out;
}

std::string tree(const Context& context) {
  Code code;
  std::vector<int> depth(context.chart.states.size());
  for (StateIndex i = 1; i < context.chart.states.size(); ++i) {
    const plan::State& state = context.state(i);
    depth[i] = state.parent == 0 ? 0 : depth[state.parent] + 1;
    std::string line =
        "// " + std::string(static_cast<std::size_t>(depth[i]) * 2, ' ') + state.name;
    switch (state.kind) {
      case StateKind::Parallel:
        line += "   parallel";
        break;
      case StateKind::Final:
        line += "   final";
        break;
      case StateKind::Choice:
        line += "   choice";
        break;
      case StateKind::History:
        line += state.deep ? "   deep history" : "   history";
        break;
      default:
        break;
    }
    code.line(line);
  }
  return unindented(code.text(), 0);
}

std::string event_type(const Context& context) {
  if (context.chart.is_dynamic()) return "using Event = perdure::scxml::Event;";
  std::vector<std::string> events;
  for (std::uint32_t i = 0; i < context.chart.events.size(); ++i) {
    events.push_back("event::" + context.names.event(i));
  }
  if (events.empty()) events.push_back("std::monostate");
  if (events.size() > MaxAlternatives) {
    return "// Converts from every event, and goes to dispatch().\nclass Machine;\n"
           "using Event = perdure::machine::AnyEvent<Machine>;";
  }
  Code code;
  const std::string type = "std::variant<" + join(events, ", ") + ">;";
  if (type.size() + std::string_view("using Event = ").size() <= Columns) {
    code.line("using Event = " + type);
  } else {
    code.line("using Event =");
    code.indent();
    code.indent();
    code.line(type);
  }
  return unindented(code.text(), 0);
}

std::string state_ids(const Context& context) {
  std::vector<std::string> names = {"None"};
  std::size_t width = 0;
  for (StateIndex i = 1; i < context.chart.states.size(); ++i) {
    if (context.state(i).kind == StateKind::History) continue;
    names.push_back(context.names.enumerator(i));
  }
  const std::string type = names.size() <= 256 ? "std::uint8_t" : "std::uint16_t";
  const std::string one_line = "enum class StateId : " + type + " { " + join(names, ", ") + " };";
  width = one_line.size() + 2;
  if (width <= Columns) return one_line;
  std::string text = "enum class StateId : " + type + " {\n";
  for (const std::string& name : names) text += "  " + name + ",\n";
  return text + "};";
}

}  // namespace

Values structure(const Context& context, const std::string& name, const std::string& doc,
                 const std::vector<Field>& fields) {
  const Statements statements(context);
  const auto rename = [&](const std::string& field) { return context.names.field(field); };
  Values values;
  values.set("name", name).set("doc", doc_comment(doc));
  values.set("fields",
             members(
                 context.types, fields,
                 [&](const Field& field) { return statements.initialiser(field); }, rename));
  values.set("serialize", archive_call(fields, rename));
  return values;
}

std::string doc_comment(const std::string& doc) {
  std::string text;
  for (std::size_t at = 0; at < doc.size();) {
    const std::size_t end = std::min(doc.find('\n', at), doc.size());
    const std::string line = doc.substr(at, end - at);
    text += (text.empty() ? "///" : "\n///") + (line.empty() ? "" : " " + line);
    at = end + 1;
  }
  return text;
}

Values::List type_values(const plan::Plan& plan, const std::vector<std::uint32_t>& types,
                         const std::string& name_space) {
  // The defaults of structs are constants, which need no chart around them.
  plan::Chart no_chart;
  no_chart.states.emplace_back();
  const Context context(plan, no_chart, name_space);
  const Types& names = context.types;
  const Statements statements(context);
  Values::List list;
  for (const std::uint32_t index : types) {
    const plan::TypeDecl& decl = plan.types[index];
    if (decl.form == plan::TypeForm::Extern) continue;
    const std::string name = plan::cpp_word(decl.name);
    Values values;
    values.set("name", name).set("doc", doc_comment(decl.doc));
    values.set("is_enum", decl.form == plan::TypeForm::Enum);
    if (decl.form == plan::TypeForm::Enum) {
      std::vector<std::string> enumerators;
      for (const std::string& each : decl.enumerators) enumerators.push_back(plan::cpp_word(each));
      std::string declaration = "enum class " + name + " { " + join(enumerators, ", ") + " };";
      if (declaration.size() > Columns) {
        declaration = "enum class " + name + " {\n";
        for (const std::string& each : enumerators) declaration += "  " + each + ",\n";
        declaration += "};";
      }
      values.set("declaration", declaration);
    } else {
      const auto rename = [&](const std::string& field) { return names.field(field); };
      values.set("fields",
                 members(
                     names, decl.fields,
                     [&](const Field& field) { return statements.initialiser(field); }, rename));
      values.set("serialize", archive_call(decl.fields, rename));
    }
    list.push_back(std::move(values));
  }
  return list;
}

Values::List enum_values(const plan::Plan& plan, const std::vector<std::uint32_t>& types) {
  Values::List list;
  for (const std::uint32_t index : types) {
    const plan::TypeDecl& decl = plan.types[index];
    if (decl.form != plan::TypeForm::Enum) continue;
    const std::string name = plan::cpp_word(decl.name);
    Values::List enumerators;
    std::vector<std::string> all;
    for (const std::string& each : decl.enumerators) {
      enumerators.push_back(Values().set("enumerator", plan::cpp_word(each)).set("text", each));
      all.push_back(name + "::" + plan::cpp_word(each));
    }
    list.push_back(Values()
                       .set("name", name)
                       .set("all", join(all, ", "))
                       .set("enumerators", std::move(enumerators)));
  }
  return list;
}

namespace {

// The names of what is `@indexed`.
void add_indexed(const Context& context, Values& header) {
  std::vector<std::string> names;
  const auto add = [&](const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (field.indexed) names.push_back("\"" + field.name + "\"");
    }
  };
  add(context.chart.parameters);
  add(context.chart.states[0].data);
  Code code(1);
  if (!names.empty()) {
    code.line("static constexpr std::array<std::string_view, " + std::to_string(names.size()) +
              "> indexed_names = {" + join(names, ", ") + "};");
  }
  header.set("indexed", names.empty() ? "" : unindented(code.text(), 2));
  Code index(2);
  const auto add_conditions = [&](const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (!field.indexed) continue;
      const std::string name = context.names.field(field.name);
      index.line("static constexpr perdure::IndexedField<Machine, " +
                 context.types.type(field.type) + "> " + name + (name == "index" ? "_" : "") +
                 "{\"" + field.name + "\"};");
    }
  };
  add_conditions(context.chart.parameters);
  add_conditions(context.chart.states[0].data);
  header.set("index", names.empty() ? "" : unindented(index.text(), 4));
}

bool has_large(const plan::Chart& chart) {
  const auto is_large = [](const Field& field) { return field.large; };
  const std::vector<Field>& data = chart.states[0].data;
  return std::any_of(chart.parameters.begin(), chart.parameters.end(), is_large) ||
         std::any_of(data.begin(), data.end(), is_large);
}

// Whether sessions have values that are kept beside them, or had some in an older version.
void add_large(const plan::Chart& chart, Values& header) {
  const bool did = std::any_of(chart.releases.begin(), chart.releases.end(),
                               [](const plan::Release& each) { return has_large(each.chart); });
  header.set("large", has_large(chart)).set("keeps_apart", did || has_large(chart));
}

Values::List invocation_values(const Context& context) {
  Values::List list;
  for (const plan::Invocation& invocation : context.chart.invocations) {
    list.push_back(Values().set("member", context.names.invocation(invocation.name)));
  }
  return list;
}

// Structs for what is sent to the parent, and for services.
void add_outgoing(const Context& context, Values& values) {
  Values::List emits;
  for (const plan::Event& event : context.chart.emits) {
    emits.push_back(structure(context, context.names.emitted(event.name), event.doc, event.fields)
                        .set("text", event.name));
  }
  values.set("emits", std::move(emits));
  Values::List services;
  for (const plan::Function& service : context.chart.services) {
    services.push_back(
        structure(context, context.names.service(service.name), service.doc, service.parameters)
            .set("text", context.chart.qualified + "." + service.name)
            .set("result", service.result ? context.types.type(*service.result) : "void"));
  }
  values.set("services", std::move(services));
}

}  // namespace

std::string witness(const Context& context) {
  const plan::Chart& chart = context.chart;
  if (chart.actions.empty()) return "";
  Code code;
  code.open("class Witness final : public Handlers {");
  code.raw(" public:\n");
  code.line("explicit Witness(Handlers& handlers) : handlers_(handlers) {}");
  const auto add = [&](const plan::Function& function, bool action) {
    std::string head = signature(context, function, action);
    head.replace(0, std::string_view("virtual ").size(), "");
    // A long one has a line break before or after its `=`.
    head.erase(head.find_last_not_of(" \n", head.rfind('=') - 1) + 1);
    head += " override {";
    std::vector<std::string> arguments;
    std::vector<std::string> answers;
    if (action) arguments.push_back("step");
    for (const Field& field : function.parameters) {
      arguments.push_back(ChartNames::local(field.name));
      if (field.inout) answers.push_back(arguments.back());
    }
    const std::string call =
        "handlers_." + ChartNames::handler(function.name) + "(" + join(arguments, ", ") + ")";
    code.blank();
    code.open(on_one_line(head));
    if (action) {
      answers.insert(answers.begin(), {"step", "[&] { " + call + "; }"});
      code.line("perdure::machine::act(" + join(answers, ", ") + ");");
    } else {
      code.line("return " + call + ";");
    }
    code.close();
  };
  for (const plan::Function& function : chart.functions) add(function, false);
  for (const plan::Function& action : chart.actions) add(action, true);
  code.blank();
  code.raw(" private:\n");
  code.line("Handlers& handlers_;");
  code.close("};");
  return unindented(code.text(), 0);
}

// A return of a list: what `one` says of each field of the chart that `wanted` is set for, by how C++ reaches it.
template <typename One>
std::string list_of_values(const Context& context, bool Field::*wanted, One one) {
  std::vector<std::string> values;
  const auto add = [&](const std::vector<Field>& fields, const std::string& object) {
    for (const Field& field : fields) {
      if (field.*wanted) values.push_back(one(field, object + context.names.field(field.name)));
    }
  };
  add(context.chart.parameters, "params_.");
  add(context.chart.states[0].data, "data_.");
  if (values.empty()) return "";
  Code code(1);
  code.line("return {" + join(values, ", ") + "};");
  return unindented(code.text(), 2);
}

std::string indexed_values(const Context& context) {
  return list_of_values(context, &Field::indexed, [](const Field& field, const std::string& value) {
    return "{\"" + field.name + "\", perdure::machine::indexed(" + value + ")}";
  });
}

std::string large_values(const Context& context) {
  return list_of_values(context, &Field::large,
                        [](const Field&, const std::string& value) { return "&" + value; });
}

namespace {

Values::List events(const Context& context) {
  Values::List made;
  for (std::uint32_t i = 0; i < context.chart.events.size(); ++i) {
    const plan::Event& event = context.chart.events[i];
    made.push_back(structure(context, context.names.event(i), event.doc, event.fields)
                       .set("text", event.name));
  }
  return made;
}

void add_states(const Context& context, Values& values) {
  Values::List states;
  Values::List state_data;
  Values::List histories;
  const Histories records(context);
  for (StateIndex i = 1; i < context.chart.states.size(); ++i) {
    const plan::State& state = context.chart.states[i];
    if (state.kind == StateKind::History) {
      histories.push_back(
          Values().set("type", records.record_type(i)).set("member", context.names.history(i)));
      continue;
    }
    Values made = structure(context, context.names.struct_of(i), state.doc, state.data);
    made.set("text", state.name).set("is_in", context.is_in(i));
    made.set("member", state.data.empty() ? "" : context.names.data(i));
    states.push_back(std::move(made));
    if (state.data.empty()) continue;
    state_data.push_back(
        Values().set("state", context.names.state(i)).set("member", context.names.data(i)));
  }
  values.set("states", std::move(states));
  values.set("state_data", std::move(state_data));
  values.set("histories", std::move(histories));
}

// Those of the whole chart; a dynamic one has none.
Values::List structs(const Context& context) {
  const plan::Chart& chart = context.chart;
  if (chart.is_dynamic()) return {};
  return {structure(context, "Params", "What a session is started with.", chart.parameters),
          structure(context, "Data", "What a session keeps.", chart.states[0].data)};
}

Values::List handlers(const Context& context) {
  Values::List made;
  const auto add = [&](const plan::Function& function, bool is_action) {
    made.push_back(Values()
                       .set("doc", doc_comment(function.doc))
                       .set("declaration", signature(context, function, is_action)));
  };
  for (const plan::Function& function : context.chart.functions) add(function, false);
  for (const plan::Function& action : context.chart.actions) add(action, true);
  return made;
}

Values::List dones(const Context& context) {
  Values::List made;
  for (const StateIndex state : context.uses.done) {
    const auto type = done_result(context.chart, state);
    const std::string result = type ? context.types.type(*type) + " result" +
                                          (context.types.needs_initialiser(*type) ? "{};" : ";")
                                    : "";
    made.push_back(Values()
                       .set("name", context.names.struct_of(state))
                       .set("text", context.chart.states[state].name)
                       .set("result", result));
  }
  return made;
}

Values::List leaves(const Context& context) {
  Values::List made;
  for (plan::RegionIndex i = 0; i < context.chart.regions.size(); ++i) {
    made.push_back(Values().set("leaf", context.names.leaf(i)));
  }
  return made;
}

}  // namespace

void add_declarations(const Context& context, Values& values) {
  const plan::Chart& chart = context.chart;
  const std::string& name_space = context.names.name_space();
  values.set("chart", name_space);
  add_indexed(context, values);
  add_large(chart, values);
  add_outgoing(context, values);
  values.set("invocations", invocation_values(context));
  // Within these, the word names what is inside them.
  const bool hidden = name_space == "event" || name_space == "state" || name_space == "done" ||
                      name_space == "emitted" || name_space == "service";
  values.set("scope", hidden ? "::" + context.name_space : name_space);
  values.set("name",
             chart.is_dynamic() ? plan::chart_class(chart.name) : plan::cpp_word(chart.name));
  values.set("dynamic", chart.is_dynamic()).set("typed", !chart.is_dynamic());
  values.set("doc", doc_comment(chart.doc));
  values.set("tree", tree(context));
  values.set("qualified", chart.qualified);
  values.set("chart_version", std::to_string(chart.version));
  values.set("shape", chart.shape);
  values.set("regions", std::to_string(chart.regions.size()));
  values.set("event_type", event_type(context));
  values.set("state_ids", state_ids(context));
  values.set("calls", context.uses.has_handlers);
  values.set("result", chart.result ? context.types.type(*chart.result) : "");

  values.set("events", events(context));
  add_states(context, values);
  values.set("structs", structs(context));
  values.set("handlers", handlers(context));
  values.set("dones", dones(context));
  values.set("leaves", leaves(context));
}

}  // namespace perdure::emit::cpp

// Declarations, states and transitions as text. See dump.h.
#include "compiler/model/dump.h"

#include <fmt/format.h>

namespace perdure::model {

namespace {

class Dumper {
 public:
  explicit Dumper(const Program& program) : program_(program) {}

  std::string text() {
    for (const File& each : program_.files) file(each);
    return std::move(out_);
  }

 private:
  void file(const File& file) {
    std::string name_space;
    for (const std::string& part : file.name_space) {
      name_space += (name_space.empty() ? "" : ".") + part;
    }
    if (!name_space.empty()) line(0, "namespace " + name_space);
    for (const Import& each : file.imports) line(0, "import " + quoted(each.path));
    for (const TypeDeclId id : file.types) type(program_.type(id), 0);
    for (const ChartId id : file.charts) chart(id);
  }

  void type(const TypeDecl& decl, std::size_t depth) {
    doc(decl.doc, depth);
    if (const auto* a_struct = std::get_if<StructDecl>(&decl.kind)) {
      line(depth, "struct " + decl.name.name);
      for (const Field& each : a_struct->fields) field("", each, depth + 1);
    } else if (const auto* an_enum = std::get_if<EnumDecl>(&decl.kind)) {
      line(depth, "enum " + decl.name.name);
      for (const NameRef& each : an_enum->enumerators) line(depth + 1, each.name);
    } else {
      const auto& an_extern = std::get<ExternDecl>(decl.kind);
      line(depth,
           fmt::format("extern {}{}{}{} from {} as {}", decl.name.name,
                       an_extern.constructible ? parameters(an_extern.constructor) : "",
                       an_extern.order ? " order" : "", an_extern.arithmetic ? " arithmetic" : "",
                       quoted(an_extern.header), an_extern.cpp_name));
    }
  }

  void chart(ChartId id) {
    const Chart& chart = program_.chart(id);
    doc(chart.doc, 0);
    line(0, fmt::format("chart {}{}{} version {}", chart.name.name, parameters(chart.parameters),
                        chart.result ? " -> " + dump(*chart.result) : "", chart.version));
    if (chart.data_model != DataModel::Typed) scxml(chart);
    for (const TypeDecl& each : program_.types) {
      if (each.chart == id) type(each, 1);
    }
    for (const Event& each : chart.events) {
      doc(each.doc, 1);
      line(1, "event " + each.name.name);
      for (const Field& each_field : each.fields) field("", each_field, 2);
    }
    for (const Function& each : chart.functions) {
      doc(each.doc, 1);
      line(1, fmt::format("function {}{} -> {}", each.name.name, parameters(each.parameters),
                          each.result ? dump(*each.result) : "?"));
    }
    for (const Function& each : chart.actions) {
      doc(each.doc, 1);
      line(1, fmt::format("action {}{}", each.name.name, parameters(each.parameters)));
    }
    for (const Event& each : chart.emits) {
      doc(each.doc, 1);
      line(1, fmt::format("emits {}{}", each.name.name, parameters(each.fields)));
    }
    for (const Function& each : chart.services) {
      doc(each.doc, 1);
      line(1, fmt::format("service {}{}{}", each.name.name, parameters(each.parameters),
                          each.result ? " -> " + dump(*each.result) : ""));
    }
    for (const Guard& each : chart.guards) {
      doc(each.doc, 1);
      line(1, fmt::format("guard {} = {}", each.name.name, dump(program_, each.condition)));
    }
    for (const Migration& each : chart.migrations) migration(each);
    state(chart, RootState, 1);
  }

  void migration(const Migration& migration) {
    line(1, fmt::format("migrate {} -> {}", migration.from, migration.to));
    for (const Move& each : migration.moves) {
      line(2, fmt::format("state {} => {}", each.from.name, names(each.to)));
    }
    out_ += dump(program_, migration.statements, 2);
  }

  void state(const Chart& chart, StateId id, std::size_t depth) {
    const State& state = chart.state(id);
    doc(state.doc, depth);
    std::string initial;
    if (state.initial) initial = " initial " + names(state.initial->targets);
    line(depth, fmt::format("{} {}{}", kind(state), state.name.name, initial));
    if (state.initial && !state.initial->actions.empty()) {
      block("initial", state.initial->actions, depth + 1);
    }
    for (const Field& each : state.data) field("data ", each, depth + 1);
    for (const Block& each : state.entry) block("entry", each, depth + 1);
    for (const Block& each : state.exit) block("exit", each, depth + 1);
    for (const Token& each : state.tokens) token(each, depth + 1);
    for (const Invocation& each : state.invocations) invocation(each, depth + 1);
    if (!state.deferred.empty()) line(depth + 1, "defer " + descriptors(state.deferred));
    for (const Transition& each : state.transitions) transition(each, depth + 1);
    if (state.result) line(depth + 1, "return " + dump(program_, *state.result));
    scxml(state, depth + 1);
    for (const StateId child : state.children) this->state(chart, child, depth + 1);
  }

  void scxml(const Chart& chart) {
    line(1, fmt::format("data model {}{}, called {}",
                        chart.data_model == DataModel::Null ? "null" : "ecmascript",
                        chart.scxml.late_binding ? ", bound late" : "", quoted(chart.scxml.name)));
    for (const RunScript& each : chart.scxml.scripts) line(1, "run " + quoted(each.text));
  }

  void scxml(const State& state, std::size_t depth) {
    for (const Variable& each : state.variables) {
      line(depth, "variable " + each.id.name +
                      (each.value ? " = " + dump(program_, *each.value) : std::string()));
    }
    for (const ScxmlInvoke& each : state.scxml_invokes) invoke(each, depth);
    if (state.done_data) line(depth, "done" + dump(program_, *state.done_data));
  }

  void invoke(const ScxmlInvoke& invoke, std::size_t depth) {
    std::string words = "scxml invoke";
    const auto add = [&](std::string_view word, const std::optional<ExprId>& value) {
      if (value) words += fmt::format(" {} {}", word, dump(program_, *value));
    };
    if (invoke.chart) words += " chart " + invoke.chart->name;
    add("type", invoke.type);
    add("source", invoke.source);
    add("content", invoke.content);
    if (invoke.id) words += " as " + invoke.id->name;
    add("id in", invoke.id_location);
    if (invoke.autoforward) words += " autoforward";
    line(depth, words + dump(program_, invoke.payload));
    if (invoke.finalize) block("finalize", *invoke.finalize, depth + 1);
  }

  static std::string_view kind(const State& state) {
    switch (state.kind) {
      case StateKind::Root:
        return "root";
      case StateKind::State:
        return "state";
      case StateKind::Parallel:
        return "parallel";
      case StateKind::Final:
        return "final";
      case StateKind::Choice:
        return "choice";
      case StateKind::History:
        return state.deep ? "deep history" : "history";
    }
    return "?";
  }

  void transition(const Transition& transition, std::size_t depth) {
    doc(transition.doc, depth);
    std::string words = trigger(transition);
    if (transition.otherwise) words += " else";
    if (transition.guard) words += " [" + dump(program_, *transition.guard) + "]";
    for (std::size_t at = 0; at < transition.targets.size(); ++at) {
      words += (at == 0 ? " -> " : ", ") + transition.targets[at].name;
    }
    line(depth, (transition.internal ? "internal " : "") + words);
    out_ += dump(program_, transition.actions, depth + 1);
  }

  std::string trigger(const Transition& transition) const {
    if (std::holds_alternative<Always>(transition.trigger)) return "always";
    if (std::holds_alternative<Done>(transition.trigger)) return "done";
    if (const auto* after = std::get_if<After>(&transition.trigger)) {
      return "after " + dump(program_, after->duration);
    }
    return "on " + descriptors(std::get<OnEvent>(transition.trigger).descriptors);
  }

  static std::string descriptors(const std::vector<EventDescriptor>& descriptors) {
    std::string words;
    for (const EventDescriptor& each : descriptors) {
      if (!words.empty()) words += ", ";
      words += each.name + (!each.wildcard ? "" : each.name.empty() ? "*" : ".*");
    }
    return words;
  }

  static std::string names(const std::vector<NameRef>& names) {
    std::string words;
    for (const NameRef& each : names) words += (words.empty() ? "" : ", ") + each.name;
    return words;
  }

  void token(const Token& token, std::size_t depth) {
    doc(token.doc, depth);
    std::string words = "token " + token.name.name + " accepts " + names(token.accepts);
    if (token.expires) words += " expires " + dump(program_, *token.expires);
    line(depth, words);
  }

  void invocation(const Invocation& invocation, std::size_t depth) {
    doc(invocation.doc, depth);
    line(depth, "invoke " + invocation.callee.name + dump(program_, invocation.arguments) + " as " +
                    invocation.name.name);
    if (invocation.timeout) line(depth + 1, "timeout " + dump(program_, *invocation.timeout));
    if (!invocation.retry) return;
    std::string words = "retry " + std::to_string(invocation.retry->count);
    if (const auto& backoff = invocation.retry->backoff) {
      words += " backoff " + dump(program_, *backoff);
    }
    if (const auto& limit = invocation.retry->backoff_limit) {
      words += " .. " + dump(program_, *limit);
    }
    line(depth + 1, words);
  }

  void block(std::string_view word, const Block& block, std::size_t depth) {
    line(depth, std::string(word));
    out_ += dump(program_, block, depth + 1);
  }

  void field(std::string_view word, const Field& field, std::size_t depth) {
    doc(field.doc, depth);
    line(depth, std::string(word) + words(field));
  }

  std::string words(const Field& field) const {
    return fmt::format("{}{}: {}{}{}{}", field.inout ? "inout " : "", field.name.name,
                       dump(field.type), field.indexed ? " indexed" : "",
                       field.large ? " large" : "",
                       field.initial ? " = " + dump(program_, *field.initial) : "");
  }

  std::string parameters(const std::vector<Field>& fields) const {
    std::string out;
    for (const Field& each : fields) out += (out.empty() ? "" : ", ") + words(each);
    return "(" + out + ")";
  }

  void doc(const std::string& text, std::size_t depth) {
    if (!text.empty()) line(depth, "doc " + quoted(text));
  }

  void line(std::size_t depth, const std::string& words) {
    out_ += std::string(2 * depth, ' ') + words + "\n";
  }

  const Program& program_;
  std::string out_;
};

std::string arguments(const TypeRef& type) {
  std::string out;
  for (const TypeRef& each : type.arguments) out += (out.empty() ? "" : ", ") + dump(each);
  return out;
}

}  // namespace

std::string dump(const TypeRef& type) {
  switch (type.kind) {
    case TypeKind::Error:
      return "error";
    case TypeKind::None:
      return "none";
    case TypeKind::Bool:
      return "bool";
    case TypeKind::Int:
      return "int";
    case TypeKind::Float:
      return "float";
    case TypeKind::String:
      return "string";
    case TypeKind::Bytes:
      return "bytes";
    case TypeKind::Duration:
      return "duration";
    case TypeKind::Timestamp:
      return "timestamp";
    case TypeKind::Optional:
      return arguments(type) + "?";
    case TypeKind::List:
      return "list<" + arguments(type) + ">";
    case TypeKind::Map:
      return "map<" + arguments(type) + ">";
    case TypeKind::Named:
      return type.name;
    case TypeKind::Dynamic:
      return "dynamic";
  }
  return "?";
}

std::string dump(const Program& program) { return Dumper(program).text(); }

}  // namespace perdure::model

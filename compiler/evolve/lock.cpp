#include "compiler/evolve/lock.h"

#include <map>
#include <set>
#include <utility>

#include "compiler/evolve/convert.h"
#include "compiler/plan/spelling.h"

namespace perdure::evolve {

namespace {

using model::Type;
using model::TypeKind;
using plan::StateIndex;
using plan::StateKind;

constexpr std::string_view Head =
    "// Written by perdurec release; commit it. What sessions of each released version have "
    "stored.\n";

// One version of a chart.
class Record {
 public:
  Record(const source::Files& files, const model::Program& program, const plan::Plan& plan,
         const plan::Chart& chart)
      : spelling_(files, program),
        program_(program),
        plan_(plan),
        chart_(chart),
        model_(program.chart(chart.id)) {}

  // Two types of one name that it uses, if there are such: a record has one name space.
  const std::string& ambiguous() {
    if (types_.empty()) find_types();
    return ambiguous_;
  }

  std::string text() {
    if (types_.empty()) find_types();
    text_ = "\nchart " + chart_.name;
    if (!chart_.parameters.empty()) text_ += fields(chart_.parameters, model_.parameters, ", ");
    if (chart_.result) text_ += " -> " + name(*chart_.result);
    text_ += " version " + std::to_string(chart_.version) + " {\n";
    for (const auto& [word, id] : types_) type(id);
    for (const auto& [word, event] : events_) {
      text_ += "event " + word;
      const auto& fields = chart_.events[event].fields;
      if (!fields.empty()) text_ += this->fields(fields, model_.events[event].fields, ", ");
      text_ += "\n";
    }
    data(0);
    for (const StateIndex child : chart_.states[0].children) state(child);
    return text_ + "}\n";
  }

 private:
  std::string name(const Type& type) const { return plan::type_name(plan_, type); }

  void find_types() {
    add(chart_.parameters);
    if (chart_.result) add(*chart_.result);
    for (const plan::State& state : chart_.states) {
      add(state.data);
      for (const std::uint32_t event : state.deferred) {
        events_.emplace(chart_.events[event].name, event);
        add(chart_.events[event].fields);
      }
    }
  }

  void add(const std::vector<plan::Field>& fields) {
    for (const plan::Field& field : fields) {
      add(field.type);
      if (field.initial && is_self_contained(*field.initial)) add(*field.initial);
    }
  }

  void add(const plan::Expr& expr) {
    add(expr.type);
    for (const plan::Expr& operand : expr.operands) add(operand);
  }

  void add(const Type& type) {
    for (const Type& argument : type.arguments) add(argument);
    if (type.kind != TypeKind::Named) return;
    const plan::TypeDecl& decl = plan_.type(type);
    const auto [entry, is_new] = types_.emplace(decl.name, type.decl);
    if (is_new) {
      add(decl.fields);
    } else if (entry->second != type.decl) {
      ambiguous_ = decl.name;
    }
  }

  std::string fields(const std::vector<plan::Field>& fields,
                     const std::vector<model::Field>& written, std::string_view between) const {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].token) continue;
      if (!text.empty()) text += between;
      text += fields[i].name + ": " + name(fields[i].type);
      if (fields[i].large) text += " @large";
      if (fields[i].initial && is_self_contained(*fields[i].initial)) {
        text += " = " + spelling_.expression(*written[i].initial);
      }
    }
    return between == ", " ? "(" + text + ")" : text;
  }

  void type(model::TypeDeclId id) {
    const plan::TypeDecl& decl = plan_.types[id.index];
    const model::TypeDecl& written = program_.type(id);
    if (const auto* record = std::get_if<model::StructDecl>(&written.kind)) {
      text_ += "struct " + decl.name + " {\n" + fields(decl.fields, record->fields, "\n") + "\n}\n";
    } else if (const auto* host = std::get_if<model::ExternDecl>(&written.kind)) {
      text_ += "extern type " + decl.name;
      if (host->constructible) text_ += fields(decl.fields, host->constructor, ", ");
      if (host->order || host->arithmetic) text_ += " with ";
      if (host->order) text_ += host->arithmetic ? "order, " : "order";
      if (host->arithmetic) text_ += "arithmetic";
      text_ += " from " + plan::spell_text(host->header) + " as " + host->cpp_name + "\n";
    } else {
      text_ += "enum " + decl.name + " {";
      for (std::size_t i = 0; i < decl.enumerators.size(); ++i) {
        text_ += (i == 0 ? " " : ", ") + decl.enumerators[i];
      }
      text_ += " }\n";
    }
  }

  void data(StateIndex index) {
    const std::vector<model::Field>& written = model_.states[index].data;
    if (written.empty()) return;
    text_ += "data {\n" + fields(chart_.states[index].data, written, "\n") + "\n}\n";
  }

  void state(StateIndex index) {
    const plan::State& state = chart_.states[index];
    switch (state.kind) {
      case StateKind::Final:
        text_ += "final " + state.name + (model_.states[index].data.empty() ? "\n" : " {\n");
        data(index);
        if (!model_.states[index].data.empty()) text_ += "}\n";
        return;
      case StateKind::Choice:
        text_ += "choice " + state.name + " {}\n";
        return;
      case StateKind::History:
        text_ += std::string(state.deep ? "deep " : "") + "history " + state.name + " -> " +
                 first_beside(index) + "\n";
        return;
      default:
        break;
    }
    text_ += (state.kind == StateKind::Parallel ? "parallel " : "state ") + state.name + " {";
    data(index);
    for (const model::Token& token : model_.states[index].tokens) {
      text_ += "\ntoken " + token.name.name + " accepts ";
      for (std::size_t i = 0; i < token.accepts.size(); ++i) {
        text_ += (i == 0 ? "" : ", ") + token.accepts[i].name;
      }
    }
    for (const std::uint32_t each : state.invocations) {
      const std::string& name = chart_.invocations[each].name;
      text_ += "\ninvoke " + name;
    }
    for (std::size_t i = 0; i < state.deferred.size(); ++i) {
      text_ += (i == 0 ? "\ndefer " : ", ") + chart_.events[state.deferred[i]].name;
    }
    text_ += "\n";
    for (const StateIndex child : state.children) this->state(child);
    text_ += "}\n";
  }

  // Where a history leads is not stored; the grammar wants a word.
  std::string first_beside(StateIndex history) const {
    for (const StateIndex child : chart_.states[chart_.states[history].parent].children) {
      if (chart_.states[child].kind != StateKind::History) return chart_.states[child].name;
    }
    return chart_.states[history].name;
  }

  const plan::Spelling spelling_;
  const model::Program& program_;
  const plan::Plan& plan_;
  const plan::Chart& chart_;
  const model::Chart& model_;
  std::map<std::string, model::TypeDeclId> types_;
  std::map<std::string, std::uint32_t> events_;  // Those that are deferred.
  std::string ambiguous_;
  std::string text_;
};

}  // namespace

std::optional<std::string> lock_text(const source::Files& files, const model::Program& program,
                                     const plan::Plan& plan, const plan::File& file,
                                     Reporter& report) {
  std::string text(Head);
  for (const plan::Chart& chart : file.charts) {
    const source::Range name = program.chart(chart.id).name.range;
    if (chart.is_dynamic()) {
      report.report(diag::NotReleasable, name, chart.name,
                    "what its sessions store is known at run time alone");
      return std::nullopt;
    }
    for (const plan::Release& release : chart.releases) {
      text += Record(files, program, plan, release.chart).text();
    }
    const bool is_recorded = !chart.recorded.empty();
    Record record(files, program, plan, is_recorded ? chart.recorded.front().chart : chart);
    if (!record.ambiguous().empty()) {
      report.report(diag::NotReleasable, name, chart.name,
                    "it stores two types named `" + record.ambiguous() + "`");
      return std::nullopt;
    }
    text += record.text();
  }
  return text;
}

}  // namespace perdure::evolve

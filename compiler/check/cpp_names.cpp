// Names that differ in the chart and would be one in the generated C++.
#include "compiler/check/cpp_names.h"

#include <cctype>
#include <map>
#include <string>
#include <unordered_map>

#include "compiler/check/passes.h"

namespace perdure::check {

namespace {

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

// What the namespace of a chart holds already.
constexpr std::string_view Generated[] = {"Data",  "Params",   "Handlers", "Services",
                                          "Event", "Snapshot", "Machine",  "event",
                                          "state", "service",  "emitted"};

// `list` is what one namespace holds: events, services.
template <typename List>
void check_structs(const List& list, Reporter& report) {
  std::unordered_map<std::string, const model::NameRef*> seen;
  for (const auto& each : list) {
    std::string name = camel_case(each.name.name);
    const auto [entry, added] = seen.emplace(name, &each.name);
    if (added || entry->second->name == each.name.name) continue;
    report
        .report(diag::SameCppName, each.name.range, each.name.name, name,
                "`" + entry->second->name + "`")
        .note(diag::DeclaredHere, entry->second->range, entry->second->name);
  }
}

// A token is kept beside the data of its state.
void check_tokens(const model::State& state, Reporter& report) {
  for (const model::Token& token : state.tokens) {
    for (const model::Field& field : state.data) {
      const std::string member = token.name.name + "_token";
      if (field.name.name != member) continue;
      report
          .report(diag::SameCppName, token.name.range, token.name.name, member,
                  "`" + field.name.name + "`")
          .note(diag::DeclaredHere, field.name.range, field.name.name);
    }
  }
}

void check_chart(const Subject& subject) {
  check_structs(subject.found.known_events, subject.report);
  check_structs(subject.chart.services, subject.report);
  check_structs(subject.chart.emits, subject.report);
  for (const model::State& state : subject.chart.states) check_tokens(state, subject.report);
}

void check_own_type(const model::TypeDecl& type, Reporter& report) {
  for (const std::string_view name : Generated) {
    if (type.name.name != name) continue;
    report.report(diag::SameCppName, type.name.range, name, name,
                  "what is generated for every chart");
  }
}

}  // namespace

std::string camel_case(std::string_view name) {
  std::string result;
  bool starts = true;
  for (const char c : name) {
    if (c == '.' || c == '_') {
      starts = true;
    } else {
      result += starts ? upper(c) : c;
      starts = false;
    }
  }
  return result;
}

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && is_upper(name[i]) && !is_upper(name[i - 1]) && name[i - 1] != '_') result += '_';
    result += lower(name[i]);
  }
  return result;
}

void cpp_names(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, check_chart);
  for (const model::TypeDecl& type : program.types) {
    if (type.chart) check_own_type(type, report);
  }

  // What files declare meets in their namespaces, whether they import each other or not.
  using Key = std::pair<std::vector<std::string>, std::string>;
  std::map<Key, const model::NameRef*> declared;
  const auto declare = [&](const model::File& file, const model::NameRef& name,
                           std::string_view what) {
    const auto [entry, added] = declared.emplace(Key{file.name_space, name.name}, &name);
    // Within one file it was reported already.
    if (added || entry->second->range.file == name.range.file) return;
    report.report(diag::DuplicateName, name.range, what, name.name)
        .note(diag::FirstDeclaredHere, entry->second->range, name.name);
  };
  for (const model::File& file : program.files) {
    for (const model::TypeDeclId id : file.types) declare(file, program.type(id).name, "type");
    for (const model::ChartId id : file.charts) declare(file, program.chart(id).name, "chart");
  }
  for (const model::File& file : program.files) {
    for (const model::ChartId id : file.charts) {
      const model::NameRef& name = program.chart(id).name;
      const auto found = declared.find(Key{file.name_space, snake_case(name.name)});
      if (found == declared.end()) continue;
      // A document's class is named otherwise where it has to be (plan/cpp_names.h).
      if (program.chart(id).data_model != model::DataModel::Typed) continue;
      if (found->second == &name) {
        report.report(diag::SameCppName, name.range, name.name, name.name,
                      "the namespace of what is generated for it");
      } else {
        report
            .report(diag::SameCppName, name.range, name.name, found->second->name,
                    "`" + found->second->name + "`")
            .note(diag::DeclaredHere, found->second->range, found->second->name);
      }
    }
  }
}

}  // namespace perdure::check

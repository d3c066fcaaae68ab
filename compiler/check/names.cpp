// The name spaces of files and charts.
#include "compiler/check/names.h"

#include <algorithm>
#include <array>
#include <string>

namespace perdure::check {

using model::NameRef;
using Kind = Symbol::Kind;

namespace {

constexpr std::array<std::pair<std::string_view, Builtin>, 11> Builtins{{
    {"size", Builtin::Size},
    {"contains", Builtin::Contains},
    {"find", Builtin::Find},
    {"min", Builtin::Min},
    {"max", Builtin::Max},
    {"abs", Builtin::Abs},
    {"sum", Builtin::Sum},
    {"any", Builtin::Any},
    {"all", Builtin::All},
    {"format", Builtin::Format},
    {"now", Builtin::Now},
}};

// For "{0} `x` is declared twice".
std::string_view describe_plainly(Kind kind) {
  const std::string_view what = describe(kind);
  return what.substr(what.starts_with("an ") ? 3 : what.starts_with("a ") ? 2 : 0);
}

bool is_called(Kind kind) {
  return kind == Kind::Type || kind == Kind::Function || kind == Kind::Action ||
         kind == Kind::Service;
}

// What the language itself means by the word, if anything.
std::string_view reserved(std::string_view word, Kind kind) {
  if (word == "event") return "the event being handled";
  if (word == "session") return "the session itself";
  if (is_called(kind) && find_builtin(word)) return "a function of the language";
  return {};
}

bool stands_before(source::Range a, source::Range b) {
  return a.file == b.file && a.begin < b.begin;
}

// The one that stands first in the text keeps the name, in whatever order they are looked at.
void report_twice(std::string_view what, std::string_view name, source::Range one,
                  source::Range other, Reporter& report) {
  if (stands_before(one, other)) std::swap(one, other);
  report.report(diag::DuplicateName, one, what, name).note(diag::FirstDeclaredHere, other, name);
}

// `other` is the symbol that has the name.
void report_taken(const NameRef& name, Kind kind, const Symbol& other, Reporter& report) {
  if (kind == other.kind && kind != Kind::Local) {
    report_twice(describe_plainly(kind), name.name, name.range, other.range, report);
    return;
  }
  const bool first = stands_before(name.range, other.range);
  const source::Range second_range = first ? other.range : name.range;
  const source::Range first_range = first ? name.range : other.range;
  report.report(diag::NameTaken, second_range, name.name, describe(first ? kind : other.kind))
      .note(diag::DeclaredHere, first_range, name.name);
}

// Whether the declaration of this name was refused.
bool report_reserved(const NameRef& name, Kind kind, Reporter& report) {
  const std::string_view meaning = reserved(name.name, kind);
  if (meaning.empty()) return false;
  report.report(diag::ReservedName, name.range, name.name, meaning);
  return true;
}

// Two charts of one name and namespace: that is told of wherever they stand (cpp_names.cpp).
bool are_one_in_cpp(const model::Program& program, const Symbol& one, const Symbol& other) {
  if (one.kind != Kind::Chart || other.kind != Kind::Chart) return false;
  const auto name_space = [&](const Symbol& symbol) -> const std::vector<std::string>& {
    return program.file(symbol.range.file)->name_space;
  };
  return name_space(one) == name_space(other);
}

template <typename Map>
std::vector<std::string_view> keys(const Map& map) {
  std::vector<std::string_view> names;
  names.reserve(map.size());
  for (const auto& entry : map) names.push_back(entry.first);
  std::sort(names.begin(), names.end());  // So that suggestions do not depend on hashing.
  return names;
}

}  // namespace

std::string_view describe(Kind kind) {
  switch (kind) {
    case Kind::Type:
      return "a type";
    case Kind::Chart:
      return "a chart";
    case Kind::Parameter:
      return "a parameter";
    case Kind::Data:
      return "data";
    case Kind::Local:
      return "the variable of a loop";
    case Kind::Guard:
      return "a guard";
    case Kind::Function:
      return "a function";
    case Kind::Action:
      return "an action";
    case Kind::Service:
      return "a service";
    case Kind::Token:
      return "a token";
    case Kind::Invocation:
      return "an invocation";
  }
  return "something else";
}

std::optional<Builtin> find_builtin(std::string_view name) {
  for (const auto& [word, builtin] : Builtins) {
    if (word == name) return builtin;
  }
  return std::nullopt;
}

void add_builtin_names(std::vector<std::string_view>& names) {
  for (const auto& [word, builtin] : Builtins) names.push_back(word);
}

FileNames::FileNames(const model::Program& program, const model::File& file, Reporter& report) {
  const auto add = [&](const model::File& from, const model::Import* import) {
    const auto declare = [&](const NameRef& name, Symbol symbol) {
      if (!import && report_reserved(name, symbol.kind, report)) return;
      const auto [entry, added] = words_.emplace(name.name, symbol);
      // A file that two paths lead to is one file.
      if (added || entry->second.range == symbol.range) return;
      if (import && are_one_in_cpp(program, entry->second, symbol)) return;
      if (import) {
        const bool own = entry->second.range.file == file.id;
        report
            .report(diag::NameTaken, own ? entry->second.range : import->range, name.name,
                    describe(own ? symbol.kind : entry->second.kind))
            .note(diag::DeclaredHere, own ? symbol.range : entry->second.range, name.name);
      } else {
        report_taken(name, symbol.kind, entry->second, report);
      }
    };
    for (const model::TypeDeclId id : from.types) {
      const NameRef& name = program.type(id).name;
      declare(name, {Kind::Type, id.index, {}, name.range});
    }
    for (const model::ChartId id : from.charts) {
      const NameRef& name = program.chart(id).name;
      declare(name, {Kind::Chart, id.index, {}, name.range});
    }
  };
  add(file, nullptr);
  for (const model::Import& import : file.imports) {
    if (!import.file || *import.file == file.id) continue;
    if (const model::File* imported = program.file(*import.file)) add(*imported, &import);
  }
}

const Symbol* FileNames::find(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? nullptr : &found->second;
}

void FileNames::add_names(std::vector<std::string_view>& names) const {
  const std::vector<std::string_view> own = keys(words_);
  names.insert(names.end(), own.begin(), own.end());
}

Names::Names(const model::Program& program, const FileNames& file, const model::Chart* chart,
             const std::vector<model::TypeDeclId>& types, Reporter& report)
    : file_(file), chart_(chart) {
  if (!chart) return;
  declare_chart(program, types, report);
  declare_states(report);
  declare_events(report);
  declare_emitted(report);
  declare_invocations(report);
}

void Names::declare_chart(const model::Program& program,
                          const std::vector<model::TypeDeclId>& types, Reporter& report) {
  for (const model::TypeDeclId id : types) {
    declare(program.type(id).name, {Kind::Type, id.index, {}, {}}, report);
  }
  const auto declare_all = [&](const auto& list, Kind kind) {
    for (std::uint32_t i = 0; i < list.size(); ++i) {
      declare(list[i].name, {kind, i, {}, {}}, report);
    }
  };
  declare_all(chart_->parameters, Kind::Parameter);
  declare_all(chart_->functions, Kind::Function);
  declare_all(chart_->actions, Kind::Action);
  declare_all(chart_->services, Kind::Service);
  declare_all(chart_->guards, Kind::Guard);
  if (!chart_->states.empty()) declare_all(chart_->states.front().data, Kind::Data);
}

void Names::declare_states(Reporter& report) {
  for (std::uint32_t i = 0; i < chart_->states.size(); ++i) {
    const model::State& state = chart_->states[i];
    for (const model::Field& field : state.data) data_.emplace(field.name.name, model::StateId{i});
    for (const model::Token& token : state.tokens) {
      data_.emplace(token.name.name, model::StateId{i});
    }
    if (i == 0) continue;  // The chart itself: no transition names it.
    const auto [entry, added] = states_.emplace(state.name.name, model::StateId{i});
    if (added) continue;
    report_twice("state", state.name.name, state.name.range,
                 chart_->state(entry->second).name.range, report);
  }
}

void Names::declare_events(Reporter& report) {
  for (std::uint32_t i = 0; i < chart_->events.size(); ++i) {
    const NameRef& name = chart_->events[i].name;
    const std::string_view first = std::string_view(name.name).substr(0, name.name.find('.'));
    if (first == "error" || first == "done") {
      report.report(diag::ReservedName, name.range, name.name, "raised by the language itself");
    }
    const auto [entry, added] = events_.emplace(name.name, i);
    if (added) {
      sorted_events_.emplace_back(name.name, i);
    } else {
      report_twice("event", name.name, name.range, chart_->events[entry->second].name.range,
                   report);
    }
  }
  std::sort(sorted_events_.begin(), sorted_events_.end());
}

void Names::declare_emitted(Reporter& report) {
  for (std::uint32_t i = 0; i < chart_->emits.size(); ++i) {
    const NameRef& name = chart_->emits[i].name;
    if (name.name == "done" || name.name == "failed") {
      report.report(diag::ReservedName, name.range, name.name, "an outcome of every invocation");
    }
    const auto [entry, added] = emitted_.emplace(name.name, i);
    if (added) continue;
    report_twice("emitted event", name.name, name.range, chart_->emits[entry->second].name.range,
                 report);
  }
}

void Names::declare_invocations(Reporter& report) {
  std::uint32_t next = 0;
  std::unordered_map<std::string_view, source::Range> seen;
  for (const model::State& state : chart_->states) {
    for (const model::Invocation& invocation : state.invocations) {
      const NameRef& name = invocation.name;
      const std::uint32_t index = next++;
      if (name.name == "error" || name.name == "done") {
        report.report(diag::ReservedName, name.range, name.name,
                      "what the language's own events begin with");
      }
      const auto [entry, added] = seen.emplace(name.name, name.range);
      if (!added) {
        report_twice("invocation", name.name, name.range, entry->second, report);
        continue;
      }
      invocations_.emplace(name.name, index);
      // Often it is called as what it invokes.
      if (name.name != invocation.callee.name) {
        declare(name, {Kind::Invocation, index, {}, {}}, report);
      }
      const std::vector<std::uint32_t> events = events_under(name.name);
      if (events.empty()) continue;
      const source::Range event = chart_->events[events.front()].name.range;
      report.report(diag::NameTaken, name.range, name.name, "an event, or what one begins with")
          .note(diag::DeclaredHere, event, chart_->events[events.front()].name.name);
    }
  }
}

const Symbol* Names::find(std::string_view word) const {
  const auto found = words_.find(word);
  return found == words_.end() ? file_.find(word) : &found->second;
}

const model::StateId* Names::find_state(std::string_view name) const {
  const auto found = states_.find(name);
  return found == states_.end() ? nullptr : &found->second;
}

const std::uint32_t* Names::find_event(std::string_view name) const {
  const auto found = events_.find(name);
  return found == events_.end() ? nullptr : &found->second;
}

std::vector<std::uint32_t> Names::events_under(std::string_view prefix) const {
  std::vector<std::uint32_t> found;
  if (const std::uint32_t* itself = find_event(prefix)) found.push_back(*itself);
  const std::string dotted = std::string(prefix) + ".";
  auto event = std::lower_bound(sorted_events_.begin(), sorted_events_.end(),
                                std::pair<std::string_view, std::uint32_t>(dotted, 0));
  for (; event != sorted_events_.end() && event->first.starts_with(dotted); ++event) {
    found.push_back(event->second);
  }
  return found;
}

const std::uint32_t* Names::find_emitted(std::string_view name) const {
  const auto found = emitted_.find(name);
  return found == emitted_.end() ? nullptr : &found->second;
}

const std::uint32_t* Names::find_invocation(std::string_view name) const {
  const auto found = invocations_.find(name);
  return found == invocations_.end() ? nullptr : &found->second;
}

std::optional<model::StateId> Names::state_with_data(std::string_view name) const {
  const auto found = data_.find(name);
  if (found == data_.end()) return std::nullopt;
  return found->second;
}

bool Names::declare(const NameRef& name, Symbol symbol, Reporter& report, bool quietly) {
  symbol.range = name.range;
  if (!reserved(name.name, symbol.kind).empty()) {
    if (!quietly) report_reserved(name, symbol.kind, report);
    return false;
  }
  const Symbol* other = find(name.name);
  if (other && (other->kind != Kind::Chart || symbol.kind == Kind::Type)) {
    if (!quietly) report_taken(name, symbol.kind, *other, report);
    const auto own = words_.find(name.name);
    if (own == words_.end() || !stands_before(name.range, own->second.range)) return false;
    own->second = symbol;
    return true;
  }
  words_.emplace(name.name, symbol);
  return true;
}

void Names::remove(const NameRef& name) {
  const auto found = words_.find(name.name);
  if (found != words_.end() && found->second.range == name.range) words_.erase(found);
}

void Names::replace_types(const std::map<model::TypeDeclId, model::TypeDeclId>& by) {
  for (auto& [word, symbol] : words_) {
    if (symbol.kind != Kind::Type) continue;
    const auto found = by.find(model::TypeDeclId{symbol.index});
    if (found != by.end()) symbol.index = found->second.index;
  }
}

std::vector<std::string_view> Names::words() const {
  std::vector<std::string_view> names = keys(words_);
  file_.add_names(names);
  return names;
}

std::vector<std::string_view> Names::states() const { return keys(states_); }
std::vector<std::string_view> Names::events() const { return keys(events_); }
std::vector<std::string_view> Names::emitted() const { return keys(emitted_); }

std::vector<std::string_view> Names::charts() const {
  std::vector<std::string_view> names;
  file_.add_names(names);
  std::erase_if(names,
                [&](std::string_view word) { return file_.find(word)->kind != Kind::Chart; });
  return names;
}

std::vector<std::string_view> Names::event_prefixes() const {
  std::vector<std::string_view> prefixes;
  for (const auto& [name, index] : sorted_events_) {
    prefixes.push_back(name);
    for (std::size_t dot = name.find('.'); dot != std::string_view::npos;
         dot = name.find('.', dot + 1)) {
      prefixes.push_back(name.substr(0, dot));
    }
  }
  return prefixes;
}

void refuse_duplicates(const std::vector<model::Field>& fields, std::string_view what,
                       Reporter& report) {
  std::unordered_map<std::string_view, source::Range> seen;
  for (const model::Field& field : fields) {
    const auto [entry, added] = seen.emplace(field.name.name, field.name.range);
    if (!added) report_twice(what, field.name.name, field.name.range, entry->second, report);
  }
}

}  // namespace perdure::check

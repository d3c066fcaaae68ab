// What a word can stand for, and where.
//
// The name spaces:
//
//   a file     its types and charts and those of the files that it imports (not what these import)
//   a chart    its own types, parameters, data, guards, functions, actions, services, tokens, the
//              names that `as` gives to invocations and the variables of loops, together with the
//              types of its file: one word, one meaning
//   a chart    its states
//   a chart    its events and invocations
//   a chart    the events that it emits
//   each list  of fields, parameters or enumerators
//
// Nothing is shadowed: in each space a name that is in scope may not be declared again. A state's
// data is in scope in the state and its descendants, so two states beside each other may use the
// same word. A word of the language (`event`, `session`; `size` and the other built-ins, for what
// is called) is never declared.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace perdure::check {

struct Symbol {
  enum class Kind {
    Type,
    Chart,
    Parameter,
    Data,
    Local,
    Guard,
    Function,
    Action,
    Service,
    Token,
    Invocation,
  };
  Kind kind = Kind::Type;
  // Into the list of its kind; a Local's into Facts::locals, an invocation's into those of its chart.
  std::uint32_t index = 0;
  model::StateId state;  // Data and tokens: whose it is.
  source::Range range;   // Where it is declared.
};

// "a parameter", "data", …
std::string_view describe(Symbol::Kind kind);

std::optional<Builtin> find_builtin(std::string_view name);
void add_builtin_names(std::vector<std::string_view>& names);

// The words of one file. Names are views of the program, which has to stay where it is.
class FileNames {
 public:
  // Reports what is declared twice.
  FileNames(const model::Program& program, const model::File& file, Reporter& report);

  const Symbol* find(std::string_view word) const;
  void add_names(std::vector<std::string_view>& names) const;

 private:
  std::unordered_map<std::string_view, Symbol> words_;
};

// The words of one chart, or of a file outside its charts.
class Names {
 public:
  // `chart` is null outside of charts. `types` are the chart's own. Reports what is declared twice.
  Names(const model::Program& program, const FileNames& file, const model::Chart* chart,
        const std::vector<model::TypeDeclId>& types, Reporter& report);

  const model::Chart* chart() const { return chart_; }

  const Symbol* find(std::string_view word) const;
  const model::StateId* find_state(std::string_view name) const;
  const std::uint32_t* find_event(std::string_view name) const;
  // The events named `prefix` or under it, in no particular order.
  std::vector<std::uint32_t> events_under(std::string_view prefix) const;
  const std::uint32_t* find_emitted(std::string_view name) const;
  // Among all invocations of the chart, in document order.
  const std::uint32_t* find_invocation(std::string_view name) const;
  // A state that has data or a token of this name, whether in scope or not.
  std::optional<model::StateId> state_with_data(std::string_view name) const;

  // Brings a word into scope. Where it has a meaning already this is reported, unless `quietly`;
  // the word then means what stands first in the text. Returns whether it means this symbol.
  bool declare(const model::NameRef& name, Symbol symbol, Reporter& report, bool quietly = false);
  // Takes it out of scope, if it is this very declaration.
  void remove(const model::NameRef& name);

  // What a word means that means one of the first types is the second one of its pair from now on.
  void replace_types(const std::map<model::TypeDeclId, model::TypeDeclId>& by);

  // All words in scope, for suggestions.
  std::vector<std::string_view> words() const;
  std::vector<std::string_view> states() const;
  std::vector<std::string_view> events() const;
  std::vector<std::string_view> event_prefixes() const;  // What may stand before `.*`.
  std::vector<std::string_view> emitted() const;
  std::vector<std::string_view> charts() const;  // Those of the file.

 private:
  void declare_chart(const model::Program& program, const std::vector<model::TypeDeclId>& types,
                     Reporter& report);
  void declare_states(Reporter& report);
  void declare_events(Reporter& report);
  void declare_emitted(Reporter& report);
  void declare_invocations(Reporter& report);

  const FileNames& file_;
  const model::Chart* chart_;
  std::unordered_map<std::string_view, Symbol> words_;
  std::unordered_map<std::string_view, model::StateId> states_;
  std::unordered_map<std::string_view, std::uint32_t> events_;
  std::vector<std::pair<std::string_view, std::uint32_t>> sorted_events_;
  std::unordered_map<std::string_view, std::uint32_t> emitted_;
  std::unordered_map<std::string_view, std::uint32_t> invocations_;
  std::unordered_map<std::string_view, model::StateId> data_;
};

// Reports each name that the list holds twice. `what` is "field", "parameter" …
void refuse_duplicates(const std::vector<model::Field>& fields, std::string_view what,
                       Reporter& report);

}  // namespace perdure::check

#include "runtime/view/where.h"

#include <perdure/error.h>

#include <charconv>
#include <limits>

#include "runtime/view/time.h"

namespace perdure::view {
namespace {

[[noreturn]] void refuse(const std::string& why) { throw Error(ErrorKind::InvalidArgument, why); }

std::string in_quotes(std::string_view text) { return "`" + std::string(text.substr(0, 60)) + "`"; }

struct Operator {
  std::string_view sign;
  Condition::Kind kind;
};

// The longer ones first.
constexpr Operator Operators[] = {{">=", Condition::Kind::AtLeast},
                                  {"<=", Condition::Kind::AtMost},
                                  {"=", Condition::Kind::Is},
                                  {"<", Condition::Kind::Less},
                                  {">", Condition::Kind::More}};

const Json* indexed_field(const Json& definition, std::string_view name) {
  for (const char* part : {"params", "data"}) {
    const auto fields = definition.find(part);
    if (fields == definition.end() || !fields->is_array()) continue;
    for (const Json& field : *fields) {
      if (field.value("name", "") == name && field.value("indexed", false)) return &field;
    }
  }
  return nullptr;
}

template <class Number>
Number read_number(std::string_view text) {
  Number value{};
  const char* last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value);
  if (error != std::errc() || end != last) refuse(in_quotes(text) + " is no number");
  return value;
}

Duration read_duration(std::string_view text) {
  const std::size_t unit_at = text.find_first_not_of("-0123456789");
  const auto count = read_number<std::int64_t>(text.substr(0, unit_at));
  const std::string_view unit = unit_at == std::string_view::npos ? "" : text.substr(unit_at);
  const std::int64_t microseconds = unit == "us"   ? 1
                                    : unit == "ms" ? 1'000
                                    : unit == "s"  ? 1'000'000
                                    : unit == "m"  ? 60'000'000
                                    : unit == "h"  ? 3'600'000'000
                                    : unit == "d"  ? 86'400'000'000
                                                   : 0;
  constexpr std::int64_t Most = std::numeric_limits<std::int64_t>::max();
  if (microseconds == 0 || count > Most / microseconds || count < -(Most / microseconds)) {
    refuse(in_quotes(text) + " is no length of time: want 90m, 12h or 7d");
  }
  return Duration(count * microseconds);
}

IndexedValue value_of(std::string_view text, const Json& type) {
  if (type.is_object() && type.contains("optional")) {
    if (text == "null") return {};
    return value_of(text, type.at("optional"));
  }
  if (type == "int") return read_number<std::int64_t>(text);
  if (type == "float") return read_number<double>(text);
  if (type == "duration") return read_duration(text);
  if (type == "timestamp") return parse_time(text);
  if (type == "bool") {
    if (text != "true" && text != "false") refuse(in_quotes(text) + " is neither true nor false");
    return text == "true";
  }
  return std::string(text);  // Enums are their names.
}

bool is_within(const Json& states, std::string state, const std::string& outer) {
  // No deeper than there are states, whatever the definition says.
  for (std::size_t i = 0; i <= states.size(); ++i) {
    if (state == outer) return true;
    std::string parent;
    for (const Json& each : states) {
      if (each.value("name", "") != state) continue;
      const auto found = each.find("parent");
      if (found != each.end() && found->is_string()) parent = found->get<std::string>();
    }
    if (parent.empty()) return false;
    state = std::move(parent);
  }
  return false;
}

}  // namespace

Condition parse_condition(std::string_view text, const Json& definition) {
  const std::size_t at = text.find_first_of("<>=");
  if (at == std::string_view::npos || at == 0) {
    refuse(in_quotes(text) + " is no condition: want customer=c-42 or amount>=100");
  }
  const std::string_view name = text.substr(0, at);
  const Json* field = indexed_field(definition, name);
  if (field == nullptr)
    refuse("the chart marks nothing called " + in_quotes(name) + " as @indexed");
  for (const Operator& each : Operators) {
    if (!text.substr(at).starts_with(each.sign)) continue;
    return {each.kind,
            std::string(name),
            value_of(text.substr(at + each.sign.size()), field->at("type")),
            {}};
  }
  refuse(in_quotes(text) + " is no condition");
}

Condition in_state(const std::string& state, const Json& definition) {
  Condition condition;
  condition.kind = Condition::Kind::In;
  const Json& states = definition.at("states");
  for (const Json& each : states) {
    const std::string kind = each.value("kind", "");
    if (kind != "atomic" && kind != "final") continue;
    const std::string name = each.value("name", "");
    if (is_within(states, name, state)) condition.states.push_back(name);
  }
  if (condition.states.empty()) refuse("the chart has no state " + in_quotes(state));
  return condition;
}

}  // namespace perdure::view

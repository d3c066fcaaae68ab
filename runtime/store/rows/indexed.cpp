#include "runtime/store/rows/indexed.h"

#include <perdure/error.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <type_traits>

#include "runtime/store/rows/json.h"
#include "runtime/store/rows/text.h"

namespace perdure::rows {
namespace {

std::string json(const IndexedValue& value) {
  return std::visit(
      [](const auto& one) -> std::string {
        using One = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<One, std::monostate>) {
          return "null";
        } else if constexpr (std::is_same_v<One, bool>) {
          return one ? "true" : "false";
        } else if constexpr (std::is_same_v<One, std::int64_t>) {
          return std::to_string(one);
        } else if constexpr (std::is_same_v<One, double>) {
          if (!std::isfinite(one)) return "null";
          char digits[40];
          return {digits, std::to_chars(digits, digits + sizeof digits, one).ptr};
        } else if constexpr (std::is_same_v<One, std::string>) {
          return json_string(one);
        } else if constexpr (std::is_same_v<One, Duration>) {
          return std::to_string(one.count());
        } else {
          return std::to_string(one.time_since_epoch().count());
        }
      },
      value);
}

std::string_view sign(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::Less:
      return "<";
    case Condition::Kind::AtMost:
      return "<=";
    case Condition::Kind::More:
      return ">";
    case Condition::Kind::AtLeast:
      return ">=";
    default:
      return "==";
  }
}

template <class Value>
bool compare(Condition::Kind kind, const Value& left, const Value& right) {
  switch (kind) {
    case Condition::Kind::Is:
      return left == right;
    case Condition::Kind::Less:
      return left < right;
    case Condition::Kind::AtMost:
      return left <= right;
    case Condition::Kind::More:
      return left > right;
    case Condition::Kind::AtLeast:
      return left >= right;
    case Condition::Kind::In:
      break;
  }
  return false;
}

// As databases keep it: lengths and moments of time are counts of microseconds.
IndexedValue as_kept(const IndexedValue& value) {
  if (const auto* length = std::get_if<Duration>(&value)) return length->count();
  if (const auto* moment = std::get_if<Timestamp>(&value))
    return moment->time_since_epoch().count();
  return value;
}

// Nothing is only equal to nothing. A number may be an integer in one place and none in another.
bool compare_values(Condition::Kind kind, const IndexedValue& attribute,
                    const IndexedValue& wanted) {
  IndexedValue left = as_kept(attribute);
  IndexedValue right = as_kept(wanted);
  for (auto* side : {&left, &right}) {
    const auto* integer = std::get_if<std::int64_t>(side);
    const bool mixed = left.index() != right.index() && (std::holds_alternative<double>(left) ||
                                                         std::holds_alternative<double>(right));
    if (integer != nullptr && mixed) *side = static_cast<double>(*integer);
  }
  if (left.index() != right.index()) return false;
  return std::visit(
      [&](const auto& one) {
        using One = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<One, std::monostate>) {
          return kind == Condition::Kind::Is;
        } else {
          return compare(kind, one, std::get<One>(right));
        }
      },
      left);
}

}  // namespace

std::string to_json(std::span<const IndexedAttribute> attributes) {
  std::string out = "{";
  for (const IndexedAttribute& attribute : attributes) {
    if (out.size() > 1) out += ',';
    out += json_string(attribute.name) + ':' + json(attribute.value);
  }
  return out + '}';
}

std::string to_jsonpath(std::span<const Condition> conditions) {
  std::string out;
  for (const Condition& condition : conditions) {
    if (condition.kind == Condition::Kind::In) continue;
    if (!out.empty()) out += " && ";
    out += "$." + json_string(condition.attribute) + ' ' + std::string(sign(condition.kind)) + ' ' +
           json(condition.value);
  }
  return out;
}

std::string to_conditions(std::span<const Condition> conditions) {
  std::string out = "[";
  for (const Condition& condition : conditions) {
    if (condition.kind == Condition::Kind::In) continue;
    if (out.size() > 1) out += ',';
    out += "{\"path\":" + json_string("$." + json_string(condition.attribute)) +
           ",\"is\":" + json_string(sign(condition.kind)) + ",\"value\":" + json(condition.value) +
           '}';
  }
  return out + ']';
}

std::string to_state_sets(std::span<const Condition> conditions) {
  std::string out = "[";
  for (const Condition& condition : conditions) {
    if (condition.kind != Condition::Kind::In) continue;
    out += out.size() > 1 ? ",[" : "[";
    for (std::size_t i = 0; i < condition.states.size(); ++i) {
      out += (i > 0 ? "," : "") + json_string(condition.states[i]);
    }
    out += ']';
  }
  return out + ']';
}

void check(const Search& search) {
  bool is_text = is_plain_text(search.chart) && is_plain_text(search.after);
  for (const Condition& condition : search.all) {
    is_text = is_text && is_plain_text(condition.attribute);
    for (const std::string& state : condition.states) is_text = is_text && is_plain_text(state);
  }
  if (is_text) return;
  throw Error(ErrorKind::InvalidArgument, "a search for what no session can be called");
}

bool holds(const Condition& condition, std::span<const IndexedAttribute> attributes,
           std::span<const std::string> active) {
  if (condition.kind == Condition::Kind::In) {
    return std::any_of(active.begin(), active.end(), [&](const std::string& state) {
      return std::find(condition.states.begin(), condition.states.end(), state) !=
             condition.states.end();
    });
  }
  for (const IndexedAttribute& attribute : attributes) {
    if (attribute.name == condition.attribute) {
      return compare_values(condition.kind, attribute.value, condition.value);
    }
  }
  return false;
}

}  // namespace perdure::rows

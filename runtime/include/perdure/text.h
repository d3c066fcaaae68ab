// Texts: assigned, and made of values for `log` and `format`.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace perdure {

// As `to = from` does. Of C++20 compilers spell that out at each place, which takes them longer than all else there.
void assign(std::string& to, std::string_view from);
void assign(std::string& to, const char* from);
void assign(std::string& to, std::string&& from);

// As the chart language writes them: `true`, `12`, `1.5`, `1h30m`; a moment as ISO 8601 in UTC; a
// string as it is; an enumerator's name; `none`; `[a, b]`; `{k: v}`.
inline std::string text_of(bool value) { return value ? "true" : "false"; }
inline std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(double value);  // The shortest digits that read back the same.
inline std::string text_of(const std::string& value) { return value; }
std::string text_of(Duration value);
std::string text_of(Timestamp value);

template <class Enum>
requires std::is_enum_v<Enum> std::string text_of(Enum value) {
  return std::string(name_of(value));  // Generated beside the enum.
}
template <class Value>
std::string text_of(const std::optional<Value>& value);
template <class Value>
std::string text_of(const std::vector<Value>& list);
template <class Key, class Value>
std::string text_of(const std::map<Key, Value>& map);

template <class Value>
std::string text_of(const std::optional<Value>& value) {
  return value ? text_of(*value) : "none";
}

template <class Value>
std::string text_of(const std::vector<Value>& list) {
  std::string text = "[";
  for (const auto& value : list) {
    if (text.size() > 1) text += ", ";
    text += text_of(static_cast<const Value&>(value));
  }
  return text + "]";
}

template <class Key, class Value>
std::string text_of(const std::map<Key, Value>& map) {
  std::string text = "{";
  for (const auto& entry : map) {
    if (text.size() > 1) text += ", ";
    text += text_of(entry.first) + ": " + text_of(entry.second);
  }
  return text + "}";
}

// Puts the texts of the values where `{}` stands; `{{` and `}}` are braces.
std::string fill(std::string_view pattern, std::initializer_list<std::string> values);

template <class... Values>
std::string format(std::string_view pattern, const Values&... values) {
  return fill(pattern, {text_of(values)...});
}

// "text: a, b"
template <class... Values>
std::string log_text(std::string_view text, const Values&... values) {
  std::string line(text);
  std::string_view separator = ": ";
  ((line += separator, line += text_of(values), separator = ", "), ...);
  return line;
}

}  // namespace perdure

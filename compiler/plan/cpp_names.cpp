#include "compiler/plan/cpp_names.h"

#include <algorithm>
#include <cctype>

namespace perdure::plan {

namespace {

// In order. Macros of the standard library stand with them.
constexpr std::string_view Keywords[] = {"EOF",
                                         "NULL",
                                         "alignas",
                                         "alignof",
                                         "and",
                                         "and_eq",
                                         "asm",
                                         "assert",
                                         "auto",
                                         "bitand",
                                         "bitor",
                                         "bool",
                                         "break",
                                         "case",
                                         "catch",
                                         "char",
                                         "char16_t",
                                         "char32_t",
                                         "char8_t",
                                         "class",
                                         "co_await",
                                         "co_return",
                                         "co_yield",
                                         "compl",
                                         "concept",
                                         "const",
                                         "const_cast",
                                         "consteval",
                                         "constexpr",
                                         "constinit",
                                         "continue",
                                         "decltype",
                                         "default",
                                         "delete",
                                         "do",
                                         "double",
                                         "dynamic_cast",
                                         "else",
                                         "enum",
                                         "errno",
                                         "explicit",
                                         "export",
                                         "extern",
                                         "false",
                                         "float",
                                         "for",
                                         "friend",
                                         "goto",
                                         "if",
                                         "inline",
                                         "int",
                                         "long",
                                         "mutable",
                                         "namespace",
                                         "new",
                                         "noexcept",
                                         "not",
                                         "not_eq",
                                         "nullptr",
                                         "operator",
                                         "or",
                                         "or_eq",
                                         "private",
                                         "protected",
                                         "public",
                                         "register",
                                         "reinterpret_cast",
                                         "requires",
                                         "return",
                                         "short",
                                         "signed",
                                         "sizeof",
                                         "static",
                                         "static_assert",
                                         "static_cast",
                                         "stderr",
                                         "stdin",
                                         "stdout",
                                         "struct",
                                         "switch",
                                         "template",
                                         "this",
                                         "thread_local",
                                         "throw",
                                         "true",
                                         "try",
                                         "typedef",
                                         "typeid",
                                         "typename",
                                         "union",
                                         "unsigned",
                                         "using",
                                         "virtual",
                                         "void",
                                         "volatile",
                                         "wchar_t",
                                         "while",
                                         "xor",
                                         "xor_eq"};

char upper(char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); }
char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }
bool is_upper(char c) { return std::isupper(static_cast<unsigned char>(c)) != 0; }

}  // namespace

std::string cpp_word(std::string_view word) {
  const bool taken = std::binary_search(std::begin(Keywords), std::end(Keywords), word);
  return std::string(word) + (taken ? "_" : "");
}

std::string snake_case(std::string_view name) {
  std::string result;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (i > 0 && is_upper(name[i]) && !is_upper(name[i - 1]) && name[i - 1] != '_') result += '_';
    result += lower(name[i]);
  }
  return result;
}

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

std::string cpp_namespace(const std::vector<std::string>& parts) {
  std::string result;
  for (const std::string& part : parts) {
    if (!result.empty()) result += "::";
    result += part == "std" || part == "perdure" ? part + "_" : cpp_word(part);
  }
  return result;
}

std::string version_namespace(std::int64_t version) { return "v" + std::to_string(version); }

std::string identifier(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool legal = std::isalnum(static_cast<unsigned char>(c)) != 0;
    // No `__`, and none at the beginning: such names belong to the language.
    if (legal) {
      result += c;
    } else if (!result.empty() && result.back() != '_') {
      result += '_';
    }
  }
  const bool begins = !result.empty() && std::isdigit(static_cast<unsigned char>(result[0])) == 0;
  return cpp_word(begins ? result : "s" + result);
}

std::string chart_class(std::string_view chart) {
  std::string name;
  const bool is_small = snake_case(chart) == chart;
  for (std::size_t i = 0; i < chart.size(); ++i) {
    const bool begins = i == 0 || chart[i - 1] == '_';
    const bool letter = std::isalpha(static_cast<unsigned char>(chart[i])) != 0;
    if (is_small && begins && letter) {
      if (i > 0) name.pop_back();
      name += upper(chart[i]);
    } else {
      name += chart[i];
    }
  }
  return snake_case(name) == name ? "Chart" + name : cpp_word(name);
}

std::string chart_namespace(std::string_view chart) { return cpp_namespace({snake_case(chart)}); }

}  // namespace perdure::plan

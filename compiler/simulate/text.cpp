#include "compiler/simulate/text.h"

#include <array>
#include <charconv>
#include <chrono>

#include "compiler/model/dump.h"

namespace perdure::simulate {

namespace {

std::string digits(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return std::string(text.data(), end);
}

std::string padded(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

const std::string& name_of(const model::Program& program, const Enumerator& value) {
  return std::get<model::EnumDecl>(program.type(value.type).kind).enumerators[value.index].name;
}

// The two ways differ in what scalars look like.
struct Writer {
  const model::Program& program;
  bool spelled;

  std::string write(const Value& value) const {
    return std::visit([this](const auto& one) { return (*this)(one); }, value.is);
  }
  std::string operator()(const None&) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const {
    std::string text = digits(value);
    // Else it would read back as an int.
    if (spelled && text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
    return text;
  }
  std::string operator()(const std::string& value) const {
    return spelled ? model::quoted(value) : value;
  }
  std::string operator()(const Bytes& value) const {
    return std::to_string(value.size()) + " bytes";
  }
  std::string operator()(const Duration& value) const { return text_of(value); }
  std::string operator()(const Timestamp& value) const { return text_of(value); }
  std::string operator()(const Enumerator& value) const {
    const std::string& name = name_of(program, value);
    return spelled ? program.type(value.type).name.name + "." + name : name;
  }
  std::string operator()(const List& value) const {
    std::vector<std::string> elements;
    for (const Value& element : value.elements) elements.push_back(write(element));
    return "[" + joined(elements, ", ") + "]";
  }
  std::string operator()(const Map& value) const {
    std::vector<std::string> entries;
    for (const auto& [key, one] : value.entries) entries.push_back(write(key) + ": " + write(one));
    return "{" + joined(entries, ", ") + "}";
  }
  std::string operator()(const Record& value) const {
    const model::TypeDecl& type = program.type(value.type);
    const std::vector<model::Field>& fields = *fields_of(type);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < value.fields.size(); ++i) {
      words.push_back(fields[i].name.name + ": " + write(value.fields[i]));
    }
    return type.name.name + "(" + joined(words, ", ") + ")";
  }
};

}  // namespace

std::string text_of(const model::Program& program, const Value& value) {
  return Writer{program, false}.write(value);
}

std::string spell(const model::Program& program, const Value& value) {
  return Writer{program, true}.write(value);
}

std::string text_of(Duration value) {
  struct Unit {
    std::uint64_t microseconds;
    std::string_view name;
  };
  static constexpr std::array<Unit, 6> Units{{{86'400'000'000, "d"},
                                              {3'600'000'000, "h"},
                                              {60'000'000, "m"},
                                              {1'000'000, "s"},
                                              {1'000, "ms"},
                                              {1, "us"}}};
  if (value.microseconds == 0) return "0s";
  // Unsigned, since the least duration has no positive counterpart.
  auto rest = static_cast<std::uint64_t>(value.microseconds);
  std::string text;
  if (value.microseconds < 0) {
    rest = 0 - rest;
    text = "-";
  }
  for (const Unit& unit : Units) {
    if (rest < unit.microseconds) continue;
    text += std::to_string(rest / unit.microseconds);
    text += unit.name;
    rest %= unit.microseconds;
  }
  return text;
}

std::string text_of(Timestamp value) {
  const std::chrono::sys_time<std::chrono::microseconds> moment{
      std::chrono::microseconds(value.microseconds)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  std::string text = padded(static_cast<int>(date.year()), 4) + "-" +
                     padded(static_cast<unsigned>(date.month()), 2) + "-" +
                     padded(static_cast<unsigned>(date.day()), 2) + "T" +
                     padded(time.hours().count(), 2) + ":" + padded(time.minutes().count(), 2) +
                     ":" + padded(time.seconds().count(), 2);
  if (time.subseconds().count() != 0) text += "." + padded(time.subseconds().count(), 6);
  return text + "Z";
}

std::string fill(std::string_view pattern, const std::vector<std::string>& texts) {
  std::string filled;
  auto next = texts.begin();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const bool brace = (c == '{' || c == '}') && i + 1 < pattern.size();
    if (brace && pattern[i + 1] == c) {
      filled += c;
      ++i;
    } else if (brace && c == '{' && pattern[i + 1] == '}' && next != texts.end()) {
      filled += *next++;
      ++i;
    } else {
      filled += c;
    }
  }
  return filled;
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) {
    if (&word != &words.front()) text += separator;
    text += word;
  }
  return text;
}

}  // namespace perdure::simulate

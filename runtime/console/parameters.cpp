#include "runtime/console/parameters.h"

#include <perdure/error.h>

#include <algorithm>
#include <charconv>

#include "runtime/console/refusal.h"
#include "runtime/view/time.h"

namespace perdure::console {
namespace {

std::string parameter_name(std::string_view name) {
  return "`" + std::string(name.substr(0, 60)) + "`";
}

}  // namespace

Parameters::Parameters(std::vector<std::pair<std::string, std::string>> query)
    : query_(std::move(query)) {}

std::optional<std::string> Parameters::take(std::string_view name) {
  const auto is_it = [&](const auto& each) { return each.first == name; };
  const auto found = std::find_if(query_.begin(), query_.end(), is_it);
  if (found == query_.end()) return std::nullopt;
  std::string value = std::move(found->second);
  query_.erase(found);
  if (std::find_if(query_.begin(), query_.end(), is_it) != query_.end()) {
    refuse("the parameter " + parameter_name(name) + " is there twice");
  }
  return value;
}

std::string Parameters::text(std::string_view name, std::size_t longest) {
  std::string value = take(name).value_or("");
  if (value.size() > longest) {
    refuse("the parameter " + parameter_name(name) + " is longer than " + std::to_string(longest) +
           " bytes");
  }
  return value;
}

std::vector<std::string> Parameters::texts(std::string_view name, std::size_t most) {
  std::vector<std::string> values;
  std::erase_if(query_, [&](auto& each) {
    if (each.first != name) return false;
    values.push_back(std::move(each.second));
    return true;
  });
  if (values.size() > most) {
    refuse("the parameter " + parameter_name(name) + " is there more than " + std::to_string(most) +
           " times");
  }
  return values;
}

std::int64_t Parameters::number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                std::int64_t most) {
  const std::optional<std::string> text = take(name);
  if (!text) return otherwise;
  std::int64_t value = 0;
  const char* last = text->data() + text->size();
  const auto [end, error] = std::from_chars(text->data(), last, value);
  if (error != std::errc() || end != last || value < least || value > most) {
    refuse("the parameter " + parameter_name(name) + " is a whole number from " +
           std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

std::size_t Parameters::limit(std::size_t otherwise, std::size_t most) {
  return static_cast<std::size_t>(
      number("limit", static_cast<std::int64_t>(otherwise), 1, static_cast<std::int64_t>(most)));
}

std::optional<Timestamp> Parameters::time(std::string_view name) {
  const std::optional<std::string> text = take(name);
  if (!text || text->empty()) return std::nullopt;
  try {
    return view::parse_time(*text);
  } catch (const Error& error) {
    refuse("the parameter " + parameter_name(name) + ": " + error.what());
  }
}

std::optional<EventId> Parameters::id(std::string_view name) {
  const std::optional<std::string> text = take(name);
  if (!text || text->empty()) return std::nullopt;
  return parse_id(*text, name);
}

void Parameters::finish() const {
  if (!query_.empty())
    refuse("there is no parameter " + parameter_name(query_.front().first) + " here");
}

EventId parse_id(std::string_view text, std::string_view name) {
  try {
    return EventId::parse(text);
  } catch (const Error&) {
    refuse(parameter_name(name) + " is an event's id, 8-4-4-4-12 hexadecimal digits");
  }
}

}  // namespace perdure::console

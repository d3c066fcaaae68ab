#include "runtime/console/body.h"

#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

constexpr int Deepest = 64;

std::string member_name(const std::string& name) { return "`" + name.substr(0, 60) + "`"; }

Json parse_body(std::string_view text) {
  if (text.empty()) return Json::object();
  // Whoever reads or writes it again does so by recursion.
  const auto check = [](int depth, Json::parse_event_t, Json&) {
    if (depth > Deepest) refuse("the body is nested deeper than " + std::to_string(Deepest));
    return true;
  };
  try {
    Json json = Json::parse(text, check);
    if (!json.is_object()) refuse("the body is no JSON object");
    return json;
  } catch (const nlohmann::json::exception& error) {
    refuse(std::string("the body is no JSON: ") + error.what());
  }
}

}  // namespace

Body::Body(std::string_view text) : json_(parse_body(text)) {}

Json Body::any(const char* name) {
  const auto found = json_.find(name);
  if (found == json_.end()) return nullptr;
  Json value = std::move(*found);
  json_.erase(found);
  return value;
}

std::string Body::text(const char* name, std::size_t longest) {
  const Json value = any(name);
  if (value.is_null()) return {};
  if (!value.is_string() || value.get_ref<const std::string&>().size() > longest) {
    refuse(member_name(name) + " is a text of at most " + std::to_string(longest) + " bytes");
  }
  std::string text = value.get<std::string>();
  if (text.find('\0') != std::string::npos) refuse(member_name(name) + " holds a NUL");
  return text;
}

std::string Body::needed_text(const char* name, std::size_t longest) {
  std::string value = text(name, longest);
  if (value.empty()) refuse("the body needs " + member_name(name));
  return value;
}

std::vector<std::string> Body::texts(const char* name, std::size_t most) {
  const Json value = any(name);
  std::vector<std::string> texts;
  if (value.is_null()) return texts;
  const bool fits = value.is_array() && value.size() <= most;
  if (!fits) refuse(member_name(name) + " is a list of at most " + std::to_string(most) + " texts");
  for (const Json& each : value) {
    if (!each.is_string()) refuse(member_name(name) + " is a list of texts");
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

std::int64_t Body::number(const char* name, std::int64_t otherwise, std::int64_t least,
                          std::int64_t most) {
  const Json value = any(name);
  if (value.is_null()) return otherwise;
  const bool is_too_large =
      value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most);
  if (!value.is_number_integer() || is_too_large || value.get<std::int64_t>() < least ||
      value.get<std::int64_t>() > most) {
    refuse(member_name(name) + " is a whole number from " + std::to_string(least) + " to " +
           std::to_string(most));
  }
  return value.get<std::int64_t>();
}

bool Body::flag(const char* name) {
  const Json value = any(name);
  if (value.is_null()) return false;
  if (!value.is_boolean()) refuse(member_name(name) + " is true or false");
  return value.get<bool>();
}

void Body::finish() const {
  if (!json_.empty())
    refuse("there is nothing called " + member_name(json_.begin().key()) + " here");
}

}  // namespace perdure::console

#include "tests/console/description.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <vector>

namespace perdure::console {
namespace {

using Json = nlohmann::ordered_json;

const Json& resolve(const Json& schema) {
  const auto found = schema.find("$ref");
  if (found == schema.end()) return schema;
  return description().at(Json::json_pointer(found->get<std::string>().substr(1)));
}

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == "boolean" && value.is_boolean();
}

std::string why_not(const Json& value, const Json& given, const std::string& at) {
  const Json& schema = resolve(given);
  if (value.is_null() && schema.value("nullable", false)) return "";
  if (schema.contains("type") && !is_of_type(value, schema.at("type"))) {
    return at + " is no " + schema.at("type").get<std::string>() + ": " + value.dump();
  }
  if (schema.contains("enum")) {
    const Json& all = schema.at("enum");
    if (std::find(all.begin(), all.end(), value) == all.end()) {
      return at + " is none of the described: " + value.dump();
    }
  }
  for (const Json& name : schema.value("required", Json::array())) {
    if (!value.contains(name.get<std::string>())) {
      return at + " has no " + name.get<std::string>();
    }
  }
  if (value.is_object()) {
    const Json properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : value.items()) {
      std::string why;
      if (properties.contains(name)) {
        why = why_not(member, properties.at(name), at + "." + name);
      } else if (schema.contains("additionalProperties")) {
        const Json& more = schema.at("additionalProperties");
        if (more.is_object()) why = why_not(member, more, at + "." + name);
        if (more == false) why = at + "." + name + " is not described";
      }
      if (!why.empty()) return why;
    }
  }
  if (value.is_array() && schema.contains("items")) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const std::string why =
          why_not(value[i], schema.at("items"), at + "[" + std::to_string(i) + "]");
      if (!why.empty()) return why;
    }
  }
  return "";
}

std::vector<std::string> segments(const std::string& path) {
  std::vector<std::string> all;
  std::istringstream in(path);
  for (std::string each; std::getline(in, each, '/');) all.push_back(each);
  return all;
}

}  // namespace

const Json& description() {
  static const Json Read = [] {
    std::ifstream in(PERDURE_OPENAPI);
    return Json::parse(in);
  }();
  return Read;
}

bool has_form(const std::string& path, const std::string& form) {
  const std::vector<std::string> have = segments(path);
  const std::vector<std::string> want = segments(form);
  return have.size() == want.size() && std::equal(have.begin(), have.end(), want.begin(),
                                                  [](const std::string& a, const std::string& b) {
                                                    return a == b ||
                                                           (b.starts_with('{') && !a.empty());
                                                  });
}

std::string why_undescribed(const std::string& method, const std::string& target, int status,
                            const std::string& type, const Json& body) {
  const std::string path = target.substr(0, target.find('?'));
  std::string lower = method;
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  // Where two forms fit, the one without braces is meant.
  const Json* operation = nullptr;
  for (const auto& [form, operations] : description().at("paths").items()) {
    if (!has_form(path, form) || !operations.contains(lower)) continue;
    if (operation == nullptr || form == path) operation = &operations.at(lower);
  }
  if (operation == nullptr) return "";
  const Json& responses = operation->at("responses");
  if (!responses.contains(std::to_string(status))) {
    return "the status " + std::to_string(status) + " is not described";
  }
  const Json& content = resolve(responses.at(std::to_string(status))).at("content");
  const std::string plain = type.substr(0, type.find(';'));
  if (!content.contains(plain)) return "the type " + type + " is not described";
  if (plain != "application/json") return "";
  if (body.is_discarded()) return "the body is no JSON";
  return why_not(body, content.at(plain).at("schema"), "body");
}

}  // namespace perdure::console

#include "runtime/io/http/message.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "runtime/io/http/form.h"
#include "runtime/io/http/url.h"

namespace perdure::http {
namespace {

using nlohmann::json;
using scxml::Data;

constexpr std::string_view EventName = "_scxmleventname";
constexpr std::string_view Form = "application/x-www-form-urlencoded";

// Bytes that are no UTF-8 become U+FFFD.
std::string text_of(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

// "Application/XML; charset=utf-8" -> "application/xml"
std::string media_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  type.erase(
      std::find_if(type.rbegin(), type.rend(), [](char c) { return c != ' ' && c != '\t'; }).base(),
      type.end());
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

Data data_of(const std::string& type, const std::string& body) {
  if (body.empty()) return {};
  if (type == "application/json" || ends_with(type, "+json")) return {Data::Form::Json, body};
  if (type == "application/xml" || type == "text/xml" || ends_with(type, "+xml"))
    return {Data::Form::Xml, body};
  return {Data::Form::Text, body};
}

// What follows recurses.
bool nests_deep(std::string_view text) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        quoted = false;
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == '[' || text[i] == '{') {
      if (++depth > 500) return true;
    } else if (text[i] == ']' || text[i] == '}') {
      --depth;
    }
  }
  return false;
}

}  // namespace

std::optional<scxml::Event> event_of(const Message& message) {
  scxml::Event event;
  event.name = "HTTP.POST";
  event.origin_type = ProcessorType;
  const auto name = [&event](const Fields& fields) {
    for (const auto& [key, value] : fields) {
      if (key == EventName) event.name = value;
    }
  };
  name(parse_form(message.query));
  const std::string type = media_type(message.type);
  // A form without `=` is the text of a <content> (C.2.2).
  if (type == Form && message.body.find('=') != std::string::npos) {
    const Fields fields = parse_form(message.body);
    name(fields);
    json object = json::object();
    for (const auto& [key, value] : fields) {
      if (key != EventName) object[key] = value;
    }
    if (!object.empty()) event.data = {Data::Form::Json, text_of(object)};
  } else {
    event.data = data_of(type, type == Form ? decoded(message.body, true) : message.body);
  }
  const bool legal = !event.name.empty() && event.name.size() <= 1000 &&
                     std::none_of(event.name.begin(), event.name.end(), [](char c) {
                       return (static_cast<unsigned char>(c) <= ' ') || c == '*' || c == 127;
                     });
  if (!legal) return std::nullopt;
  return event;
}

Message message_of(const scxml::Event& event) {
  Message message;
  Fields fields;
  if (!event.name.empty()) fields.emplace_back(EventName, event.name);
  switch (event.data.form) {
    case Data::Form::None:
      break;
    case Data::Form::Json: {
      if (nests_deep(event.data.text)) throw std::runtime_error("the event's data nest too deep");
      const json value = json::parse(event.data.text, nullptr, false);
      if (value.is_object()) {
        for (const auto& [key, field] : value.items()) {
          fields.emplace_back(key, field.is_string() ? field.get<std::string>()
                                   : field.is_null() ? ""
                                                     : text_of(field));
        }
        break;
      }
      message.query = form(fields);
      if (value.is_string()) {
        message.type = Form;
        message.body = encoded(value.get<std::string>());
      } else {
        message.type = "application/json";
        message.body = event.data.text;
      }
      return message;
    }
    case Data::Form::Text:
      message.query = form(fields);
      message.type = Form;
      message.body = encoded(event.data.text);
      return message;
    case Data::Form::Xml:
      message.query = form(fields);
      message.type = "application/xml";
      message.body = event.data.text;
      return message;
  }
  message.type = Form;
  message.body = form(fields);
  return message;
}

}  // namespace perdure::http

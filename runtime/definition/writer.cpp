#include "runtime/definition/writer.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "runtime/definition/text.h"
#include "runtime/definition/types.h"

namespace perdure::definition {
namespace {

// What of a value that is no use is shown.
std::string shown(const Json& json) {
  constexpr std::size_t Longest = 60;
  std::string text = json.dump(-1, ' ', true, Json::error_handler_t::replace);
  if (text.size() > Longest) text = text.substr(0, Longest) + "...";
  return text;
}

// A key as the value that it is when it stands for itself: the name of a member is always text.
Json key_value(const std::string& type, const std::string& name) {
  const bool is_text =
      type == "string" || type == "bytes" || type == "duration" || type == "timestamp";
  const Json parsed = is_text ? Json(name) : Json::parse(name, nullptr, false);
  return parsed.is_discarded() ? Json(name) : parsed;
}

}  // namespace

class Writer::Step {
 public:
  Step(Writer& writer, std::string step) : writer_(writer) {
    writer_.path_.push_back(std::move(step));
  }
  ~Step() { writer_.path_.pop_back(); }
  Step(const Step&) = delete;
  Step& operator=(const Step&) = delete;

 private:
  Writer& writer_;
};

Writer::Writer(const Json& definition, std::string what)
    : definition_(definition), what_(std::move(what)) {}

void Writer::fail(const std::string& why) const {
  std::string path;
  for (const std::string& step : path_) {
    path += !path.empty() && !step.starts_with('[') ? "." + step : step;
  }
  throw Error(ErrorKind::InvalidArgument,
              what_ + ": " + (path.empty() ? "" : "`" + path + "`: ") + why);
}

void Writer::want(std::string_view wanted, const Json& instead) const {
  fail("want " + std::string(wanted) + ", not " + shown(instead));
}

void Writer::value(const Json& type, const Json& json) {
  if (type.is_string()) return built_in(type.get_ref<const std::string&>(), json);
  if (type.is_null()) fail("an extern type whose layout its program alone knows");
  const Level level(archive_);
  if (!type.is_object() || type.empty()) InArchive::corrupt("what is no type");
  const std::string& form = type.begin().key();
  const Json& inner = type.begin().value();
  if (form == "type") return named(inner.get_ref<const std::string&>(), json);
  if (form == "list") return list(inner, json);
  if (form == "map") return map(inner.at(0), inner.at(1), json);
  if (form == "tuple") return tuple(inner, json);
  if (form == "optional") {
    archive_(json.is_null());
    return json.is_null() ? void() : value(inner, json);
  }
  InArchive::corrupt("a type of a form that this program does not know");
}

template <class Number>
void Writer::whole(const Json& json) {
  using Limits = std::numeric_limits<Number>;
  const std::string wanted = "a whole number from " + std::to_string(Limits::min()) + " to " +
                             std::to_string(Limits::max());
  if (!json.is_number_integer()) want(wanted, json);
  const bool fits = json.is_number_unsigned() ? std::in_range<Number>(json.get<std::uint64_t>())
                                              : std::in_range<Number>(json.get<std::int64_t>());
  if (!fits) want(wanted, json);
  archive_(json.get<Number>());
}

void Writer::real(const Json& json, bool is_single) {
  const std::optional<double> read = json.is_string()
                                         ? not_finite(json.get_ref<const std::string&>())
                                     : json.is_number() ? std::optional(json.get<double>())
                                                        : std::nullopt;
  if (!read) want("a number", json);
  if (!is_single) return void(archive_(*read));
  const auto single = static_cast<float>(*read);
  if (std::isinf(single) && !std::isinf(*read)) want("a number of single precision", json);
  archive_(single);
}

void Writer::built_in(const std::string& name, const Json& json) {
  const auto text = [&](std::string_view wanted) -> const std::string& {
    if (!json.is_string()) want(wanted, json);
    return json.get_ref<const std::string&>();
  };
  // What text means, or a refusal.
  const auto meant = [&](auto parse, std::string_view wanted) {
    const auto value = parse(text(wanted));
    if (!value) want(wanted, json);
    return *value;
  };
  if (name == "bool") {
    if (!json.is_boolean()) want("true or false", json);
    archive_(json.get<bool>());
  } else if (name == "int") {
    whole<std::int64_t>(json);
  } else if (name == "float") {
    real(json, false);
  } else if (name == "string") {
    archive_(text("a text"));
  } else if (name == "bytes") {
    archive_(meant(parse_hexadecimal, "bytes as hexadecimal digits"));
  } else if (name == "duration") {
    archive_(meant(parse_duration, "a duration such as \"90m\""));
  } else if (name == "timestamp") {
    archive_(meant(parse_timestamp, "a time such as \"2026-03-01T12:00:00Z\""));
  } else if (name == "int8") {
    whole<std::int8_t>(json);
  } else if (name == "int16") {
    whole<std::int16_t>(json);
  } else if (name == "int32") {
    whole<std::int32_t>(json);
  } else if (name == "uint8") {
    whole<std::uint8_t>(json);
  } else if (name == "uint16") {
    whole<std::uint16_t>(json);
  } else if (name == "uint32") {
    whole<std::uint32_t>(json);
  } else if (name == "uint64") {
    whole<std::uint64_t>(json);
  } else if (name == "float32") {
    real(json, true);
  } else {
    InArchive::corrupt("a type that this program does not know: " + name);
  }
}

void Writer::named(const std::string& name, const Json& json) {
  const Json& type = type_of(definition_, name);
  if (type.contains("enum")) {
    const Json& all = type.at("enum");
    if (std::find(all.begin(), all.end(), json) == all.end()) want("one of " + all.dump(), json);
    archive_(json.get_ref<const std::string&>());
  } else if (type.contains("fields")) {
    const Json& members = type.at("fields");
    fields(members, json);
    if (members.empty()) archive_(std::uint8_t{0});
  } else if (const Json* layout = layout_of(definition_, name)) {
    value(*layout, json);
  } else {
    fail("the extern type " + name + ", whose layout its program alone knows");
  }
}

void Writer::fields(const Json& fields, const Json& object) {
  if (!object.is_object()) want("an object", object);
  for (const auto& [name, value] : object.items()) {
    const bool known = std::any_of(fields.begin(), fields.end(), [&name = name](const Json& field) {
      return field.at("name") == name;
    });
    if (!known) fail("there is no `" + name + "`");
  }
  for (const Json& field : fields) {
    const auto& name = field.at("name").get_ref<const std::string&>();
    const Json& type = field.at("type");
    const Step step(*this, name);
    const auto found = object.find(name);
    const bool may_be_missing = type.is_object() && type.contains("optional");
    if (found == object.end() && !may_be_missing) fail("it is missing");
    value(type, found == object.end() ? Json() : *found);
  }
}

void Writer::list(const Json& element, const Json& json) {
  if (!json.is_array()) want("a list", json);
  archive_(cereal::make_size_tag(json.size()));
  for (std::size_t i = 0; i < json.size(); ++i) {
    const Step step(*this, "[" + std::to_string(i) + "]");
    value(element, json[i]);
  }
}

// Keys go where std::map has them, as archives want it.
void Writer::map(const Json& key, const Json& value, const Json& json) {
  const std::optional<std::string> scalar = scalar_of(definition_, key);
  const bool by_name = scalar.has_value();
  if (by_name ? !json.is_object() : !json.is_array() && !(json.is_object() && json.empty())) {
    want(by_name ? "an object" : "a list of pairs", json);
  }
  struct Entry {
    Bytes bytes;
    std::optional<KeyOrder> order;
  };
  std::vector<Entry> entries;
  std::size_t i = 0;
  for (const auto& [name, mapped] : json.items()) {
    const Step step(*this, by_name ? "[" + shown(name) + "]" : "[" + std::to_string(i++) + "]");
    if (!by_name && (!mapped.is_array() || mapped.size() != 2)) want("a key and a value", mapped);
    const Json key_json = by_name ? key_value(*scalar, name) : mapped[0];
    const std::size_t begin = out_.size();
    this->value(key, key_json);
    const std::optional<KeyOrder> order =
        key_order(definition_, key, std::span(out_).subspan(begin));
    this->value(value, by_name ? mapped : mapped[1]);
    const auto from = out_.begin() + static_cast<std::ptrdiff_t>(begin);
    entries.push_back({Bytes(from, out_.end()), order});
    out_.resize(begin);
  }
  std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.order && b.order && *a.order < *b.order;
  });
  archive_(cereal::make_size_tag(entries.size()));
  for (std::size_t e = 0; e < entries.size(); ++e) {
    if (e > 0 && entries[e].order && entries[e].order == entries[e - 1].order) {
      fail("a key stands there twice");
    }
    archive_.write(entries[e].bytes.data(), entries[e].bytes.size());
  }
}

// One that holds a single value is that value.
void Writer::tuple(const Json& types, const Json& json) {
  if (types.size() == 1) return value(types.at(0), json);
  if (!json.is_array() || json.size() != types.size()) {
    want("a list of " + std::to_string(types.size()), json);
  }
  for (std::size_t i = 0; i < types.size(); ++i) {
    const Step step(*this, "[" + std::to_string(i) + "]");
    value(types.at(i), json[i]);
  }
}

}  // namespace perdure::definition

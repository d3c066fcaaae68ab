#include "runtime/definition/reader.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>

#include "runtime/definition/text.h"
#include "runtime/definition/types.h"

namespace perdure::definition {
namespace {

template <class Number>
Json number(InArchive& in) {
  Number value{};
  in(value);
  return value;
}

// JSON has no numbers but finite ones.
Json real(double value) {
  return std::isfinite(value) ? Json(value) : Json(not_finite_text(value));
}

std::uint64_t size_of(InArchive& in) {
  std::uint64_t size = 0;
  in(cereal::make_size_tag(size));
  return size;
}

}  // namespace

Reader::Reader(const Json& definition, std::span<const std::byte> bytes)
    : definition_(definition), in_(bytes), budget_(10'000 + 20 * bytes.size()) {}

void Reader::spend() {
  if (budget_-- == 0) InArchive::corrupt("fewer bytes than its definition has values");
}

Json Reader::value(const Json& type) {
  spend();
  if (!stopped_.empty()) return nullptr;
  if (type.is_string()) return built_in(type.get_ref<const std::string&>());
  if (type.is_null()) {
    stopped_ = "an extern type whose layout its program alone knows";
    return nullptr;
  }
  const Level level(in_);
  if (!type.is_object() || type.empty()) InArchive::corrupt("what is no type");
  const std::string& form = type.begin().key();
  const Json& inner = type.begin().value();
  if (form == "type") return named(inner.get_ref<const std::string&>());
  if (form == "list") return list(inner);
  if (form == "map") return map(inner.at(0), inner.at(1));
  if (form == "tuple") return tuple(inner);
  if (form == "optional") {
    bool empty = false;
    in_(empty);
    return empty ? Json(nullptr) : value(inner);
  }
  InArchive::corrupt("a type of a form that this program does not know");
}

Json Reader::built_in(const std::string& name) {
  if (name == "bool") return number<bool>(in_);
  if (name == "int") return number<std::int64_t>(in_);
  if (name == "float") return real(number<double>(in_).get<double>());
  if (name == "string") return number<std::string>(in_);
  if (name == "bytes") {
    Bytes bytes;
    in_(bytes);
    return hexadecimal(bytes);
  }
  if (name == "duration")
    return duration_text(Duration(number<std::int64_t>(in_).get<std::int64_t>()));
  if (name == "timestamp") {
    return timestamp_text(Timestamp(Duration(number<std::int64_t>(in_).get<std::int64_t>())));
  }
  // Only in the layouts of extern types.
  if (name == "int8") return number<std::int8_t>(in_);
  if (name == "int16") return number<std::int16_t>(in_);
  if (name == "int32") return number<std::int32_t>(in_);
  if (name == "uint8") return number<std::uint8_t>(in_);
  if (name == "uint16") return number<std::uint16_t>(in_);
  if (name == "uint32") return number<std::uint32_t>(in_);
  if (name == "uint64") return number<std::uint64_t>(in_);
  if (name == "float32") return real(number<float>(in_).get<double>());
  if (name == "dynamic") return untyped();
  InArchive::corrupt("a type that this program does not know: " + name);
}

Json Reader::named(const std::string& name) {
  const Json& type = type_of(definition_, name);
  if (type.contains("enum")) {
    Json enumerator = built_in("string");
    const Json& all = type.at("enum");
    if (std::find(all.begin(), all.end(), enumerator) == all.end()) {
      InArchive::corrupt("an enumerator that " + name + " does not have");
    }
    return enumerator;
  }
  if (type.contains("fields")) {
    const Json& members = type.at("fields");
    // A struct without members is a byte, so that there can be lists of it.
    if (members.empty()) number<std::uint8_t>(in_);
    return fields(members);
  }
  const Json* layout = layout_of(definition_, name);
  if (layout == nullptr) {
    stopped_ = "the extern type " + name + ", whose layout its program alone knows";
    return nullptr;
  }
  return value(*layout);
}

Json Reader::fields(const Json& fields) {
  Json object = Json::object();
  for (const Json& field : fields) {
    Json read = field.contains("large") ? large(field.at("type")) : value(field.at("type"));
    if (!stopped_.empty()) break;
    const bool secret =
        field.contains("token") && read.is_string() && !read.get<std::string>().empty();
    object[field.at("name").get<std::string>()] = secret ? Json("***") : std::move(read);
  }
  return object;
}

Json Reader::large(const Json& type) {
  bool apart = false;
  in_(apart);
  if (!apart) return value(type);
  LargeName name;
  in_(name.size);
  in_.read(name.digest.data(), name.digest.size());
  return {{"apart", name.size}, {"sha256", hexadecimal(std::as_bytes(std::span(name.digest)))}};
}

Json Reader::list(const Json& element) {
  Json list = Json::array();
  for (std::uint64_t left = size_of(in_); left > 0 && stopped_.empty(); --left) {
    list.push_back(value(element));
  }
  return list;
}

Json Reader::map(const Json& key, const Json& value) {
  const bool by_name = scalar_of(definition_, key).has_value();
  Json all = by_name ? Json::object() : Json::array();
  for (std::uint64_t left = size_of(in_); left > 0 && stopped_.empty(); --left) {
    Json name = this->value(key);
    Json mapped = this->value(value);
    if (!by_name) {
      all.push_back({std::move(name), std::move(mapped)});
    } else {
      all[name.is_string() ? name.get<std::string>() : name.dump()] = std::move(mapped);
    }
  }
  return all;
}

// One that holds a single value is shown as that value.
Json Reader::tuple(const Json& types) {
  Json list = Json::array();
  for (const Json& type : types) list.push_back(value(type));
  return list.size() == 1 ? Json(list[0]) : list;
}

Json Reader::names() {
  std::uint32_t count = 0;
  in_(count);
  if (count > in_.remaining()) InArchive::truncated();
  Json list = Json::array();
  for (; count > 0; --count) list.push_back(built_in("string"));
  return list;
}

Json Reader::untyped() {
  const auto form = number<std::uint8_t>(in_).get<std::uint8_t>();
  std::string text = built_in("string").get<std::string>();
  switch (form) {
    case 0:
      return nullptr;
    case 1: {
      Json parsed = Json::parse(text, nullptr, false);
      const bool is_json = !parsed.is_discarded() && !is_too_deep(parsed);
      return is_json ? parsed : Json(std::move(text));
    }
    case 2:
    case 3:
      return text;
    default:
      InArchive::corrupt("a value in a form that this program does not know");
  }
}

void Reader::finish() const {
  if (stopped_.empty()) in_.finish();
}

}  // namespace perdure::definition

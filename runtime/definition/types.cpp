#include "runtime/definition/types.h"

#include <perdure/archive.h>

#include <algorithm>

namespace perdure::definition {
namespace {

constexpr int DeepestLayout = 100;

std::optional<std::string> scalar_within(const Json& definition, const Json& type, int depth) {
  if (depth == 0) return std::nullopt;
  if (type.is_string()) {
    return type == "dynamic" ? std::nullopt : std::optional(type.get<std::string>());
  }
  if (!type.is_object() || type.empty()) return std::nullopt;
  const Json& inner = type.begin().value();
  if (type.contains("tuple")) {
    return inner.size() == 1 ? scalar_within(definition, inner.at(0), depth - 1) : std::nullopt;
  }
  if (!type.contains("type")) return std::nullopt;
  const auto& name = inner.get_ref<const std::string&>();
  const Json& named = type_of(definition, name);
  if (named.contains("enum")) return "string";
  const Json* layout = named.contains("fields") ? nullptr : layout_of(definition, name);
  return layout == nullptr ? std::nullopt : scalar_within(definition, *layout, depth - 1);
}

bool is_deeper(const Json& json, int levels) {
  if (!json.is_structured()) return false;
  if (levels == 0) return true;
  return std::any_of(json.begin(), json.end(),
                     [&](const Json& inner) { return is_deeper(inner, levels - 1); });
}

}  // namespace

bool is_too_deep(const Json& json) { return is_deeper(json, MaxArchiveDepth); }

const Json& type_of(const Json& definition, const std::string& name) {
  if (const auto types = definition.find("types"); types != definition.end()) {
    for (const Json& each : *types) {
      if (each.at("name").get_ref<const std::string&>() == name) return each;
    }
  }
  InArchive::corrupt("a type that its definition does not have: " + name);
}

const Json* layout_of(const Json& definition, const std::string& name) {
  const auto layouts = definition.find("layouts");
  if (layouts == definition.end() || !layouts->is_object()) return nullptr;
  const auto layout = layouts->find(name);
  return layout == layouts->end() || layout->is_null() ? nullptr : &*layout;
}

std::optional<std::string> scalar_of(const Json& definition, const Json& type) {
  return scalar_within(definition, type, DeepestLayout);
}

std::optional<KeyOrder> key_order(const Json& definition, const Json& type,
                                  std::span<const std::byte> key) {
  if (type == "int" || type == "duration" || type == "timestamp") {
    return from_bytes<std::int64_t>(key);
  }
  if (type == "string") return from_bytes<std::string>(key);
  if (!type.is_object() || !type.contains("type")) return std::nullopt;
  const Json& named = type_of(definition, type.at("type").get_ref<const std::string&>());
  if (!named.contains("enum")) return std::nullopt;
  const Json& all = named.at("enum");
  return std::distance(all.begin(),
                       std::find(all.begin(), all.end(), Json(from_bytes<std::string>(key))));
}

}  // namespace perdure::definition

// What a definition says of its types. Throws Error(CorruptData) for what it does not have.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/definition/definition.h"

namespace perdure::definition {

// The entry of that name in `types`.
const Json& type_of(const Json& definition, const std::string& name);

// The layout of an extern type; null where its program alone knows it.
const Json* layout_of(const Json& definition, const std::string& name);

// The built-in type whose values in JSON the type's are, where those are scalars; "string" for enums. A map by such keys
// is an object, any other a list of pairs.
std::optional<std::string> scalar_of(const Json& definition, const Json& type);

// Whether JSON nests deeper than archives do: it is not to be handled by recursion, its own dump() included.
bool is_too_deep(const Json& json);

// Lets values nest no deeper than archives do, for as long as it lives.
template <class Archive>
class Level {
 public:
  explicit Level(Archive& archive) : archive_(archive) { archive_.descend(); }
  ~Level() { archive_.ascend(); }
  Level(const Level&) = delete;
  Level& operator=(const Level&) = delete;

 private:
  Archive& archive_;
};

// Where std::map has a key: of those of one type, the lesser goes first. Nothing for types that the chart language has
// no maps by.
using KeyOrder = std::variant<std::int64_t, std::string>;
std::optional<KeyOrder> key_order(const Json& definition, const Json& type,
                                  std::span<const std::byte> key);

}  // namespace perdure::definition

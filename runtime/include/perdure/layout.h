// How a C++ type that charts name (`extern type`) is stored, found out from its own serialization, so that a
// chart's definition says it and stored bytes can be read without the program.
//
// A type is asked once, with a value made by its default constructor. What writes another thing for another
// value (variants, pointers, class versions, sets) has no layout: what is stored of it can be read by the
// program alone, and so can what stands behind it. Where asking does not compile, since a member can be written to
// Perdure's own archives alone, specialise perdure::machine::Layout for the type: its text() is the layout.
#pragma once

#include <perdure/archive.h>
#include <perdure/types.h>

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace perdure::machine {

// A cereal archive that notes the types of what it is given.
class LayoutArchive : public cereal::OutputArchive<LayoutArchive, cereal::AllowEmptyClassElision> {
 public:
  LayoutArchive() : OutputArchive(this) {}

  void add(std::string_view type) {
    if (!parts_.empty()) parts_ += ',';
    parts_ += type;
    is_known_ = is_known_ && type != "null";
  }
  void give_up() { is_known_ = false; }

  // {"tuple":["int","string"]}; "null" where there is none.
  std::string text() const { return is_known_ ? "{\"tuple\":[" + parts_ + "]}" : "null"; }

 private:
  std::string parts_;
  bool is_known_ = true;
};

// The layout of a type in the form that definitions have (docs/formats/definition.md).
template <class T>
std::string layout_of();

template <class T>
struct Layout {
  static std::string text() {
    if constexpr (std::is_enum_v<T>) {
      if constexpr (requires(T value) { name_of(value); })
        return "\"string\"";
      else
        return layout_of<std::underlying_type_t<T>>();
    } else if constexpr (std::is_same_v<T, bool>) {
      return "\"bool\"";
    } else if constexpr (std::is_floating_point_v<T>) {
      return sizeof(T) == 8 ? "\"float\"" : "\"float32\"";
    } else if constexpr (std::is_integral_v<T>) {
      if (std::is_signed_v<T> && sizeof(T) == 8) return "\"int\"";
      return (std::is_signed_v<T> ? "\"int" : "\"uint") + std::to_string(8 * sizeof(T)) + "\"";
    } else if constexpr (std::is_default_constructible_v<T> &&
                         cereal::traits::is_output_serializable<T, LayoutArchive>::value) {
      LayoutArchive archive;
      const T value{};
      archive(value);
      return archive.text();
    } else {
      return "null";
    }
  }
};

// {"list":"int"}, of an element's layout.
inline std::string layout_of(std::string_view form, const std::string& inner) {
  if (inner == "null") return inner;
  return "{\"" + std::string(form) + "\":" + inner + "}";
}

template <class T>
struct Layout<std::optional<T>> {
  static std::string text() { return layout_of("optional", layout_of<T>()); }
};
template <class T, class Allocator>
struct Layout<std::vector<T, Allocator>> {
  static std::string text() { return layout_of("list", layout_of<T>()); }
};
template <class Key, class Value, class Less, class Allocator>
struct Layout<std::map<Key, Value, Less, Allocator>> {
  static std::string text() {
    const std::string key = layout_of<Key>();
    const std::string value = layout_of<Value>();
    if (key == "null" || value == "null") return "null";
    return "{\"map\":[" + key + "," + value + "]}";
  }
};
template <>
struct Layout<std::string> {
  static std::string text() { return "\"string\""; }
};
template <>
struct Layout<Bytes> {
  static std::string text() { return "\"bytes\""; }
};
template <>
struct Layout<Duration> {
  static std::string text() { return "\"duration\""; }
};
template <>
struct Layout<Timestamp> {
  static std::string text() { return "\"timestamp\""; }
};

template <class T>
std::string layout_of() {
  return Layout<T>::text();
}

// The functions that cereal finds for this archive.

template <class T>
requires std::is_arithmetic_v<T>
void save(LayoutArchive& archive, const T&) { archive.add(layout_of<T>()); }
inline void save(LayoutArchive& archive, const std::string&) { archive.add("\"string\""); }
inline void save(LayoutArchive& archive, const Bytes&) { archive.add("\"bytes\""); }
inline void save(LayoutArchive& archive, const Duration&) { archive.add("\"duration\""); }
inline void save(LayoutArchive& archive, const Timestamp&) { archive.add("\"timestamp\""); }
template <class T>
void save(LayoutArchive& archive, const std::optional<T>&) {
  archive.add(layout_of<std::optional<T>>());
}
template <class T, class Allocator>
void save(LayoutArchive& archive, const std::vector<T, Allocator>&) {
  archive.add(layout_of<std::vector<T, Allocator>>());
}
template <class Key, class Value, class Less, class Allocator>
void save(LayoutArchive& archive, const std::map<Key, Value, Less, Allocator>&) {
  archive.add(layout_of<std::map<Key, Value, Less, Allocator>>());
}
template <class First, class... Others>
void save(LayoutArchive& archive, const std::variant<First, Others...>&) {
  archive.give_up();
}
template <class T>
void save(LayoutArchive& archive, const cereal::SizeTag<T>&) {
  archive.give_up();
}
template <class T>
void save(LayoutArchive& archive, const cereal::BinaryData<T>&) {
  archive.give_up();
}
template <class T>
void save(LayoutArchive& archive, const cereal::NameValuePair<T>& pair) {
  const std::string_view name = pair.name;
  if (name == "cereal_class_version" || name == "ptr_wrapper" || name == "polymorphic_id") {
    return archive.give_up();
  }
  archive(pair.value);
}

// A definition with the layouts of the extern types that it names.
struct ExternLayout {
  std::string_view name;
  std::string layout;
};
std::string with_layouts(std::string_view definition, std::span<const ExternLayout> layouts);

}  // namespace perdure::machine

CEREAL_REGISTER_ARCHIVE(perdure::machine::LayoutArchive)

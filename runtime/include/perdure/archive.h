// The cereal archives that everything stored goes through: one growing buffer out, hostile bytes
// in.
//
// Format: docs/formats/archive.md. Numbers are little-endian and of fixed width, sizes 64-bit.
// Reading never allocates more than the input could fill, and refuses whatever the writer cannot
// have written. Every type that cereal knows how to save goes through; what a user's type does with
// the archive is the same as with cereal's own.
#pragma once

#include <perdure/error.h>
#include <perdure/types.h>

#include <bit>
#include <cereal/cereal.hpp>
#include <cereal/types/chrono.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/vector.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace perdure {

class LargeSource;

static_assert(std::endian::native == std::endian::little, "archives are written for little-endian");

// Whether a class tells its members by itself, in a public serialize(archive). The archives ask for
// that first: cereal would come to the same, but looks at fourteen ways of serializing for each class,
// which costs compilers more than all else in the code of an event.
template <class Value, class Archive>
concept TellsItsMembers = !cereal::traits::is_specialized<Value, Archive>::value &&
                          requires(Value & value, Archive& archive) {
  value.serialize(archive);
};

// How deep values may nest, a list in a list in a struct counting three. Reading recurses.
inline constexpr int MaxArchiveDepth = 500;

// Appends to a buffer that the caller owns. Not shared between threads. Throws
// Error(InvalidArgument) for a value that nests deeper than MaxArchiveDepth.
class OutArchive : public cereal::OutputArchive<OutArchive, cereal::AllowEmptyClassElision> {
 public:
  explicit OutArchive(Bytes& out) : OutputArchive(this), out_(out) {}
  // What it writes of values that are kept apart (perdure/large.h) is the names that they have.
  static OutArchive naming_large(Bytes& out) { return OutArchive(out, true); }
  bool names_large() const { return names_large_; }

  template <class... Values>
  OutArchive& operator()(Values&&... values) {
    (one(values), ...);
    return *this;
  }

  void write(const void* data, std::size_t size) {
    if (size == 0) return;
    // Not insert(): GCC 12 warns of it, wrongly, wherever a program's own serialization is inlined.
    const std::size_t end = out_.size();
    out_.resize(end + size);
    std::memcpy(out_.data() + end, data, size);
  }
  void descend() {
    if (++depth_ > MaxArchiveDepth) too_deep();
  }
  void ascend() { --depth_; }

  [[noreturn]] static void too_deep();

 private:
  OutArchive(Bytes& out, bool names_large)
      : OutputArchive(this), out_(out), names_large_(names_large) {}

  template <class Value>
  void one(const Value& value) {
    if constexpr (TellsItsMembers<Value, OutArchive>) {
      descend();
      const_cast<Value&>(value).serialize(*this);  // As cereal does: one function reads and writes.
      ascend();
    } else {
      OutputArchive::operator()(value);
    }
  }

  Bytes& out_;
  int depth_ = 0;
  const bool names_large_ = false;
};

// Reads a view that the caller keeps alive. Throws Error(CorruptData) for what cannot be read; what
// it was reading into is then valid but unspecified, and nothing more may be read.
class InArchive : public cereal::InputArchive<InArchive, cereal::AllowEmptyClassElision> {
 public:
  explicit InArchive(std::span<const std::byte> in) : InputArchive(this), in_(in) {}
  // `large`, which the caller keeps alive: where values come from of which a name alone is there.
  InArchive(std::span<const std::byte> in, const std::shared_ptr<LargeSource>& large)
      : InputArchive(this), in_(in), large_(&large) {}
  const std::shared_ptr<LargeSource>* large_source() const { return large_; }

  template <class... Values>
  InArchive& operator()(Values&&... values) {
    (one(values), ...);
    return *this;
  }

  void read(void* data, std::size_t size) {
    if (size > in_.size()) truncated();
    if (size != 0) std::memcpy(data, in_.data(), size);
    in_ = in_.subspan(size);
  }
  std::size_t remaining() const { return in_.size(); }
  void descend() {
    if (++depth_ > MaxArchiveDepth) corrupt("values nested too deep");
  }
  void ascend() { --depth_; }

  // Throws unless everything was read: bytes left over mean that writer and reader disagree.
  void finish() const {
    if (!in_.empty()) left_over();
  }

  [[noreturn]] static void truncated();
  [[noreturn]] static void left_over();
  [[noreturn]] static void corrupt(std::string_view what);

 private:
  template <class Value>
  void one(Value& value) {
    if constexpr (TellsItsMembers<Value, InArchive>) {
      descend();
      value.serialize(*this);
      ascend();
    } else {
      InputArchive::operator()(value);
    }
  }

  std::span<const std::byte> in_;
  const std::shared_ptr<LargeSource>* large_ = nullptr;
  int depth_ = 0;
};

// The functions that cereal finds for these two archives.

template <class T>
requires std::is_class_v<T>
void prologue(OutArchive& archive, const T&) { archive.descend(); }
template <class T>
requires std::is_class_v<T>
void epilogue(OutArchive& archive, const T&) { archive.ascend(); }
template <class T>
requires std::is_class_v<T>
void prologue(InArchive& archive, const T&) { archive.descend(); }
template <class T>
requires std::is_class_v<T>
void epilogue(InArchive& archive, const T&) { archive.ascend(); }

template <class T>
requires std::is_arithmetic_v<T>
void save(OutArchive& archive, const T& value) {
  static_assert(sizeof(T) <= 8, "long double has no portable form");
  archive.write(&value, sizeof value);
}
template <class T>
requires std::is_arithmetic_v<T>
void load(InArchive& archive, T& value) {
  static_assert(sizeof(T) <= 8, "long double has no portable form");
  archive.read(&value, sizeof value);
}

// As cereal does, without the variable that GCC 12 takes for uninitialised.
inline void save(OutArchive& archive, const Duration& duration) { archive(duration.count()); }
inline void load(InArchive& archive, Duration& duration) {
  Duration::rep count = 0;
  archive(count);
  duration = Duration(count);
}
inline void save(OutArchive& archive, const Timestamp& time) { archive(time.time_since_epoch()); }
inline void load(InArchive& archive, Timestamp& time) {
  Duration since_epoch{};
  archive(since_epoch);
  time = Timestamp(since_epoch);
}

// A byte other than 0 and 1 would make a bool whose use is undefined. Flags of optionals come here
// too.
inline void load(InArchive& archive, bool& value) {
  std::uint8_t byte = 0;
  archive.read(&byte, 1);
  if (byte > 1) InArchive::corrupt("a truth value that is neither 0 nor 1");
  value = byte == 1;
}

template <class T>
void save(OutArchive& archive, const cereal::SizeTag<T>& tag) {
  const auto size = static_cast<std::uint64_t>(tag.size);
  archive.write(&size, sizeof size);
}
// Every element takes at least one byte, so a claim of more elements than bytes is a lie. (Elements
// that take none, such as values of an empty class, therefore cannot be kept in lists.)
template <class T>
void load(InArchive& archive, cereal::SizeTag<T>& tag) {
  std::uint64_t size = 0;
  archive.read(&size, sizeof size);
  if (size > archive.remaining()) InArchive::truncated();
  tag.size = static_cast<std::remove_reference_t<T>>(size);
}

template <class T>
void save(OutArchive& archive, const cereal::BinaryData<T>& data) {
  archive.write(data.data, static_cast<std::size_t>(data.size));
}
template <class T>
void load(InArchive& archive, cereal::BinaryData<T>& data) {
  archive.read(data.data, static_cast<std::size_t>(data.size));
}

template <class T>
void save(OutArchive& archive, const cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}
template <class T>
void load(InArchive& archive, cereal::NameValuePair<T>& pair) {
  archive(pair.value);
}

// As cereal would, byte by byte, but at once.
inline void save(OutArchive& archive, const Bytes& bytes) {
  archive(cereal::make_size_tag(static_cast<cereal::size_type>(bytes.size())));
  archive.write(bytes.data(), bytes.size());
}
inline void load(InArchive& archive, Bytes& bytes) {
  cereal::size_type size = 0;
  archive(cereal::make_size_tag(size));
  bytes.resize(static_cast<std::size_t>(size));
  archive.read(bytes.data(), bytes.size());
}

// As cereal does, but a map's keys must stand in the map's order, each once.
template <class Key, class Value, class Less, class Allocator>
void load(InArchive& archive, std::map<Key, Value, Less, Allocator>& map) {
  cereal::size_type size = 0;
  archive(cereal::make_size_tag(size));
  map.clear();
  for (cereal::size_type i = 0; i < size; ++i) {
    Key key{};
    Value value{};
    archive(cereal::make_map_item(key, value));
    if (!map.empty() && !map.key_comp()(map.rbegin()->first, key)) {
      InArchive::corrupt("a map whose keys are not in order");
    }
    map.emplace_hint(map.end(), std::move(key), std::move(value));
  }
}

}  // namespace perdure

CEREAL_REGISTER_ARCHIVE(perdure::OutArchive)
CEREAL_REGISTER_ARCHIVE(perdure::InArchive)
CEREAL_SETUP_ARCHIVE_TRAITS(perdure::InArchive, perdure::OutArchive)

namespace perdure {

namespace machine {

// Reads all of the bytes by `read`. Apart from its types, so that compilers meet it once.
inline void read_all(std::span<const std::byte> bytes, void* value,
                     void (*read)(InArchive& archive, void* value)) {
  try {
    InArchive archive(bytes);
    read(archive, value);
    archive.finish();
  } catch (const cereal::Exception& error) {  // From the serialization of a user's type.
    InArchive::corrupt(error.what());
  }
}

}  // namespace machine

// A payload as read by the class that it is of. Throws Error(CorruptData).
template <class Value>
Value from_bytes(std::span<const std::byte> bytes) {
  Value value{};
  machine::read_all(bytes, &value,
                    [](InArchive& archive, void* read) { archive(*static_cast<Value*>(read)); });
  return value;
}

template <class Value>
Bytes to_bytes(const Value& value) {
  Bytes bytes;
  OutArchive archive(bytes);
  archive(value);
  return bytes;
}

// What a class without members writes, so that a list of them can be read: one byte.
template <class Archive>
void nothing(Archive& archive) {
  std::uint8_t byte = 0;
  archive(byte);
}

}  // namespace perdure

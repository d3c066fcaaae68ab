// The bytes of a stored heap. Format: docs/formats/ecmascript.md.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace perdure::ecmascript {

inline constexpr std::uint8_t StoredVersion = 1;

// How a value is written. Stored by number.
enum class Tag : std::uint8_t {
  Undefined,
  Null,
  False,
  True,
  Integer,
  Number,
  String,
  Object,     // One of the stored objects.
  Intrinsic,  // An object that every heap begins with, by its name.
};
inline constexpr std::uint8_t Tags = 9;

// How an object is written. Stored by number.
enum class Made : std::uint8_t {
  Object,
  Array,
  Error,
  Arguments,
  Boxed,  // Boolean, Number, String and Symbol objects.
  Date,
  RegExp,
  Function,
  Bound,
  Scope,
  WithScope,
};
inline constexpr std::uint8_t MadeKinds = 11;

class Writer {
 public:
  void byte(std::uint8_t value) { bytes_.push_back(static_cast<std::byte>(value)); }
  void number(std::uint64_t value);  // Seven bits a byte, the lowest first.
  void real(double value);           // Eight bytes, little-endian.
  void text(std::string_view text);
  void append(const Writer& other);

  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

// Throws Error(CorruptData) for what cannot be read.
class Reader {
 public:
  explicit Reader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint8_t byte();
  std::uint64_t number();
  std::uint32_t number32();
  // A number of things that take at least `least` bytes each of what is left.
  std::uint32_t count(std::size_t least = 1);
  double real();
  std::string_view text();  // Into the bytes.
  bool done() const { return bytes_.empty(); }

  [[noreturn]] static void corrupt(std::string_view what);

 private:
  std::span<const std::byte> bytes_;
};

}  // namespace perdure::ecmascript

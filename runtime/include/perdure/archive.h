// The cereal archives that everything stored goes through: one growing buffer out, hostile bytes in.
//
// Format: docs/formats/archive.md. Integers are little-endian and of fixed width, sizes 64-bit. Reading
// never allocates more than the input could fill, and refuses whatever the writer cannot have written.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

#include <cereal/cereal.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>

#include <perdure/error.h>
#include <perdure/types.h>

namespace perdure {

// Appends to a buffer that the caller owns. Not shared between threads.
class OutArchive : public cereal::OutputArchive<OutArchive, cereal::AllowEmptyClassElision> {
 public:
  explicit OutArchive(Bytes& out) : OutputArchive(this), out_(out) {}

  void write(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::byte*>(data);
    out_.insert(out_.end(), bytes, bytes + size);
  }

 private:
  Bytes& out_;
};

// Reads a view that the caller keeps alive. Throws Error(CorruptData) for what cannot be read; what it
// was reading into is then valid but unspecified.
class InArchive : public cereal::InputArchive<InArchive, cereal::AllowEmptyClassElision> {
 public:
  explicit InArchive(std::span<const std::byte> in) : InputArchive(this), in_(in) {}

  void read(void* data, std::size_t size) {
    if (size > in_.size()) truncated();
    std::memcpy(data, in_.data(), size);
    in_ = in_.subspan(size);
  }
  std::size_t remaining() const { return in_.size(); }

  // Throws unless everything was read: bytes left over mean that writer and reader disagree.
  void finish() const;

  [[noreturn]] static void truncated();
  [[noreturn]] static void corrupt(std::string_view what);

 private:
  std::span<const std::byte> in_;
};

}  // namespace perdure

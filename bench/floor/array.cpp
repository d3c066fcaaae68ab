#include "bench/floor/array.h"

#include <endian.h>

#include <cstring>

namespace bench::floor {
namespace {

constexpr std::size_t SizeAt = 12;  // In the header.

void append(std::string& out, std::uint32_t value) {
  const std::uint32_t big = htobe32(value);
  out.append(reinterpret_cast<const char*>(&big), sizeof big);
}

}  // namespace

void Array::clear() {
  bytes_.clear();
  size_ = 0;
  append(bytes_, 1);  // Dimensions.
  append(bytes_, 0);  // No nulls.
  append(bytes_, static_cast<std::uint32_t>(of_));
  append(bytes_, 0);  // The size, set by finish().
  append(bytes_, 1);  // The first index.
}

void Array::add(std::int32_t value) {
  append(bytes_, sizeof value);
  append(bytes_, static_cast<std::uint32_t>(value));
  ++size_;
}

void Array::add(std::int64_t value) {
  char big[sizeof value];
  put_int64(big, value);
  add(std::string_view(big, sizeof big));
}

void Array::add(std::string_view bytes) {
  append(bytes_, static_cast<std::uint32_t>(bytes.size()));
  bytes_ += bytes;
  ++size_;
}

std::string_view Array::finish() {
  const std::uint32_t size = htobe32(static_cast<std::uint32_t>(size_));
  std::memcpy(bytes_.data() + SizeAt, &size, sizeof size);
  return bytes_;
}

std::string stored(std::int32_t value) {
  std::string out;
  append(out, static_cast<std::uint32_t>(value));
  return out;
}

std::int64_t int64_at(const char* bytes) {
  std::uint64_t big = 0;
  std::memcpy(&big, bytes, sizeof big);
  return static_cast<std::int64_t>(be64toh(big));
}

void put_int64(char* bytes, std::int64_t value) {
  const std::uint64_t big = htobe64(static_cast<std::uint64_t>(value));
  std::memcpy(bytes, &big, sizeof big);
}

}  // namespace bench::floor

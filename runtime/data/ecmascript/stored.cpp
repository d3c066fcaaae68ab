#include "runtime/data/ecmascript/stored.h"

#include <perdure/archive.h>

#include <bit>
#include <limits>

namespace perdure::ecmascript {

void Writer::number(std::uint64_t value) {
  while (value >= 0x80) {
    byte(static_cast<std::uint8_t>(value | 0x80));
    value >>= 7;
  }
  byte(static_cast<std::uint8_t>(value));
}

void Writer::real(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  for (int i = 0; i < 8; ++i) byte(static_cast<std::uint8_t>(bits >> (8 * i)));
}

void Writer::text(std::string_view text) {
  number(text.size());
  const auto* const first = reinterpret_cast<const std::byte*>(text.data());
  bytes_.insert(bytes_.end(), first, first + text.size());
}

void Writer::append(const Writer& other) {
  bytes_.insert(bytes_.end(), other.bytes_.begin(), other.bytes_.end());
}

std::uint8_t Reader::byte() {
  if (bytes_.empty()) InArchive::truncated();
  const auto value = static_cast<std::uint8_t>(bytes_.front());
  bytes_ = bytes_.subspan(1);
  return value;
}

std::uint64_t Reader::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint8_t part = byte();
    if (shift == 63 && part > 1) break;
    value |= static_cast<std::uint64_t>(part & 0x7f) << shift;
    if (part < 0x80) return value;
  }
  corrupt("a number that is too large");
}

std::uint32_t Reader::number32() {
  const std::uint64_t value = number();
  if (value > std::numeric_limits<std::uint32_t>::max()) corrupt("a number that is too large");
  return static_cast<std::uint32_t>(value);
}

std::uint32_t Reader::count(std::size_t least) {
  const std::uint32_t value = number32();
  if (value > bytes_.size() / least) InArchive::truncated();
  return value;
}

double Reader::real() {
  std::uint64_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= static_cast<std::uint64_t>(byte()) << (8 * i);
  return std::bit_cast<double>(bits);
}

std::string_view Reader::text() {
  const std::uint32_t size = count();
  const std::string_view text(reinterpret_cast<const char*>(bytes_.data()), size);
  bytes_ = bytes_.subspan(size);
  return text;
}

void Reader::corrupt(std::string_view what) { InArchive::corrupt(what); }

}  // namespace perdure::ecmascript

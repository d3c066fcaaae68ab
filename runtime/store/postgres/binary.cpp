#include "runtime/store/postgres/binary.h"

#include <endian.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>

namespace perdure::postgres {
namespace {

constexpr std::int64_t Year2000 = 946'684'800'000'000;  // Microseconds from 1970.
constexpr std::int64_t Infinity = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t Earliest = -211'813'488'000'000'000;  // 4714-11-24 BC.
constexpr std::size_t SizeAt = 12;                           // In an array's header.

void append(std::string& out, std::uint32_t value) {
  const std::uint32_t big = htobe32(value);
  out.append(reinterpret_cast<const char*>(&big), sizeof big);
}

template <typename Big>
std::string bytes_of(Big big) {
  return {reinterpret_cast<const char*>(&big), sizeof big};
}

std::uint16_t big(std::int16_t value) { return htobe16(static_cast<std::uint16_t>(value)); }
std::uint32_t big(std::int32_t value) { return htobe32(static_cast<std::uint32_t>(value)); }
std::uint64_t big(std::int64_t value) { return htobe64(static_cast<std::uint64_t>(value)); }

}  // namespace

std::int64_t stored_time(std::optional<Timestamp> time) {
  if (!time) return Infinity;
  const std::int64_t since_1970 = time->time_since_epoch().count();
  if (since_1970 < Earliest + Year2000) return Earliest;
  return since_1970 - Year2000;
}

std::optional<Timestamp> time_from_stored(std::int64_t stored) {
  if (stored == Infinity) return std::nullopt;
  // What PostgreSQL knows beyond the last Timestamp is as good as that one.
  return Timestamp(Duration(std::min(stored, Infinity - Year2000) + Year2000));
}

Array::Array(Of of) {
  append(bytes_, 1);  // Dimensions.
  append(bytes_, 1);  // There may be nulls.
  append(bytes_, static_cast<std::uint32_t>(of));
  append(bytes_, 0);  // The size, set by finish().
  append(bytes_, 1);  // The first index.
}

void Array::add_raw(const void* data, std::size_t size) {
  append(bytes_, static_cast<std::uint32_t>(size));
  bytes_.append(static_cast<const char*>(data), size);
  ++size_;
}

void Array::add(std::int16_t value) {
  const auto raw = big(value);
  add_raw(&raw, sizeof raw);
}
void Array::add(std::int32_t value) {
  const auto raw = big(value);
  add_raw(&raw, sizeof raw);
}
void Array::add(std::int64_t value) {
  const auto raw = big(value);
  add_raw(&raw, sizeof raw);
}
void Array::add(std::uint32_t value) {
  const std::uint32_t raw = htobe32(value);
  add_raw(&raw, sizeof raw);
}
void Array::add(std::string_view value) { add_raw(value.data(), value.size()); }
void Array::add(std::span<const std::byte> value) { add_raw(value.data(), value.size()); }
void Array::add(const EventId& value) { add_raw(value.bytes.data(), value.bytes.size()); }
void Array::add(Timestamp value) { add(stored_time(value)); }
void Array::add_infinity() { add(Infinity); }

void Array::add_null() {
  append(bytes_, std::numeric_limits<std::uint32_t>::max());
  ++size_;
}

void Array::add(const std::optional<EventId>& value) {
  if (value) {
    add(*value);
  } else {
    add_null();
  }
}

void Array::add(const std::optional<Timestamp>& value) {
  if (value) {
    add(*value);
  } else {
    add_null();
  }
}

void Array::add_unless_empty(std::string_view value) {
  if (value.empty()) {
    add_null();
  } else {
    add(value);
  }
}

void Array::add_joined(const std::vector<std::string>& words) {
  const std::size_t start = bytes_.size();
  append(bytes_, 0);
  for (const std::string& word : words) {
    if (&word != words.data()) bytes_ += ' ';
    bytes_ += word;
  }
  const std::uint32_t size = htobe32(static_cast<std::uint32_t>(bytes_.size() - start - 4));
  std::memcpy(bytes_.data() + start, &size, sizeof size);
  ++size_;
}

std::string_view Array::finish() {
  const std::uint32_t size = htobe32(static_cast<std::uint32_t>(size_));
  std::memcpy(bytes_.data() + SizeAt, &size, sizeof size);
  return bytes_;
}

Parameters& Parameters::operator()(bool value) {
  values_.push_back({std::string(1, value ? '\1' : '\0'), {}});
  return *this;
}
Parameters& Parameters::operator()(std::int32_t value) {
  values_.push_back({bytes_of(big(value)), {}});
  return *this;
}
Parameters& Parameters::operator()(std::int64_t value) {
  values_.push_back({bytes_of(big(value)), {}});
  return *this;
}
Parameters& Parameters::lane(std::int32_t lane) {
  values_.push_back({bytes_of(big(static_cast<std::int16_t>(lane))), {}});
  return *this;
}
Parameters& Parameters::operator()(std::string_view value) {
  values_.push_back({std::string(value), {}});
  return *this;
}
Parameters& Parameters::operator()(std::span<const std::byte> value) {
  values_.push_back({{reinterpret_cast<const char*>(value.data()), value.size()}, {}});
  return *this;
}
Parameters& Parameters::operator()(const EventId& value) {
  values_.push_back({{reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()}, {}});
  return *this;
}
Parameters& Parameters::boolean(bool value) {
  values_.push_back({std::string(1, value ? '\1' : '\0'), {}});
  return *this;
}
Parameters& Parameters::real(double value) {
  values_.push_back({bytes_of(big(std::bit_cast<std::int64_t>(value))), {}});
  return *this;
}
Parameters& Parameters::null() {
  values_.push_back({{}, {}, true});
  return *this;
}
Parameters& Parameters::operator()(const std::optional<EventId>& value) {
  if (value) return (*this)(*value);
  values_.push_back({{}, {}, true});
  return *this;
}
Parameters& Parameters::operator()(const std::optional<Timestamp>& value) {
  if (value) return (*this)(stored_time(*value));
  values_.push_back({{}, {}, true});
  return *this;
}
Parameters& Parameters::operator()(Array& value) {
  values_.push_back({{}, value.finish()});
  return *this;
}

}  // namespace perdure::postgres

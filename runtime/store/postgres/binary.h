// PostgreSQL's binary form of values: what goes into statements, and what comes out of them.
//
// The server's own *_send and *_recv functions are the format; all numbers are big-endian.
#pragma once

#include <perdure/large_name.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::postgres {

// Microseconds since 2000, as a timestamptz is stored. Moments before the first that PostgreSQL knows
// become that one; without a moment: infinity.
std::int64_t stored_time(std::optional<Timestamp> time);
std::optional<Timestamp> time_from_stored(std::int64_t stored);

// The digest of a large value's name. A view of it.
inline std::span<const std::byte> bytes_of(const LargeName& name) {
  return std::as_bytes(std::span(name.digest));
}

// A one-dimensional array being filled.
class Array {
 public:
  enum class Of : std::uint32_t {  // PostgreSQL's type numbers.
    Bytes = 17,
    Int64 = 20,
    Int16 = 21,
    Int32 = 23,
    Text = 25,
    Xid = 28,
    Time = 1184,
    Uuid = 2950,
  };
  explicit Array(Of of);

  std::size_t size() const { return size_; }
  void add(std::int16_t value);
  void add(std::int32_t value);
  void add(std::int64_t value);
  void add(std::uint32_t value);
  void add(std::string_view value);
  void add(const char* value) = delete;
  void add(std::span<const std::byte> value);
  void add(const EventId& value);
  void add(Timestamp value);
  void add_infinity();
  void add_null();
  // A null where there is none.
  void add(const std::optional<EventId>& value);
  void add(const std::optional<Timestamp>& value);
  // A null where it is empty.
  void add_unless_empty(std::string_view value);
  // With a space after each but the last.
  void add_joined(const std::vector<std::string>& words);

  std::string_view finish();  // The value. Valid until the array changes.

 private:
  void add_raw(const void* data, std::size_t size);

  std::string bytes_;
  std::size_t size_ = 0;
};

// The parameters of one statement, $1 onwards.
class Parameters {
 public:
  Parameters& operator()(bool value);
  Parameters& operator()(std::int32_t value);
  Parameters& operator()(std::int64_t value);
  Parameters& lane(std::int32_t lane);  // A smallint.
  Parameters& operator()(std::string_view value);
  Parameters& operator()(const char* value) = delete;
  Parameters& operator()(std::span<const std::byte> value);
  Parameters& operator()(const EventId& value);
  Parameters& operator()(const std::optional<EventId>& value);    // A null where there is none.
  Parameters& operator()(const std::optional<Timestamp>& value);  // The same.
  Parameters& boolean(bool value);
  Parameters& real(double value);
  Parameters& null();
  Parameters& operator()(Array& value);  // Kept by reference: it must outlive the sending.

  std::size_t size() const { return values_.size(); }
  // Without data for a null.
  std::string_view value(std::size_t i) const {
    if (values_[i].is_null) return {};
    return values_[i].outside.data() != nullptr ? values_[i].outside : values_[i].own;
  }

 private:
  struct Value {
    std::string own;
    std::string_view outside;
    bool is_null = false;
  };
  std::vector<Value> values_;
};

}  // namespace perdure::postgres

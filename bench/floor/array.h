// A one-dimensional array in PostgreSQL's binary form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bench::floor {

class Array {
 public:
  enum class Of : std::uint32_t {
    Bytes = 17,
    Int64 = 20,
    Int32 = 23
  };  // PostgreSQL's type numbers.
  explicit Array(Of of) : of_(of) { clear(); }

  void clear();
  void add(std::int32_t value);
  void add(std::int64_t value);
  void add(std::string_view bytes);
  std::size_t size() const { return size_; }
  std::string_view finish();  // The value. Valid until the array changes.

 private:
  const Of of_;
  std::string bytes_;
  std::size_t size_ = 0;
};

// Numbers as they stand in parameters, in results and in the floor's own payloads.
std::string stored(std::int32_t value);
std::int64_t int64_at(const char* bytes);
void put_int64(char* bytes, std::int64_t value);

}  // namespace bench::floor

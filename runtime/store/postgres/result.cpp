#include "runtime/store/postgres/result.h"

#include <endian.h>
#include <perdure/error.h>

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/store/postgres/binary.h"

namespace perdure::postgres {
namespace {

[[noreturn]] void corrupt() {
  throw Error(ErrorKind::CorruptData, "PostgreSQL gave a value of another type than was asked for");
}

// Reads an array from its front.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::int32_t int32() {
    std::uint32_t value = 0;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return static_cast<std::int32_t>(be32toh(value));
  }
  std::string_view take(std::size_t size) {
    if (bytes_.size() < size) corrupt();
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::string_view Row::text(int column) const {
  return {PQgetvalue(result_, row_, column),
          static_cast<std::size_t>(PQgetlength(result_, row_, column))};
}

std::string_view Row::sized(int column, std::size_t size) const {
  const std::string_view value = text(column);
  if (value.size() != size) corrupt();
  return value;
}

bool Row::boolean(int column) const { return sized(column, 1)[0] != 0; }

std::int16_t Row::int16(int column) const {
  std::uint16_t value = 0;
  std::memcpy(&value, sized(column, sizeof value).data(), sizeof value);
  return static_cast<std::int16_t>(be16toh(value));
}

std::int32_t Row::int32(int column) const {
  std::uint32_t value = 0;
  std::memcpy(&value, sized(column, sizeof value).data(), sizeof value);
  return static_cast<std::int32_t>(be32toh(value));
}

std::int64_t Row::int64(int column) const {
  std::uint64_t value = 0;
  std::memcpy(&value, sized(column, sizeof value).data(), sizeof value);
  return static_cast<std::int64_t>(be64toh(value));
}

std::uint32_t Row::xid(int column) const { return static_cast<std::uint32_t>(int32(column)); }

double Row::real(int column) const { return std::bit_cast<double>(int64(column)); }

Bytes Row::bytes(int column) const {
  const std::string_view value = text(column);
  const auto* begin = reinterpret_cast<const std::byte*>(value.data());
  return {begin, begin + value.size()};
}

EventId Row::id(int column) const {
  EventId id;
  std::memcpy(id.bytes.data(), sized(column, id.bytes.size()).data(), id.bytes.size());
  return id;
}

std::optional<EventId> Row::id_or_null(int column) const {
  if (is_null(column)) return std::nullopt;
  return id(column);
}

std::optional<Timestamp> Row::time(int column) const {
  if (is_null(column)) return std::nullopt;
  return time_from_stored(int64(column));
}

std::vector<std::string> Row::texts(int column) const {
  Reader in(text(column));
  const std::int32_t dimensions = in.int32();
  if (dimensions < 0 || dimensions > 1) corrupt();
  in.take(8);  // Whether there are nulls; the type of the elements.
  std::vector<std::string> out;
  if (dimensions == 0) return out;
  const std::int32_t size = in.int32();
  in.take(4);  // The first index.
  for (std::int32_t i = 0; i < size; ++i) {
    const std::int32_t length = in.int32();
    if (length < 0) corrupt();
    out.emplace_back(in.take(static_cast<std::size_t>(length)));
  }
  return out;
}

}  // namespace perdure::postgres

// What a statement gave: rows of values in PostgreSQL's binary form.
//
// A query knows its own columns, so reading one as another type than it has is a mistake in the program:
// it throws Error(CorruptData), as does a stored value that this build cannot have written.
#pragma once

#include <libpq-fe.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::postgres {

class Row {
 public:
  Row(const PGresult* result, int row) : result_(result), row_(row) {}

  bool is_null(int column) const { return PQgetisnull(result_, row_, column) != 0; }
  bool boolean(int column) const;
  std::int16_t int16(int column) const;
  std::int32_t int32(int column) const;
  std::int64_t int64(int column) const;
  std::uint32_t xid(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // Valid as long as the result. Empty for a null.
  Bytes bytes(int column) const;
  EventId id(int column) const;
  std::optional<EventId> id_or_null(int column) const;
  // Nothing for a null and for infinity.
  std::optional<Timestamp> time(int column) const;
  std::vector<std::string> texts(int column) const;

 private:
  std::string_view sized(int column, std::size_t size) const;

  const PGresult* result_;
  int row_;
};

class Result {
 public:
  explicit Result(PGresult* result) : result_(result, PQclear) {}

  int size() const { return PQntuples(result_.get()); }
  bool empty() const { return size() == 0; }
  Row operator[](int row) const { return {result_.get(), row}; }

 private:
  std::unique_ptr<PGresult, decltype(&PQclear)> result_;
};

}  // namespace perdure::postgres

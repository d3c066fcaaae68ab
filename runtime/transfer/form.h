// The rows of an export file: docs/formats/export.md. A row is one JSON object on a line, with one member, which says
// what it is.
//
//     {"session":{"id":"order-1",…}}
#pragma once

#include <perdure/registry.h>
#include <perdure/transfer.h>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace perdure::transfer {

// The first line. Other versions are of other programs.
inline constexpr std::string_view FirstLine = R"({"perdure":"sessions","form":1})";
// A longer line is nobody's.
inline constexpr std::size_t LongestLine = 64U << 20U;

// What a row carries of a large value; the last of its rows, what is left.
inline constexpr std::size_t LargePiece = 16U << 20U;

// What the last line says of those before it.
struct Ending {
  std::size_t lines = 0;
  std::size_t sessions = 0;
  std::string sha256;

  bool operator==(const Ending&) const = default;
};

// Each without a line's end. Throws Error(CorruptData) for what is stored but no text of UTF-8, or a large value that
// is not what its name says, Error(InvalidArgument) for a row that is too long.
std::string row(const ChartVersion& chart);
std::string row(const Ending& ending);
// The session's own row, and behind it those of its parts.
void rows_of(const TransferredSession& session, const std::function<void(const std::string&)>& add);

// What a row is of, by how it begins. Throws as read_row().
enum class RowKind { Chart, Session, Part, Ending };
RowKind kind_of(std::string_view line);

// Where a row is read into.
struct RowTarget {
  ChartVersion chart;
  TransferredSession session;  // A session's row begins it, a part's is added to it.
  Ending ending;
};
// Throws Error(CorruptData) for what the functions above do not write.
void read_row(std::string_view line, RowTarget& target);
// Once all rows of a session were read. Throws Error(CorruptData) if one is missing.
void check_whole(const TransferredSession& session);

}  // namespace perdure::transfer

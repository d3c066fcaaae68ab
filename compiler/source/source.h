// The text of the files being compiled, and places in it.
//
// Everything that points at text is a Range: a file and two byte offsets. Lines and columns are
// worked out only when somebody has to read them.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::source {

struct FileId {
  std::uint32_t index = 0;
  auto operator<=>(const FileId&) const = default;
};

// The bytes [begin, end) of one file. An empty range is a point between two bytes.
struct Range {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Range&) const = default;
};

// Both count from 1; a column counts code points, as editors do.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  auto operator<=>(const Position&) const = default;
};

// All files of one compilation. A file is never removed, so ids and views stay valid as long as
// this.
class Files {
 public:
  // Files larger than this are refused by the driver before they are read: no chart is that long.
  static constexpr std::size_t MaxBytes = 16 * 1024 * 1024;

  // Keeps `text` under `name`, the path as the user would write it, which diagnostics show.
  FileId add(std::string name, std::string text);

  std::size_t size() const;
  const std::string& name(FileId file) const;
  std::string_view text(FileId file) const;
  std::string_view text(Range range) const;

  Position position(FileId file, std::uint32_t offset) const;
  // The line, counted from 1, without its line end.
  std::string_view line(FileId file, std::uint32_t line) const;

 private:
  struct File {
    std::string name;
    std::string text;
    std::vector<std::uint32_t> line_starts;
  };
  std::deque<File> files_;  // Views into short texts stay where they are.
};

}  // namespace perdure::source

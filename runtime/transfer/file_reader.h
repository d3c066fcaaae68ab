// Sessions from an export file.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "runtime/transfer/digest.h"
#include "runtime/transfer/form.h"

namespace perdure::transfer {

// Reads a file from its beginning. Each of its errors is an Error(CorruptData) that names the line. What next() gave
// is to be believed only once it has given nothing: then the digest was that of the file.
class FileReader {
 public:
  // The stream must outlive it.
  explicit FileReader(std::istream& in);

  // A chart, or a session with all of its parts; nothing at the file's end, where its last line has to be.
  std::optional<std::variant<ChartVersion, TransferredSession>> next();

  std::size_t bytes() const { return bytes_; }  // Read so far.
  // Once next() has given nothing.
  const Ending& ending() const { return ending_; }

 private:
  // The next piece of the file into chunk_. False at its end.
  bool fill();
  // False at the file's end.
  bool read_line(std::size_t longest = LongestLine);
  // To the line behind line_, which there has to be.
  void advance();
  void read_current();
  RowKind kind() const;
  TransferredSession next_session();
  [[noreturn]] void refuse(const std::string& what) const;
  void end();

  std::istream& in_;
  static constexpr std::size_t ChunkSize = 64 * 1024;

  std::string buffer_;
  std::string_view chunk_;  // Of buffer_, what has not been read.
  Digest digest_;
  std::string line_;  // That is next.
  RowTarget target_;
  bool ended_ = false;
  std::string last_id_;
  std::size_t lines_ = 0;  // With line_.
  std::size_t sessions_ = 0;
  std::size_t bytes_ = 0;
  Ending ending_;
};

}  // namespace perdure::transfer

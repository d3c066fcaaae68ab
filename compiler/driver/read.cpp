// Reading files piece by piece. See read.h.
#include "compiler/driver/read.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>
#include <utility>

namespace perdure::driver {

namespace {

// Pipes and devices do not say how long they are.
Read read_all(std::istream& in) {
  constexpr std::size_t Piece = 1 << 16;
  std::string text;
  while (in && text.size() <= source::Files::MaxBytes) {
    const std::size_t before = text.size();
    text.resize(before + Piece);
    in.read(text.data() + before, static_cast<std::streamsize>(Piece));
    text.resize(before + static_cast<std::size_t>(in.gcount()));
  }
  if (in.bad()) return {Read::Outcome::Unreadable, std::generic_category().message(errno)};
  if (text.size() > source::Files::MaxBytes) return {Read::Outcome::TooLarge, {}};
  return {Read::Outcome::Whole, std::move(text)};
}

}  // namespace

Read read(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    return {Read::Outcome::Unreadable, std::make_error_code(std::errc::is_a_directory).message()};
  }
  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (in) return read_all(in);
  const int reason = errno;
  const bool absent = reason == ENOENT || reason == ENOTDIR;
  return {absent ? Read::Outcome::Absent : Read::Outcome::Unreadable,
          std::generic_category().message(reason)};
}

Read read_standard_input() {
  errno = 0;
  return read_all(std::cin);
}

void report_failure(const std::string& path, const Read& found, source::Range range,
                    Reporter& report) {
  if (found.outcome == Read::Outcome::TooLarge) {
    report.report(diag::FileTooLarge, range, path, source::Files::MaxBytes / (1024 * 1024));
  } else {
    report.report(diag::UnreadableFile, range, path, found.text);
  }
}

}  // namespace perdure::driver

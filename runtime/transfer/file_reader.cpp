#include "runtime/transfer/file_reader.h"

#include <perdure/error.h>

#include <istream>
#include <utility>

namespace perdure::transfer {

FileReader::FileReader(std::istream& in) : in_(in) {
  constexpr std::size_t LongestFirst = 1000;
  if (!fill() || !chunk_.starts_with(R"({"perdure":)") || !read_line(LongestFirst)) {
    refuse("this is no export file of Perdure's");
  }
  if (line_ != FirstLine) refuse("this export file has a form that this program does not know");
  advance();
}

std::optional<std::variant<ChartVersion, TransferredSession>> FileReader::next() {
  if (ended_) return std::nullopt;
  switch (kind()) {
    case RowKind::Chart:
      read_current();
      advance();
      return std::move(target_.chart);
    case RowKind::Session:
      return next_session();
    case RowKind::Part:
      refuse("it belongs to no session");
    case RowKind::Ending:
      break;
  }
  read_current();
  end();
  return std::nullopt;
}

TransferredSession FileReader::next_session() {
  read_current();
  const std::string& id = target_.session.session.id;
  if (sessions_ > 0 && id <= last_id_) refuse("sessions are not in the order of their ids");
  last_id_ = id;
  ++sessions_;
  for (advance(); kind() == RowKind::Part; advance()) read_current();
  try {
    check_whole(target_.session);
  } catch (const Error& error) {
    refuse(error.what());
  }
  return std::exchange(target_.session, {});
}

RowKind FileReader::kind() const {
  try {
    return kind_of(line_);
  } catch (const Error& error) {
    refuse(error.what());
  }
}

void FileReader::read_current() {
  try {
    read_row(line_, target_);
  } catch (const Error& error) {
    refuse(error.what());
  }
}

void FileReader::advance() {
  digest_.add(line_);
  digest_.add("\n");
  if (!read_line()) refuse("the file was cut off: it has no last line");
}

bool FileReader::fill() {
  buffer_.resize(ChunkSize);
  const std::streamsize size =
      in_.rdbuf()->sgetn(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  chunk_ = std::string_view(buffer_).substr(0, static_cast<std::size_t>(size));
  return size > 0;
}

bool FileReader::read_line(std::size_t longest) {
  line_.clear();
  ++lines_;
  for (;;) {
    if (chunk_.empty() && !fill()) {
      if (!line_.empty()) refuse("the file was cut off in the middle of this line");
      return false;
    }
    const std::size_t end = chunk_.find('\n');
    line_ += chunk_.substr(0, end);
    if (line_.size() > longest) refuse("it is longer than 64 MiB");
    const std::size_t used = end == std::string_view::npos ? chunk_.size() : end + 1;
    chunk_.remove_prefix(used);
    bytes_ += used;
    if (end != std::string_view::npos) return true;
  }
}

void FileReader::end() {
  ended_ = true;
  ending_ = target_.ending;
  const Ending counted{lines_ - 1, sessions_, to_hexadecimal(digest_.finish())};
  if (ending_.lines != counted.lines || ending_.sessions != counted.sessions) {
    refuse("the file was cut: lines of it are missing");
  }
  if (ending_.sha256 != counted.sha256) {
    refuse("the file was altered: its digest is " + counted.sha256 + ", and should be " +
           ending_.sha256.substr(0, 64));
  }
  if (read_line()) refuse("there is more behind the last line");
}

void FileReader::refuse(const std::string& what) const {
  throw Error(ErrorKind::CorruptData, "line " + std::to_string(lines_) + ": " + what);
}

}  // namespace perdure::transfer

#include "runtime/transfer/file_writer.h"

#include <ostream>

namespace perdure::transfer {

FileWriter::FileWriter(std::ostream& out) : out_(out) { write_line(FirstLine); }

bool FileWriter::has_chart(const std::string& name, std::uint32_t version) const {
  return charts_.count({name, version}) != 0;
}

void FileWriter::write(const ChartVersion& chart) {
  charts_.emplace(chart.name, chart.version);
  write_line(row(chart));
}

void FileWriter::write(const TransferredSession& session) {
  rows_of(session, [this](const std::string& line) { write_line(line); });
  ++ending_.sessions;
}

Ending FileWriter::finish() {
  ending_.sha256 = to_hexadecimal(digest_.finish());
  out_ << row(ending_) << '\n';
  out_.flush();
  return ending_;
}

void FileWriter::write_line(std::string_view line) {
  digest_.add(line);
  digest_.add("\n");
  out_ << line << '\n';
  ++ending_.lines;
}

}  // namespace perdure::transfer

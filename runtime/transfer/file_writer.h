// Sessions to an export file.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/transfer/digest.h"
#include "runtime/transfer/form.h"

namespace perdure::transfer {

class FileWriter {
 public:
  // Writes the first line. The stream must outlive it; its errors are for whoever owns it to see.
  explicit FileWriter(std::ostream& out);

  // Whether the chart's row is there: it has to be before the first session of it.
  bool has_chart(const std::string& name, std::uint32_t version) const;
  void write(const ChartVersion& chart);
  // In the order of their ids.
  void write(const TransferredSession& session);

  // Writes the last line. Until then nobody takes the file for whole. Once.
  Ending finish();

 private:
  void write_line(std::string_view line);

  std::ostream& out_;
  Digest digest_;
  Ending ending_;
  std::set<std::pair<std::string, std::uint32_t>> charts_;
};

}  // namespace perdure::transfer

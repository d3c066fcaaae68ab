#include "runtime/ops/table.h"

#include <algorithm>
#include <numeric>
#include <ostream>
#include <utility>

#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

constexpr std::size_t Gap = 2;
constexpr std::size_t Narrowest = 8;  // No column is cut below this.

}  // namespace

Table::Table(std::vector<std::string> head) { rows_.push_back(std::move(head)); }

void Table::row(std::vector<std::string> cells) {
  for (std::string& cell : cells) cell = printable(cell);
  rows_.push_back(std::move(cells));
}

void Table::print(std::ostream& out, std::size_t columns) const {
  const std::vector<std::size_t> wide = widths(columns);
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = shortened(row[i], wide[i]);
      line += cell;
      // Nothing trails the last cell.
      if (i + 1 < row.size()) line.append(wide[i] - width(cell) + Gap, ' ');
    }
    out << line << '\n';
  }
}

std::vector<std::size_t> Table::widths(std::size_t columns) const {
  std::vector<std::size_t> wide(rows_.front().size());
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) wide[i] = std::max(wide[i], width(row[i]));
  }
  if (columns == 0) return wide;
  const std::size_t gaps = Gap * (wide.size() - 1);
  std::size_t sum = std::accumulate(wide.begin(), wide.end(), gaps);
  while (sum > columns) {
    const auto widest = std::max_element(wide.begin(), wide.end());
    if (*widest <= Narrowest) break;
    --*widest;
    --sum;
  }
  return wide;
}

}  // namespace perdure::ops

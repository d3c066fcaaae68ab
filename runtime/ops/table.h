// A table for people: columns as wide as their widest cell, two spaces between them.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace perdure::ops {

class Table {
 public:
  explicit Table(std::vector<std::string> head);

  // As many cells as the head has. They are made printable.
  void row(std::vector<std::string> cells);

  // In lines of at most `columns`, where that can be: the widest cells are cut for it, with an ellipsis. 0: nothing is
  // cut, for what is no terminal.
  void print(std::ostream& out, std::size_t columns = 0) const;

 private:
  std::vector<std::size_t> widths(std::size_t columns) const;

  std::vector<std::vector<std::string>> rows_;
};

}  // namespace perdure::ops

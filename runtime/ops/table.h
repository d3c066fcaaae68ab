// A table for people: columns as wide as their widest cell, two spaces between them.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace perdure::ops {

class Table {
 public:
  explicit Table(std::vector<std::string> head);

  // As many cells as the head has. They are made printable.
  void row(std::vector<std::string> cells);

  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace perdure::ops

#include "runtime/ops/json.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>

#include "runtime/ops/text.h"

namespace perdure::ops {

void print_indented(std::ostream& out, const Json& json) {
  const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
  out << '\n';
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out << printable(std::string_view(text).substr(begin, end - begin)) << '\n';
    begin = end + 1;
  }
}

void print(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace perdure::ops

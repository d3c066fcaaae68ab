// A JSON object as its members are asked for, each once.
#pragma once

#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/definition/definition.h"

namespace perdure::foreign {

using Json = definition::Json;

// Each method throws Error(InvalidArgument), with the member's name, for one that is missing or of another type; with a
// default, it may be missing or null.
class Request {
 public:
  // `what` is asked for, for people. The JSON outlives it.
  Request(std::string what, const Json& json);

  bool has(const char* member) const { return json_.contains(member); }
  Request object(const char* member);
  std::string text(const char* member);
  std::string text(const char* member, std::string_view otherwise);
  std::vector<std::string> texts(const char* member, std::size_t most);
  bool flag(const char* member, bool otherwise);
  double number(const char* member);
  std::int64_t whole(const char* member);
  std::int64_t whole(const char* member, std::int64_t otherwise, std::int64_t least,
                     std::int64_t most);
  // As a literal of the chart language: "30s".
  Duration duration(const char* member, Duration otherwise);
  Bytes bytes(const char* member);  // As hexadecimal digits.
  const Json& any(const char* member);
  const Json& any(const char* member, const Json& otherwise);  // Which outlives what is returned.

  // Throws if there is a member that was not asked for.
  void finish() const;

 private:
  const Json* find(const char* member);
  [[noreturn]] void want(const char* member, std::string_view wanted) const;

  const std::string what_;
  const Json& json_;
  std::set<std::string_view> asked_;
};

}  // namespace perdure::foreign

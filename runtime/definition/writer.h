// Writes values of the types that a definition names, from JSON in the form that Reader gives it.
//
// Strict: what is missing, left over, of another type or out of range is Error(InvalidArgument), which says where
// ("`legs[0].price`") and what is wanted. Only an optional may be left out: it is null then.
#pragma once

#include <perdure/archive.h>

#include <string>
#include <string_view>
#include <vector>

#include "runtime/definition/definition.h"

namespace perdure::definition {

class Writer {
 public:
  // `what` is being written, for people: "arguments of `shop.Order.charge_card`".
  Writer(const Json& definition, std::string what);

  // A type as Reader::value() takes it.
  void value(const Json& type, const Json& json);
  // An object of [{"name", "type"} …].
  void fields(const Json& fields, const Json& object);

  [[noreturn]] void fail(const std::string& why) const;
  Bytes take() { return std::move(out_); }

 private:
  // Adds to the path for as long as it lives.
  class Step;

  void built_in(const std::string& name, const Json& json);
  void named(const std::string& name, const Json& json);
  void list(const Json& element, const Json& json);
  void map(const Json& key, const Json& value, const Json& json);
  void tuple(const Json& types, const Json& json);
  template <class Number>
  void whole(const Json& json);
  void real(const Json& json, bool is_single);
  [[noreturn]] void want(std::string_view wanted, const Json& instead) const;

  const Json& definition_;
  const std::string what_;
  std::vector<std::string> path_;
  Bytes out_;
  OutArchive archive_{out_};
};

}  // namespace perdure::definition

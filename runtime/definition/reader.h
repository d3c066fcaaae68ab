// Reads values of the types that a definition names.
#pragma once

#include <perdure/archive.h>
#include <perdure/large_name.h>

#include <cstddef>
#include <optional>
#include <string>

#include "runtime/definition/definition.h"

namespace perdure::definition {

class Reader {
 public:
  Reader(const Json& definition, std::span<const std::byte> bytes);

  // A type is text for what is built in, or {"optional": T}, {"list": T}, {"map": [K, V]}, {"tuple": [T …]},
  // {"type": "shop::Item"}.
  Json value(const Json& type);
  // An object of [{"name", "type"} …].
  Json fields(const Json& fields);
  Json names();  // As machine::save_names() writes them.
  // What an SCXML document was started with or returned, without types.
  Json untyped();
  InArchive& in() { return in_; }

  // Why nothing is read any more; empty: everything so far was.
  const std::string& stopped() const { return stopped_; }
  // Throws unless everything was read, or the reader has stopped.
  void finish() const;

 private:
  Json built_in(const std::string& name);
  Json named(const std::string& name);
  Json large(const Json& type);
  Json list(const Json& element);
  Json map(const Json& key, const Json& value);
  Json tuple(const Json& types);
  void spend();

  const Json& definition_;
  InArchive in_;
  std::size_t budget_;  // A definition can name types that take no bytes at all, over and over.
  std::string stopped_;
};

}  // namespace perdure::definition

// What a document's attributes say, compiled once for each heap.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/data/ecmascript/heap.h"

namespace perdure::ecmascript {

// Every method throws ExecutionError in the engine's words; the stack then is as it was. None may be called inside
// protect().
class Expressions {
 public:
  explicit Expressions(Heap& heap) : heap_(heap) {}

  // Pushes the value of an expression.
  void evaluate(std::string_view expression);
  // Runs a script, as a program: what it declares is global.
  void run(std::string_view script);
  // What is on the top of the stack becomes the value of a place that exists; it is taken off the stack. Whatever
  // may stand left of `=` is a place (B.2.1).
  void assign(std::string_view location);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Compiled =
      std::unordered_map<std::string, void*, Hash, std::equal_to<>>;  // Heap pointers of functions.

  void check(std::string_view words);
  void* compile(Compiled& compiled, std::string_view text, const std::string& code,
                duk_uint_t flags);

  Heap& heap_;
  Compiled values_;
  Compiled scripts_;
  Compiled places_;
};

}  // namespace perdure::ecmascript

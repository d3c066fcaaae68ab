// What a session's scripts find besides ECMAScript's own: the system variables (SCXML 5.10) and `In()` (5.9.1).
#pragma once

#include <array>
#include <string_view>

#include "runtime/data/ecmascript/heap.h"

namespace perdure::ecmascript {

enum class SystemVariable : std::uint8_t { Event, SessionId, Name, IoProcessors, X };
inline constexpr std::size_t SystemVariables = 5;

// Where the heap keeps what must not be collected: indices of its stash.
enum Kept : duk_uarridx_t {
  KeptSystem = 0,
  KeptFunctions = SystemVariables,
  KeptDom,
  KeptIntrinsics,
  KeptDomIntrinsics
};

class Globals {
 public:
  // Makes them, and takes away what is no part of ECMAScript or could not be stored.
  explicit Globals(Heap& heap);
  Globals(const Globals&) = delete;
  Globals& operator=(const Globals&) = delete;

  scxml::System system;

  // From now on the variable is what is on the top of the stack, which is taken off it. Inside protect().
  void set(SystemVariable variable);
  // The value's heap pointer; null: undefined.
  void* get(SystemVariable variable) const { return values_[static_cast<std::size_t>(variable)]; }

 private:
  static duk_ret_t read(duk_context* context);
  static duk_ret_t refuse(duk_context* context);
  static duk_ret_t in(duk_context* context);

  Heap& heap_;
  std::array<void*, SystemVariables> values_{};
};

}  // namespace perdure::ecmascript

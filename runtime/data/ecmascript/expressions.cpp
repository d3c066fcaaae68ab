#include "runtime/data/ecmascript/expressions.h"

#include "runtime/data/ecmascript/globals.h"
#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {
namespace {

// `new Thing();` is meant as `new Thing()`: the semicolon is no part of an expression, but often written.
std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  const auto last = text.find_last_not_of(" \t\r\n;");
  return last == std::string_view::npos || last < first ? std::string_view()
                                                        : text.substr(first, last + 1 - first);
}

// Brackets that close what the text did not open would let it step out of those that we put around it.
bool steps_out(std::string_view text) {
  int open = 0;
  for (const char c : text) {
    if (c == '(') ++open;
    if (c == ')' && --open < 0) return true;
  }
  return false;
}

}  // namespace

void Expressions::evaluate(std::string_view expression) {
  const auto known = values_.find(expression);
  void* function = nullptr;
  if (known != values_.end()) {
    function = known->second;
  } else {
    const std::string_view words = trimmed(expression);
    if (words.empty()) throw ExecutionError("an expression without words");
    check(words);
    // The line's end closes a comment at the end of the expression.
    function = compile(values_, expression, "(" + to_engine(words) + "\n)", DUK_COMPILE_EVAL);
  }
  heap_.begin();
  duk_push_heapptr(heap_.context(), function);
  if (duk_pcall(heap_.context(), 0) != DUK_EXEC_SUCCESS) heap_.fail();
}

void Expressions::run(std::string_view script) {
  const auto known = scripts_.find(script);
  void* const function =
      known != scripts_.end() ? known->second : compile(scripts_, script, to_engine(script), 0);
  heap_.begin();
  duk_push_heapptr(heap_.context(), function);
  if (duk_pcall(heap_.context(), 0) != DUK_EXEC_SUCCESS) heap_.fail();
  duk_pop(heap_.context());
}

void Expressions::assign(std::string_view location) {
  duk_context* const context = heap_.context();
  const auto known = places_.find(location);
  void* function = nullptr;
  if (known != places_.end()) {
    function = known->second;
  } else {
    const std::string_view words = trimmed(location);
    try {
      if (words.empty()) throw ExecutionError("a location without words");
      check(words);
      // Strict: what does not exist is not made (SCXML 5.4), and what is not writable is said.
      function =
          compile(places_, location,
                  "(function($perdure){\"use strict\";(" + to_engine(words) + "\n)=$perdure})",
                  DUK_COMPILE_EVAL);
    } catch (const ExecutionError&) {
      duk_pop(context);
      throw;
    }
  }
  heap_.begin();
  duk_push_heapptr(context, function);
  duk_insert(context, -2);
  duk_push_global_object(context);
  duk_insert(context, -2);
  if (duk_pcall_method(context, 1) != DUK_EXEC_SUCCESS) heap_.fail();
  duk_pop(context);
}

void Expressions::check(std::string_view words) {
  if (!steps_out(words))
    return;  // Which is said too often, of brackets in strings: then the compiler decides.
  const std::string code = "[" + to_engine(words) + "\n]";
  heap_.protect(
      [&] { duk_compile_lstring(heap_.context(), DUK_COMPILE_EVAL, code.data(), code.size()); });
}

void* Expressions::compile(Compiled& compiled, std::string_view text, const std::string& code,
                           duk_uint_t flags) {
  duk_context* const context = heap_.context();
  void* function = nullptr;
  heap_.protect([&] {
    duk_push_heap_stash(context);
    duk_get_prop_index(context, -1, KeptFunctions);
    duk_compile_lstring(context, flags, code.data(), code.size());
    if (&compiled == &places_) duk_call(context, 0);  // The function that it is.
    function = duk_get_heapptr(context, -1);
    duk_put_prop_index(context, -2, static_cast<duk_uarridx_t>(duk_get_length(context, -2)));
  });
  compiled.emplace(text, function);
  return function;
}

}  // namespace perdure::ecmascript

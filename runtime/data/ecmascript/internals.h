// What Duktape's public interface does not tell about a heap, and what it cannot make: what storing a session and
// bringing it back needs. Objects and strings are the engine's heap pointers.
//
// Only internals.cpp sees Duktape's own structures. Nothing here runs a script. What makes something throws Duktape's
// own errors, so it is called inside a protected call; making may collect garbage.
#pragma once

#include <duktape.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace perdure::ecmascript {

enum class Kind : std::uint8_t {
  Object,
  Array,
  Error,
  Arguments,
  Boolean,  // The objects of primitive values.
  Number,
  String,
  Symbol,
  Date,
  RegExp,
  Function,  // Of a script.
  Native,
  Bound,
  Scope,      // The variables of a function that was called, a `catch` or a named function.
  WithScope,  // `with`
  Other,      // Nothing that scripts can make.
};

struct Value {
  enum class Type : std::uint8_t { Hole, Undefined, Null, Boolean, Number, String, Object, Other };
  Type type = Type::Undefined;
  bool boolean = false;
  double number = 0;
  void* pointer = nullptr;  // The string or the object.

  bool operator==(const Value&) const = default;
};

// An own property. `flags` are DUK_PROPDESC_FLAG_…: 1 writable, 2 enumerable, 4 configurable, 8 accessor.
struct Slot {
  bool indexed = false;  // Its key is `index`; `key` is not set.
  std::uint32_t index = 0;
  void* key = nullptr;
  std::uint8_t flags = 0;
  Value value;
  void* getter = nullptr;  // Of accessors; null where there is none.
  void* setter = nullptr;
};
inline constexpr std::uint8_t SlotAccessor = 8;
inline constexpr std::uint8_t SlotPlain = 7;

Kind kind_of(void* object);
void* prototype_of(void* object);
bool extensible(void* object);
// Replaces `out` by the own properties in their order: indices, names, symbols (ECMA-262 9.1.12). Left out: what no
// script can name, and what comes with the kind (`length` of arrays, the letters of String objects).
void own_slots(duk_context* context, void* object, std::vector<Slot>& out);

std::string_view text_of(void* string);  // As Duktape keeps it: CESU-8, or a symbol's inner form.

struct ArrayLength {
  std::uint32_t length;
  bool writable;
};
ArrayLength array_length(void* array);

// What Date, Boolean, Number, String and Symbol objects hold.
Value inner_value(duk_context* context, void* object);

struct RegExpParts {
  void* source;
  std::uint8_t flags;  // 1 global, 2 ignoreCase, 4 multiline.
};
RegExpParts regexp_parts(duk_context* context, void* object);

// How a function of a script was written, and the scope in which its free variables are looked up.
struct FunctionParts {
  void* source = nullptr;    // From the bracket of the parameters to the last one. Null: unknown.
  void* own_name = nullptr;  // A named function expression's.
  bool strict = false;
  bool constructable = false;
  void* scope = nullptr;
};
FunctionParts function_parts(duk_context* context, void* object);

struct BoundParts {
  void* target;  // Null: no object.
  Value self;
  std::vector<Value> arguments;
};
BoundParts bound_parts(void* object);

struct ScopeParts {
  void* outer;
  void* with_object = nullptr;  // WithScope
  bool provides_this = false;
};
ScopeParts scope_parts(void* object);

// How often symbols were made: no symbol is to be made twice.
struct SymbolCount {
  std::uint32_t low, high;
};
SymbolCount symbol_count(duk_context* context);
void set_symbol_count(duk_context* context, SymbolCount count);

// The objects that a heap begins with and that do not hang on the global object.
void* global_object(duk_context* context);
void* global_scope(duk_context* context);
void* thrower(duk_context* context);
void* double_error(duk_context* context);

// An own property's slot as it stands in the object, for a list of where built-in objects are.
std::uint32_t slot_count(void* object);
Slot slot_at(void* object, std::uint32_t position);  // A deleted one has no key.

// Each pushes what it makes.
void push_list(duk_context* context, const std::vector<void*>& objects);  // An array of them.
void push_plain(duk_context* context, Kind kind);  // Object, Error, Arguments
void push_scope(duk_context* context);
void push_with_scope(duk_context* context,
                     bool provides_this);  // Of the global object, until told otherwise.
// The function whose text (after its name) is on the top of the stack, as a string, which it replaces. It has no
// properties yet. Throws SyntaxError.
void push_function(duk_context* context, const FunctionParts& parts);
void push_bound(duk_context* context, void* target, bool constructable);
// For the object at `index`.
void bind_arguments(duk_context* context, duk_idx_t index,
                    duk_idx_t count);  // Pops this and the arguments.
void set_with_object(duk_context* context, void* scope, void* object);
void set_outer(void* scope, void* outer);
void set_extensible(void* object, bool extensible);
void set_array_length_fixed(duk_context* context, duk_idx_t index);
// The variable `key`, a string below the top, gets the value on the top; pops both.
void define_variable(duk_context* context, duk_idx_t scope, std::uint8_t flags);
// All own properties that own_slots() would tell.
void clear_slots(duk_context* context, void* object);

}  // namespace perdure::ecmascript

// Duktape itself, and what internals.h tells of it.
#include "runtime/data/ecmascript/internals.h"

#include <algorithm>

#include "duktape.c"

namespace perdure::ecmascript {
namespace {

duk_hobject* as_object(void* object) { return static_cast<duk_hobject*>(object); }

Value value_of(const duk_tval* tv) {
  Value value;
  if (DUK_TVAL_IS_UNUSED(tv)) {
    value.type = Value::Type::Hole;
  } else if (DUK_TVAL_IS_NUMBER(tv)) {
    value.type = Value::Type::Number;
    value.number = DUK_TVAL_GET_NUMBER(tv);
  } else if (DUK_TVAL_IS_STRING(tv)) {
    value.type = Value::Type::String;
    value.pointer = DUK_TVAL_GET_STRING(tv);
  } else if (DUK_TVAL_IS_OBJECT(tv)) {
    value.type = Value::Type::Object;
    value.pointer = DUK_TVAL_GET_OBJECT(tv);
  } else if (DUK_TVAL_IS_BOOLEAN(tv)) {
    value.type = Value::Type::Boolean;
    value.boolean = DUK_TVAL_GET_BOOLEAN(tv) != 0;
  } else if (DUK_TVAL_IS_NULL(tv)) {
    value.type = Value::Type::Null;
  } else if (DUK_TVAL_IS_UNDEFINED(tv)) {
    value.type = Value::Type::Undefined;
  } else {
    value.type = Value::Type::Other;
  }
  return value;
}

// What scripts cannot name: Duktape's own symbols.
bool hidden(const duk_hstring* key) { return DUK_HSTRING_HAS_HIDDEN(key) != 0; }

duk_tval* own_value(duk_context* context, duk_hobject* object, duk_small_uint_t string_index) {
  return duk_hobject_find_entry_tval_ptr(context->heap, object,
                                         DUK_HTHREAD_GET_STRING(context, string_index));
}

Slot entry_slot(duk_hobject* object, std::uint32_t position) {
  Slot slot;
  duk_hstring* const key = DUK_HOBJECT_E_GET_KEY(nullptr, object, position);
  if (key == nullptr) return slot;
  slot.key = key;
  slot.flags = DUK_HOBJECT_E_GET_FLAGS(nullptr, object, position);
  if (slot.flags & DUK_PROPDESC_FLAG_ACCESSOR) {
    slot.getter = DUK_HOBJECT_E_GET_VALUE_GETTER(nullptr, object, position);
    slot.setter = DUK_HOBJECT_E_GET_VALUE_SETTER(nullptr, object, position);
  } else {
    slot.value = value_of(DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(nullptr, object, position));
  }
  if (DUK_HSTRING_HAS_ARRIDX(key)) {
    slot.indexed = true;
    slot.index = DUK_HSTRING_GET_ARRIDX_FAST(key);
  }
  return slot;
}

}  // namespace

Kind kind_of(void* pointer) {
  duk_hobject* const object = as_object(pointer);
  if (DUK_HOBJECT_IS_COMPFUNC(object)) return Kind::Function;
  if (DUK_HOBJECT_IS_NATFUNC(object)) return Kind::Native;
  if (DUK_HOBJECT_IS_BOUNDFUNC(object)) return Kind::Bound;
  if (DUK_HOBJECT_IS_BUFOBJ(object) || DUK_HOBJECT_IS_PROXY(object)) return Kind::Other;
  switch (DUK_HOBJECT_GET_CLASS_NUMBER(object)) {
    case DUK_HOBJECT_CLASS_OBJECT:
    case DUK_HOBJECT_CLASS_GLOBAL:
    case DUK_HOBJECT_CLASS_MATH:
    case DUK_HOBJECT_CLASS_JSON:
      return Kind::Object;
    case DUK_HOBJECT_CLASS_ARRAY:
      return Kind::Array;
    case DUK_HOBJECT_CLASS_ERROR:
      return Kind::Error;
    case DUK_HOBJECT_CLASS_ARGUMENTS:
      return Kind::Arguments;
    case DUK_HOBJECT_CLASS_BOOLEAN:
      return Kind::Boolean;
    case DUK_HOBJECT_CLASS_NUMBER:
      return Kind::Number;
    case DUK_HOBJECT_CLASS_STRING:
      return Kind::String;
    case DUK_HOBJECT_CLASS_SYMBOL:
      return Kind::Symbol;
    case DUK_HOBJECT_CLASS_DATE:
      return Kind::Date;
    case DUK_HOBJECT_CLASS_REGEXP:
      return Kind::RegExp;
    case DUK_HOBJECT_CLASS_DECENV:
      return Kind::Scope;
    case DUK_HOBJECT_CLASS_OBJENV:
      return Kind::WithScope;
    default:
      return Kind::Other;
  }
}

void* prototype_of(void* object) { return DUK_HOBJECT_GET_PROTOTYPE(nullptr, as_object(object)); }
bool extensible(void* object) { return DUK_HOBJECT_HAS_EXTENSIBLE(as_object(object)) != 0; }

void own_slots(duk_context* context, void* pointer, std::vector<Slot>& out) {
  duk_hobject* const object = as_object(pointer);
  out.clear();
  for (std::uint32_t i = 0; i < DUK_HOBJECT_GET_ASIZE(object); ++i) {
    const Value value = value_of(DUK_HOBJECT_A_GET_VALUE_PTR(nullptr, object, i));
    if (value.type == Value::Type::Hole) continue;
    Slot slot;
    slot.indexed = true;
    slot.index = i;
    slot.flags = SlotPlain;
    slot.value = value;
    out.push_back(slot);
  }
  std::vector<Slot> names;
  std::vector<Slot> symbols;
  const std::size_t from_array_part = out.size();
  for (std::uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(object); ++i) {
    const Slot slot = entry_slot(object, i);
    if (slot.key == nullptr) continue;
    const auto* const key = static_cast<duk_hstring*>(slot.key);
    if (hidden(key)) continue;
    if (slot.indexed) {
      out.push_back(slot);
    } else if (DUK_HSTRING_HAS_SYMBOL(key)) {
      symbols.push_back(slot);
    } else {
      names.push_back(slot);
    }
  }
  if (out.size() != from_array_part) {
    std::sort(out.begin(), out.end(),
              [](const Slot& a, const Slot& b) { return a.index < b.index; });
  }
  // Arguments that still are the parameters' own: what the parameters are now. Reading them runs nothing.
  if (DUK_HOBJECT_HAS_EXOTIC_ARGUMENTS(object)) {
    for (Slot& slot : out) {
      if (slot.flags & SlotAccessor) continue;
      duk_push_hobject(context, object);
      duk_get_prop_index(context, -1, slot.index);
      slot.value = value_of(DUK_GET_TVAL_NEGIDX(context, -1));
      duk_pop_2(context);
    }
  }
  out.insert(out.end(), names.begin(), names.end());
  out.insert(out.end(), symbols.begin(), symbols.end());
}

std::string_view text_of(void* string) {
  auto* const text = static_cast<duk_hstring*>(string);
  return {reinterpret_cast<const char*>(DUK_HSTRING_GET_DATA(text)), DUK_HSTRING_GET_BYTELEN(text)};
}

ArrayLength array_length(void* array) {
  const auto* const object = static_cast<duk_harray*>(array);
  return {object->length, !DUK_HARRAY_LENGTH_NONWRITABLE(object)};
}

Value inner_value(duk_context* context, void* object) {
  const duk_tval* const tv =
      duk_hobject_get_internal_value_tval_ptr(context->heap, as_object(object));
  return tv == nullptr ? Value{} : value_of(tv);
}

RegExpParts regexp_parts(duk_context* context, void* object) {
  const duk_tval* const source = own_value(context, as_object(object), DUK_STRIDX_INT_SOURCE);
  const duk_tval* const code = own_value(context, as_object(object), DUK_STRIDX_INT_BYTECODE);
  if (source == nullptr || code == nullptr) return {nullptr, 0};
  return {DUK_TVAL_GET_STRING(source), DUK_HSTRING_GET_DATA(DUK_TVAL_GET_STRING(code))[0]};
}

FunctionParts function_parts(duk_context* context, void* pointer) {
  duk_hobject* const object = as_object(pointer);
  FunctionParts parts;
  if (const duk_tval* source = own_value(context, object, DUK_STRIDX_INT_SOURCE)) {
    parts.source = DUK_TVAL_GET_STRING(source);
  }
  parts.strict = DUK_HOBJECT_HAS_STRICT(object) != 0;
  parts.constructable = DUK_HOBJECT_HAS_CONSTRUCTABLE(object) != 0;
  duk_hobject* scope = DUK_HCOMPFUNC_GET_LEXENV(nullptr, (duk_hcompfunc*)object);
  if (DUK_HOBJECT_HAS_NAMEBINDING(object) && scope != nullptr) {
    for (std::uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(scope); ++i) {
      if (duk_hstring* key = DUK_HOBJECT_E_GET_KEY(nullptr, scope, i)) parts.own_name = key;
    }
    scope = DUK_HOBJECT_GET_PROTOTYPE(nullptr, scope);
  }
  parts.scope = scope;
  return parts;
}

BoundParts bound_parts(void* pointer) {
  const auto* const bound = static_cast<duk_hboundfunc*>(pointer);
  BoundParts parts;
  parts.target = DUK_TVAL_IS_OBJECT(&bound->target) ? DUK_TVAL_GET_OBJECT(&bound->target) : nullptr;
  parts.self = value_of(&bound->this_binding);
  for (duk_idx_t i = 0; i < bound->nargs; ++i) parts.arguments.push_back(value_of(&bound->args[i]));
  return parts;
}

ScopeParts scope_parts(void* pointer) {
  duk_hobject* const object = as_object(pointer);
  ScopeParts parts{DUK_HOBJECT_GET_PROTOTYPE(nullptr, object)};
  if (DUK_HOBJECT_IS_OBJENV(object)) {
    const auto* const scope = static_cast<duk_hobjenv*>(pointer);
    parts.with_object = scope->target;
    parts.provides_this = scope->has_this != 0;
  }
  return parts;
}

SymbolCount symbol_count(duk_context* context) {
  return {context->heap->sym_counter[0], context->heap->sym_counter[1]};
}

void set_symbol_count(duk_context* context, SymbolCount count) {
  context->heap->sym_counter[0] = count.low;
  context->heap->sym_counter[1] = count.high;
}

void* global_object(duk_context* context) { return context->builtins[DUK_BIDX_GLOBAL]; }
void* global_scope(duk_context* context) { return context->builtins[DUK_BIDX_GLOBAL_ENV]; }
void* thrower(duk_context* context) { return context->builtins[DUK_BIDX_TYPE_ERROR_THROWER]; }
void* double_error(duk_context* context) { return context->builtins[DUK_BIDX_DOUBLE_ERROR]; }

std::uint32_t slot_count(void* object) { return DUK_HOBJECT_GET_ENEXT(as_object(object)); }
Slot slot_at(void* object, std::uint32_t position) {
  return entry_slot(as_object(object), position);
}

void push_list(duk_context* context, const std::vector<void*>& objects) {
  duk_tval* const elements =
      duk_push_harray_with_size_outptr(context, static_cast<duk_uint32_t>(objects.size()));
  for (std::size_t i = 0; i < objects.size(); ++i) {
    DUK_TVAL_SET_OBJECT(&elements[i], as_object(objects[i]));
    DUK_HOBJECT_INCREF(context, as_object(objects[i]));
  }
}

void push_plain(duk_context* context, Kind kind) {
  duk_uint_t flags = DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS;
  switch (kind) {
    case Kind::Error:
      flags |= DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_ERROR);
      break;
    case Kind::Arguments:
      flags |=
          DUK_HOBJECT_FLAG_ARRAY_PART | DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_ARGUMENTS);
      break;
    default:
      flags |= DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_OBJECT);
      break;
  }
  duk_push_object_helper(context, flags, DUK_BIDX_OBJECT_PROTOTYPE);
}

void push_scope(duk_context* context) {
  duk_hdecenv* const scope = duk_hdecenv_alloc(
      context, DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_DECENV));
  duk_push_hobject(context, (duk_hobject*)scope);
}

void push_with_scope(duk_context* context, bool provides_this) {
  duk_hobjenv* const scope = duk_hobjenv_alloc(
      context, DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_OBJENV));
  duk_push_hobject(context, (duk_hobject*)scope);
  scope->target = context->builtins[DUK_BIDX_GLOBAL];
  DUK_HOBJECT_INCREF(context, scope->target);
  scope->has_this = provides_this;
}

void push_function(duk_context* context, const FunctionParts& parts) {
  duk_push_literal(context,
                   "stored");  // The file's name, which Duktape keeps nowhere as configured.
  const duk_hstring* const text = duk_require_hstring(context, -2);
  duk_js_compile(context, DUK_HSTRING_GET_DATA(text), DUK_HSTRING_GET_BYTELEN(text),
                 DUK_COMPILE_FUNCEXPR | (parts.strict ? DUK_COMPILE_STRICT : 0));
  auto* const compiled = (duk_hcompfunc*)duk_known_hobject(context, -1);
  if (!parts.constructable) {
    DUK_HEAPHDR_CLEAR_FLAG_BITS((duk_heaphdr*)compiled, DUK_HOBJECT_FLAG_CONSTRUCTABLE);
  }
  duk_hobject* const scope = as_object(parts.scope);
  duk_js_push_closure(context, compiled, scope, scope, 0);
  clear_slots(context, duk_get_heapptr(context, -1));
  duk_replace(context, -3);
  duk_pop(context);
}

void push_bound(duk_context* context, void* target, bool constructable) {
  duk_hboundfunc* const bound = duk_push_hboundfunc(context);
  if (!constructable) {
    DUK_HEAPHDR_CLEAR_FLAG_BITS((duk_heaphdr*)bound, DUK_HOBJECT_FLAG_CONSTRUCTABLE);
  }
  duk_hobject* const function = as_object(target);
  if (DUK_HOBJECT_HAS_STRICT(function)) DUK_HOBJECT_SET_STRICT((duk_hobject*)bound);
  DUK_TVAL_SET_OBJECT(&bound->target, function);
  DUK_HOBJECT_INCREF(context, function);
}

void bind_arguments(duk_context* context, duk_idx_t index, duk_idx_t count) {
  auto* const bound = (duk_hboundfunc*)duk_known_hobject(context, index);
  const duk_idx_t first = duk_get_top(context) - count;
  auto* const arguments =
      (duk_tval*)DUK_ALLOC_CHECKED(context, ((duk_size_t)count) * sizeof(duk_tval));
  bound->args = arguments;
  bound->nargs = count;
  duk_copy_tvals_incref(context, arguments, DUK_GET_TVAL_POSIDX(context, first), (duk_size_t)count);
  duk_pop_n(context, count);
  DUK_TVAL_SET_TVAL(&bound->this_binding, DUK_GET_TVAL_NEGIDX(context, -1));
  DUK_TVAL_INCREF(context, &bound->this_binding);
  duk_pop(context);
}

void set_with_object(duk_context* context, void* scope, void* object) {
  auto* const with = (duk_hobjenv*)scope;
  duk_hobject* const before = with->target;
  with->target = as_object(object);
  DUK_HOBJECT_INCREF(context, with->target);
  DUK_HOBJECT_DECREF(context, before);
}

void set_outer(void* scope, void* outer) {
  // Scopes begin without one, so that there is nothing to release.
  DUK_HOBJECT_SET_PROTOTYPE(nullptr, as_object(scope), as_object(outer));
  DUK_HOBJECT_INCREF(nullptr, as_object(outer));
}

void set_extensible(void* object, bool yes) {
  if (yes) {
    DUK_HOBJECT_SET_EXTENSIBLE(as_object(object));
  } else {
    DUK_HOBJECT_CLEAR_EXTENSIBLE(as_object(object));
  }
}

void set_array_length_fixed(duk_context* context, duk_idx_t index) {
  DUK_HARRAY_SET_LENGTH_NONWRITABLE((duk_harray*)duk_known_hobject(context, index));
}

void define_variable(duk_context* context, duk_idx_t scope, std::uint8_t flags) {
  duk_xdef_prop(context, scope, flags & SlotPlain);
}

void clear_slots(duk_context* context, void* pointer) {
  duk_hobject* const object = as_object(pointer);
  for (std::uint32_t i = 0; i < DUK_HOBJECT_GET_ENEXT(object); ++i) {
    duk_hstring* const key = DUK_HOBJECT_E_GET_KEY(nullptr, object, i);
    if (key != nullptr && !hidden(key)) {
      (void)duk_hobject_delprop_raw(context, object, key, DUK_DELPROP_FLAG_FORCE);
    }
  }
}

}  // namespace perdure::ecmascript

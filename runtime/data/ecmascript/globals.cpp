#include "runtime/data/ecmascript/globals.h"

#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {
namespace {

constexpr const char* Names[SystemVariables] = {"_event", "_sessionid", "_name", "_ioprocessors",
                                                "_x"};

Globals& globals_of(duk_context* context) {
  duk_memory_functions functions;
  duk_get_memory_functions(context, &functions);
  return *static_cast<Globals*>(static_cast<Meter*>(functions.udata)->owner);
}

}  // namespace

Globals::Globals(Heap& heap) : heap_(heap) {
  heap.meter().owner = this;
  heap.protect([this] {
    duk_context* const context = heap_.context();
    duk_push_global_object(context);
    // Bytes, threads and proxies could not be stored; the others would tell of the machine.
    for (const char* name :
         {"Duktape", "performance", "CBOR", "TextEncoder", "TextDecoder", "Proxy", "Buffer",
          "ArrayBuffer", "DataView", "Int8Array", "Uint8Array", "Uint8ClampedArray", "Int16Array",
          "Uint16Array", "Int32Array", "Uint32Array", "Float32Array", "Float64Array"}) {
      duk_del_prop_string(context, -1, name);
    }
    for (std::size_t i = 0; i < SystemVariables; ++i) {
      duk_push_string(context, Names[i]);
      duk_push_c_function(context, read, 0);
      duk_set_magic(context, -1, static_cast<duk_int_t>(i));
      duk_push_c_function(context, refuse, 1);
      duk_set_magic(context, -1, static_cast<duk_int_t>(i));
      duk_def_prop(context, -4,
                   DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER | DUK_DEFPROP_SET_ENUMERABLE |
                       DUK_DEFPROP_CLEAR_CONFIGURABLE);
    }
    duk_push_literal(context, "In");
    duk_push_c_function(context, in, 1);
    duk_def_prop(context, -3,
                 DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_CLEAR_WRITABLE |
                     DUK_DEFPROP_CLEAR_ENUMERABLE | DUK_DEFPROP_CLEAR_CONFIGURABLE);
    duk_compact(context, -1);
    duk_pop(context);

    duk_push_heap_stash(context);
    duk_push_array(context);
    duk_put_prop_index(context, -2, KeptFunctions);
    duk_pop(context);
  });
}

void Globals::set(SystemVariable variable) {
  duk_context* const context = heap_.context();
  const auto index = static_cast<std::size_t>(variable);
  void* const pointer = duk_get_heapptr(context, -1);
  duk_push_heap_stash(context);
  duk_insert(context, -2);
  duk_put_prop_index(context, -2, static_cast<duk_uarridx_t>(KeptSystem + index));
  duk_pop(context);
  values_[index] = pointer;
}

duk_ret_t Globals::read(duk_context* context) {
  void* const value =
      globals_of(context).values_[static_cast<std::size_t>(duk_get_current_magic(context))];
  if (value == nullptr) return 0;
  duk_push_heapptr(context, value);
  return 1;
}

duk_ret_t Globals::refuse(duk_context* context) {
  return duk_type_error(context, "%s is not to be changed", Names[duk_get_current_magic(context)]);
}

duk_ret_t Globals::in(duk_context* context) {
  duk_size_t size = 0;
  const char* const text = duk_to_lstring(context, 0, &size);
  const auto& in = globals_of(context).system.in;
  duk_push_boolean(context, in && in(from_engine({text, size})));
  return 1;
}

}  // namespace perdure::ecmascript

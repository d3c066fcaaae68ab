#include "runtime/data/ecmascript/content.h"

#include "runtime/data/ecmascript/utf8.h"

namespace perdure::ecmascript {

using scxml::Data;

void Content::push(const Data& data) {
  switch (data.form) {
    case Data::Form::None:
      duk_push_undefined(heap_.context());
      return;
    case Data::Form::Json:
      if (push_json(data.text)) return;
      break;
    case Data::Form::Xml:
      if (dom_.loaded() && dom_.push(data.text)) return;
      break;
    case Data::Form::Text:
      break;
  }
  push_words(data.text);
}

void Content::push_inline(std::string_view text) {
  if (!push_json(text)) push_words(normalised(text));
}

void Content::push_words(std::string_view text) {
  const std::string words = to_engine(text);
  duk_push_lstring(heap_.context(), words.data(), words.size());
}

bool Content::push_json(std::string_view text) {
  struct Decode {
    static duk_ret_t run(duk_context* context, void*) {
      duk_json_decode(context, -1);
      return 1;
    }
  };
  push_words(text);
  if (duk_safe_call(heap_.context(), Decode::run, nullptr, 1, 1) == DUK_EXEC_SUCCESS) return true;
  duk_pop(heap_.context());
  return false;
}

Data Content::take() {
  duk_context* const context = heap_.context();
  if (duk_is_undefined(context, -1)) return {};
  if (duk_is_callable(context, -1)) throw ExecutionError("a function cannot be sent");
  if (duk_is_symbol(context, -1)) throw ExecutionError("a symbol cannot be sent");
  if (duk_is_object(context, -1) && dom_.is_node(duk_get_heapptr(context, -1))) {
    return {Data::Form::Xml, dom_.text(-1)};
  }
  duk_dup(context, -1);
  duk_json_encode(context, -1);
  duk_size_t size = 0;
  const char* const text = duk_get_lstring(context, -1, &size);
  if (text == nullptr) throw ExecutionError("a value that has no form as JSON cannot be sent");
  Data data{Data::Form::Json, from_engine({text, size})};
  duk_pop(context);
  return data;
}

std::string Content::shown() {
  struct Encode {
    static duk_ret_t run(duk_context* context, void*) {
      duk_json_encode(context, -1);
      return 1;
    }
  };
  duk_context* const context = heap_.context();
  duk_dup(context, -1);
  const bool plain = duk_is_object(context, -1) && !duk_is_callable(context, -1) &&
                     !duk_is_error(context, -1) && !dom_.is_node(duk_get_heapptr(context, -1));
  if (plain) {
    duk_dup(context, -1);
    if (duk_safe_call(context, Encode::run, nullptr, 1, 1) == DUK_EXEC_SUCCESS &&
        duk_is_string(context, -1)) {
      duk_replace(context, -2);
    } else {  // A cycle.
      duk_pop(context);
    }
  }
  duk_size_t size = 0;
  const char* const text = duk_safe_to_lstring(context, -1, &size);
  std::string words = from_engine({text, size});
  duk_pop(context);
  return words;
}

}  // namespace perdure::ecmascript

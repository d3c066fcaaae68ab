#include "runtime/data/ecmascript/load.h"

#include <algorithm>
#include <string>

#include "runtime/data/ecmascript/names.h"

namespace perdure::ecmascript {
namespace {

class Loader {
 public:
  Loader(Reader& in, Heap& heap, const Intrinsics& intrinsics)
      : in_(in), context_(heap.context()), intrinsics_(intrinsics) {}

  void run(Globals& globals) {
    duk_require_stack(context_, 32);
    duk_push_array(context_);
    all_ = duk_get_top_index(context_);
    const std::uint32_t strings = in_.count();
    for (std::uint32_t i = 0; i < strings; ++i) texts_.push_back(in_.text());
    make_all();
    for (const SystemVariable variable :
         {SystemVariable::Event, SystemVariable::IoProcessors, SystemVariable::X}) {
      if (void* const object = object_or_null()) {
        duk_push_heapptr(context_, object);
        globals.set(variable);
      }
    }
    changes();
    for (std::size_t i = 0; i < made_.size(); ++i) fill(i);
    if (!in_.done()) Reader::corrupt("more than belongs to it");
    refuse_circles();
    for (const Object& object : made_) {
      if (object.fixed) set_extensible(object.pointer, false);
    }
    for (void* const object : fixed_intrinsics_) set_extensible(object, false);
    duk_remove(context_, all_);
  }

 private:
  struct Object {
    Made made = Made::Object;
    bool fixed = false;         // Not extensible.
    bool fixed_length = false;  // An array whose length is not writable.
    void* pointer = nullptr;
    std::size_t inherits =
        None;  // The index of its prototype or outer scope, where that is stored too.
    // Of functions and bound functions, until they are made.
    FunctionParts function;
    std::string text;
    void* outside = nullptr;    // What it stands on, where that is an intrinsic;
    std::size_t inside = None;  // or an object.
  };
  static constexpr std::size_t None = static_cast<std::size_t>(-1);

  static bool scope(Made made) { return made == Made::Scope || made == Made::WithScope; }

  std::string_view text() {
    const std::uint32_t index = in_.number32();
    if (index >= texts_.size()) Reader::corrupt("a string that is not there");
    return texts_[index];
  }

  // Bytes that begin so are symbols of Duktape's own.
  void push_text(std::string_view words) {
    if (!words.empty()) {
      const auto first = static_cast<unsigned char>(words[0]);
      if ((first > 0x81 && first < 0xc2) || first > 0xf4)
        Reader::corrupt("a string that no script can make");
    }
    duk_push_lstring(context_, words.data(), words.size());
  }

  void* intrinsic() {
    const auto index = intrinsics_.named(text());
    if (!index) Reader::corrupt("the name of a built-in object that is not there");
    return intrinsics_.at(*index);
  }

  // A reference to an object: an index of made_, or None and a pointer to an intrinsic.
  std::size_t reference(void*& outside) {
    const auto tag = static_cast<Tag>(in_.byte());
    if (tag == Tag::Intrinsic) {
      outside = intrinsic();
      return None;
    }
    if (tag != Tag::Object) Reader::corrupt("something else where an object belongs");
    const std::uint32_t index = in_.number32();
    if (index >= total_) Reader::corrupt("an object that is not there");
    return index;
  }

  // An object that scripts may hold.
  void* plain(std::size_t index) {
    if (scope(made_[index].made)) Reader::corrupt("a scope where a value belongs");
    return made_[index].pointer;
  }
  void* plain(void* outside) {
    if (outside == global_scope(context_)) Reader::corrupt("a scope where a value belongs");
    return outside;
  }

  // A truth value, a number or a string. False, having read and pushed nothing, where the tag is none of these.
  bool push_scalar(Tag tag) {
    switch (tag) {
      case Tag::False:
        duk_push_false(context_);
        return true;
      case Tag::True:
        duk_push_true(context_);
        return true;
      case Tag::Integer: {
        const std::uint64_t bits = in_.number();
        duk_push_number(
            context_, static_cast<double>(static_cast<std::int64_t>(bits >> 1 ^ (0 - (bits & 1)))));
        return true;
      }
      case Tag::Number: {
        const double number = in_.real();
        duk_push_number(context_, number == number ? number : DUK_DOUBLE_NAN);
        return true;
      }
      case Tag::String:
        push_text(text());
        return true;
      default:
        return false;
    }
  }

  void push_value() {
    const auto tag = static_cast<Tag>(in_.byte());
    if (push_scalar(tag)) return;
    switch (tag) {
      case Tag::Undefined:
        duk_push_undefined(context_);
        return;
      case Tag::Null:
        duk_push_null(context_);
        return;
      case Tag::Object: {
        const std::uint32_t index = in_.number32();
        if (index >= made_.size() || made_[index].pointer == nullptr)
          Reader::corrupt("an object that is not there");
        duk_push_heapptr(context_, plain(index));
        return;
      }
      case Tag::Intrinsic:
        duk_push_heapptr(context_, plain(intrinsic()));
        return;
      default:
        Reader::corrupt("a value of no known kind");
    }
  }

  void* object_or_null() {
    push_value();
    void* const pointer = duk_is_object(context_, -1) ? duk_get_heapptr(context_, -1) : nullptr;
    if (pointer == nullptr && !duk_is_null(context_, -1))
      Reader::corrupt("something else where an object belongs");
    duk_pop(context_);
    return pointer;
  }

  // The object on the top is made_[index] from now on; popped.
  void keep(std::size_t index) {
    made_[index].pointer = duk_get_heapptr(context_, -1);
    duk_put_prop_index(context_, all_, static_cast<duk_uarridx_t>(index));
  }

  void make_all() {
    total_ = in_.count();
    made_.resize(total_);
    for (std::size_t i = 0; i < total_; ++i) make(i);
    // Functions need their scopes, bound functions their functions.
    for (std::size_t i = 0; i < total_; ++i) {
      if (made_[i].made == Made::Function) make_function(i);
    }
    for (std::size_t i = 0; i < total_; ++i) {
      if (made_[i].made == Made::Bound) make_bound(i);
    }
  }

  void make(std::size_t index) {
    Object& object = made_[index];
    const std::uint8_t byte = in_.byte();
    if ((byte & 0x3f) >= MadeKinds) Reader::corrupt("an object of no known kind");
    object.made = static_cast<Made>(byte & 0x3f);
    object.fixed = (byte & 0x80) != 0;
    object.fixed_length = (byte & 0x40) != 0;
    switch (object.made) {
      case Made::Object:
        push_plain(context_, Kind::Object);
        break;
      case Made::Error:
        push_plain(context_, Kind::Error);
        break;
      case Made::Arguments:
        push_plain(context_, Kind::Arguments);
        break;
      case Made::Array:
        duk_push_array(context_);
        duk_set_length(context_, -1, in_.number32());
        break;
      case Made::Boxed:
        push_primitive();
        duk_to_object(context_, -1);
        break;
      case Made::Date:
        construct("Date");
        push_primitive();
        if (!duk_is_number(context_, -1)) Reader::corrupt("a date that is no number");
        duk_new(context_, 1);
        break;
      case Made::RegExp: {
        construct("RegExp");
        push_text(text());
        const std::uint8_t flags = in_.byte();
        duk_push_sprintf(context_, "%s%s%s", flags & 1 ? "g" : "", flags & 2 ? "i" : "",
                         flags & 4 ? "m" : "");
        duk_new(context_, 2);
        break;
      }
      case Made::Function: {
        const std::uint8_t flags = in_.byte();
        object.function.strict = (flags & 1) != 0;
        object.function.constructable = (flags & 2) != 0;
        const std::string_view source = text();
        object.text = "function ";
        if (flags & 4) object.text += text();
        object.text += source;
        object.inside = reference(object.outside);
        return;
      }
      case Made::Bound:
        object.inside = reference(object.outside);
        return;
      case Made::Scope:
        push_scope(context_);
        break;
      case Made::WithScope:
        push_with_scope(context_, in_.byte() != 0);
        break;
    }
    keep(index);
  }

  // What an object of a primitive value holds.
  void push_primitive() {
    if (!push_scalar(static_cast<Tag>(in_.byte()))) Reader::corrupt("an object of no value");
  }

  void construct(std::string_view name) {
    const auto index = intrinsics_.named(name);
    duk_push_heapptr(context_, intrinsics_.at(index.value()));
  }

  void make_function(std::size_t index) {
    Object& object = made_[index];
    void* around = object.outside;
    if (object.inside != None) {
      if (!scope(made_[object.inside].made)) Reader::corrupt("a function whose scope is none");
      around = made_[object.inside].pointer;
    } else if (around != global_scope(context_)) {
      Reader::corrupt("a function whose scope is none");
    }
    object.function.scope = around;
    duk_push_lstring(context_, object.text.data(), object.text.size());
    push_function(context_, object.function);
    keep(index);
  }

  void make_bound(std::size_t index) {
    Object& object = made_[index];
    void* target = object.outside;
    if (object.inside != None) {
      if (made_[object.inside].made == Made::Bound)
        Reader::corrupt("a bound function of a bound function");
      target = plain(object.inside);
    } else {
      plain(target);
    }
    duk_push_heapptr(context_, target);
    if (!duk_is_callable(context_, -1)) Reader::corrupt("a bound function of what is none");
    duk_pop(context_);
    push_bound(context_, target, true);
    keep(index);
  }

  // The prototype or the outer scope at hand, and its index if it is stored too.
  void* inherited(std::size_t& index, bool scopes) {
    void* outside = nullptr;
    if (peek_null()) return nullptr;
    index = reference(outside);
    if (index != None) {
      if (scope(made_[index].made) != scopes) Reader::corrupt("a scope where a value belongs");
      return made_[index].pointer;
    }
    if ((outside == global_scope(context_)) != scopes)
      Reader::corrupt("a scope where a value belongs");
    return outside;
  }

  bool peek_null() {
    Reader ahead = in_;
    if (ahead.byte() != static_cast<std::uint8_t>(Tag::Null)) return false;
    in_ = ahead;
    return true;
  }

  void fill(std::size_t index) {
    Object& object = made_[index];
    duk_push_heapptr(context_, object.pointer);
    void* const above = inherited(object.inherits, scope(object.made));
    if (scope(object.made)) {
      if (above == nullptr) Reader::corrupt("a scope that stands nowhere");
      set_outer(object.pointer, above);
    } else {
      set_prototype(above);
    }
    if (object.made == Made::WithScope) {
      void* const with = object_or_null();
      if (with == nullptr) Reader::corrupt("a scope that stands nowhere");
      set_with_object(context_, object.pointer, with);
      duk_pop(context_);
      return;
    }
    if (object.made == Made::Bound) {
      const duk_idx_t bound = duk_get_top_index(context_);
      push_value();
      const std::uint32_t arguments = in_.count();
      duk_require_stack(context_,
                        static_cast<duk_idx_t>(std::min<std::uint32_t>(arguments, 1000000)) + 16);
      for (std::uint32_t i = 0; i < arguments; ++i) push_value();
      bind_arguments(context_, bound, static_cast<duk_idx_t>(arguments));
    }
    const std::uint32_t properties = in_.count(3);
    for (std::uint32_t i = 0; i < properties; ++i) property(object.made);
    if (object.made == Made::Array && object.fixed_length) set_array_length_fixed(context_, -1);
    duk_pop(context_);
  }

  void set_prototype(void* prototype) {
    if (prototype == nullptr) {
      duk_push_undefined(context_);
    } else {
      duk_push_heapptr(context_, prototype);
    }
    duk_set_prototype(context_, -2);
  }

  // Of the object on the top.
  void property(Made of) {
    const std::uint8_t flags = in_.byte();
    if (flags > 31) Reader::corrupt("a property of no known kind");
    const bool accessor = (flags & SlotAccessor) != 0;
    const duk_idx_t object = duk_get_top_index(context_);
    const bool plain_slot = (flags & 15) == SlotPlain;
    if (flags & 16) {
      const std::uint32_t index = in_.number32();
      if (plain_slot && of == Made::Array) {  // Into the array's own part.
        push_value();
        duk_put_prop_index(context_, object, index);
        return;
      }
      duk_push_number(context_, index);
      duk_to_string(context_, -1);
    } else {
      const std::string_view key = text();
      // What comes with the kind is not a property of its own.
      if (key == "length" && (of == Made::Array || of == Made::Boxed))
        Reader::corrupt("a second length");
      push_text(key);
    }
    if (of == Made::Scope) {
      if (accessor) Reader::corrupt("a variable that is none");
      push_value();
      define_variable(context_, object, flags);
      return;
    }
    duk_uint_t what = DUK_DEFPROP_FORCE | DUK_DEFPROP_HAVE_ENUMERABLE |
                      DUK_DEFPROP_HAVE_CONFIGURABLE | (flags & 2 ? DUK_DEFPROP_ENUMERABLE : 0) |
                      (flags & 4 ? DUK_DEFPROP_CONFIGURABLE : 0);
    if (accessor) {
      what |= DUK_DEFPROP_HAVE_GETTER | DUK_DEFPROP_HAVE_SETTER;
      for (int i = 0; i < 2; ++i) {
        push_value();
        if (duk_is_null(context_, -1)) {
          duk_pop(context_);
          duk_push_undefined(context_);
        }
      }
    } else {
      what |= DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_HAVE_WRITABLE |
              (flags & 1 ? DUK_DEFPROP_WRITABLE : 0);
      push_value();
    }
    duk_def_prop(context_, object, what);
  }

  void changes() {
    const std::uint32_t changed = in_.count(4);
    for (std::uint32_t i = 0; i < changed; ++i) {
      void* const object = plain(intrinsic());
      duk_push_heapptr(context_, object);
      const bool global = object == global_object(context_);
      const std::uint8_t flags = in_.byte();
      std::size_t ignored = None;
      if (flags & 1) {
        void* const prototype = inherited(ignored, false);
        changed_prototypes_.push_back(object);
        set_prototype(prototype);
      }
      if (flags & 2) fixed_intrinsics_.push_back(object);
      const std::uint32_t removed = in_.count();
      for (std::uint32_t k = 0; k < removed; ++k) {
        push_text(in_.text());
        duk_del_prop(context_, -2);
      }
      const std::uint32_t set = in_.count(3);
      for (std::uint32_t k = 0; k < set; ++k) {
        if (global) protect_system_variable();
        property(duk_is_array(context_, -1) ? Made::Array : Made::Object);
      }
      duk_pop(context_);
    }
  }

  void protect_system_variable() {
    Reader ahead = in_;
    const std::uint8_t flags = ahead.byte();
    if (flags & 16) return;
    const std::uint32_t index = ahead.number32();
    if (index < texts_.size() && system_name(texts_[index]))
      Reader::corrupt("a system variable of its own");
  }

  // Duktape follows prototypes and scopes to their end.
  void refuse_circles() {
    std::vector<std::size_t> seen(made_.size(), None);
    for (std::size_t i = 0; i < made_.size(); ++i) {
      for (std::size_t at = i; at != None && seen[at] != i; at = made_[at].inherits) {
        if (seen[at] != None) break;  // Looked at from another one.
        seen[at] = i;
        const std::size_t next = made_[at].inherits;
        if (next != None && seen[next] == i) Reader::corrupt("an object that inherits from itself");
      }
    }
    // Built-in objects inherit from built-in ones alone, unless a script changed that: then along the real chain.
    for (void* const object : changed_prototypes_) {
      void* at = prototype_of(object);
      for (int steps = 0; at != nullptr; ++steps) {
        if (at == object || steps > 10000) Reader::corrupt("an object that inherits from itself");
        at = prototype_of(at);
      }
    }
  }

  Reader& in_;
  duk_context* context_;
  const Intrinsics& intrinsics_;
  duk_idx_t all_ = 0;  // The array that keeps what is made from being collected.
  std::vector<std::string_view> texts_;
  std::size_t total_ = 0;
  std::vector<Object> made_;
  std::vector<void*> changed_prototypes_;
  std::vector<void*> fixed_intrinsics_;
};

}  // namespace

StoredHead load_head(Reader& in) {
  if (in.byte() != StoredVersion) Reader::corrupt("a heap of another version");
  StoredHead head;
  const std::uint8_t flags = in.byte();
  if (flags > 1) Reader::corrupt("a heap of another version");
  head.dom = flags == 1;
  head.random = in.number();
  head.symbols.low = in.number32();
  head.symbols.high = in.number32();
  return head;
}

void load(Reader& in, Heap& heap, Globals& globals, const Intrinsics& intrinsics) {
  Loader(in, heap, intrinsics).run(globals);
}

}  // namespace perdure::ecmascript

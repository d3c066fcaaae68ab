#include "runtime/data/ecmascript/save.h"

#include <cmath>
#include <unordered_map>

namespace perdure::ecmascript {
namespace {

class Saver {
 public:
  Saver(Heap& heap, const Intrinsics& intrinsics)
      : context_(heap.context()), intrinsics_(intrinsics) {}

  Writer run(const Globals& globals, const Dom& dom, const Meter& meter) {
    for (const SystemVariable variable :
         {SystemVariable::Event, SystemVariable::IoProcessors, SystemVariable::X}) {
      object_or_null(contents_, globals.get(variable));
    }
    changes();
    for (std::size_t i = 0; i < objects_.size(); ++i) fill(objects_[i]);

    Writer out;
    out.byte(StoredVersion);
    out.byte(dom.loaded() ? 1 : 0);
    out.number(meter.random);
    const SymbolCount symbols = symbol_count(context_);
    out.number(symbols.low);
    out.number(symbols.high);
    out.number(strings_.size());
    out.append(texts_);
    out.number(objects_.size());
    out.append(made_);
    out.append(contents_);
    return out;
  }

 private:
  [[noreturn]] static void refuse(const char* what) {
    throw ExecutionError(std::string(what) + " cannot be stored with the session");
  }

  void string(Writer& out, void* pointer) {
    const auto [entry, fresh] = strings_.emplace(pointer, strings_.size());
    if (fresh) texts_.text(text_of(pointer));
    out.number(entry->second);
  }

  void value(Writer& out, const Value& value) {
    const auto tag = [&out](Tag t) { out.byte(static_cast<std::uint8_t>(t)); };
    switch (value.type) {
      case Value::Type::Hole:
      case Value::Type::Undefined:
        tag(Tag::Undefined);
        return;
      case Value::Type::Null:
        tag(Tag::Null);
        return;
      case Value::Type::Boolean:
        tag(value.boolean ? Tag::True : Tag::False);
        return;
      case Value::Type::Number: {
        const double number = value.number;
        if (std::abs(number) < 9007199254740992.0 && number == std::trunc(number) &&
            !(number == 0 && std::signbit(number))) {
          const auto integer = static_cast<std::int64_t>(number);
          tag(Tag::Integer);
          out.number(static_cast<std::uint64_t>(integer) << 1 ^
                     static_cast<std::uint64_t>(integer >> 63));
        } else {
          tag(Tag::Number);
          out.real(std::isnan(number) ? std::nan("") : number);
        }
        return;
      }
      case Value::Type::String:
        tag(Tag::String);
        string(out, value.pointer);
        return;
      case Value::Type::Object:
        object(out, value.pointer);
        return;
      case Value::Type::Other:
        refuse("a value of the engine's own");
    }
  }

  void object_or_null(Writer& out, void* pointer) {
    Value as_value;
    as_value.type = pointer == nullptr ? Value::Type::Null : Value::Type::Object;
    as_value.pointer = pointer;
    value(out, as_value);
  }

  void object(Writer& out, void* pointer) {
    if (const auto index = intrinsics_.find(pointer)) {
      out.byte(static_cast<std::uint8_t>(Tag::Intrinsic));
      name(out, *index);
      return;
    }
    const auto [entry, fresh] = indices_.emplace(pointer, objects_.size());
    if (fresh) {
      objects_.push_back(pointer);
      pending_.push_back(pointer);
      // What it is made of may hold objects too: not while another one is being made.
      if (!making_) {
        making_ = true;
        for (std::size_t i = 0; i < pending_.size(); ++i) make(pending_[i]);
        pending_.clear();
        making_ = false;
      }
    }
    out.byte(static_cast<std::uint8_t>(Tag::Object));
    out.number(entry->second);
  }

  void name(Writer& out, std::size_t index) {
    // Names are no strings of the heap; addresses of their own keep the two apart.
    const std::string_view text = intrinsics_.name(index);
    const auto [entry, fresh] = strings_.emplace(const_cast<char*>(text.data()), strings_.size());
    if (fresh) texts_.text(text);
    out.number(entry->second);
  }

  void make(void* pointer) {
    const Kind kind = kind_of(pointer);
    const auto made = [this, pointer](Made what, bool fixed_length = false) {
      made_.byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(what) |
                                           (extensible(pointer) ? 0 : 0x80) |
                                           (fixed_length ? 0x40 : 0)));
    };
    switch (kind) {
      case Kind::Object:
        made(Made::Object);
        return;
      case Kind::Error:
        made(Made::Error);
        return;
      case Kind::Arguments:
        made(Made::Arguments);
        return;
      case Kind::Array: {
        const ArrayLength length = array_length(pointer);
        made(Made::Array, !length.writable);
        made_.number(length.length);
        return;
      }
      case Kind::Boolean:
      case Kind::Number:
      case Kind::String:
      case Kind::Symbol:
        made(Made::Boxed);
        value(made_, inner_value(context_, pointer));
        return;
      case Kind::Date:
        made(Made::Date);
        value(made_, inner_value(context_, pointer));
        return;
      case Kind::RegExp: {
        const RegExpParts parts = regexp_parts(context_, pointer);
        if (parts.source == nullptr) refuse("a regular expression without a source");
        made(Made::RegExp);
        string(made_, parts.source);
        made_.byte(parts.flags & 7);
        return;
      }
      case Kind::Function: {
        const FunctionParts parts = function_parts(context_, pointer);
        if (parts.source == nullptr || parts.scope == nullptr)
          refuse("a function without a source");
        made(Made::Function);
        made_.byte(static_cast<std::uint8_t>((parts.strict ? 1 : 0) |
                                             (parts.constructable ? 2 : 0) |
                                             (parts.own_name != nullptr ? 4 : 0)));
        string(made_, parts.source);
        if (parts.own_name != nullptr) string(made_, parts.own_name);
        object(made_, parts.scope);
        return;
      }
      case Kind::Bound: {
        const BoundParts parts = bound_parts(pointer);
        if (parts.target == nullptr) refuse("a function of the engine's own");
        made(Made::Bound);
        object(made_, parts.target);
        return;
      }
      case Kind::Scope:
        made(Made::Scope);
        return;
      case Kind::WithScope:
        made(Made::WithScope);
        made_.byte(scope_parts(pointer).provides_this ? 1 : 0);
        return;
      case Kind::Native:
        refuse("a function of the engine's own");
      case Kind::Other:
        refuse("an object of the engine's own");
    }
  }

  void fill(void* pointer) {
    const Kind kind = kind_of(pointer);
    if (kind == Kind::Scope || kind == Kind::WithScope) {
      const ScopeParts parts = scope_parts(pointer);
      object_or_null(contents_, parts.outer);
      if (kind == Kind::WithScope) {
        object_or_null(contents_, parts.with_object);
        return;
      }
    } else {
      object_or_null(contents_, prototype_of(pointer));
    }
    if (kind == Kind::Bound) {
      const BoundParts parts = bound_parts(pointer);
      value(contents_, parts.self);
      contents_.number(parts.arguments.size());
      for (const Value& argument : parts.arguments) value(contents_, argument);
    }
    std::vector<Slot> slots;
    own_slots(context_, pointer, slots);
    contents_.number(slots.size());
    for (const Slot& slot : slots) property(slot);
  }

  void property(const Slot& slot) {
    contents_.byte(static_cast<std::uint8_t>((slot.flags & 15) | (slot.indexed ? 16 : 0)));
    if (slot.indexed) {
      contents_.number(slot.index);
    } else {
      string(contents_, slot.key);
    }
    if (slot.flags & SlotAccessor) {
      object_or_null(contents_, slot.getter);
      object_or_null(contents_, slot.setter);
    } else {
      value(contents_, slot.value);
    }
  }

  void changes() {
    Writer list;
    std::swap(list, contents_);
    std::size_t changed = 0;
    for (std::size_t i = 0; i < intrinsics_.size(); ++i) {
      const Intrinsics::Change change = intrinsics_.change(i);
      if (!change.any()) continue;
      ++changed;
      name(contents_, i);
      contents_.byte(static_cast<std::uint8_t>((change.other_prototype ? 1 : 0) |
                                               (extensible(intrinsics_.at(i)) ? 0 : 2)));
      if (change.other_prototype) object_or_null(contents_, prototype_of(intrinsics_.at(i)));
      contents_.number(change.removed.size());
      for (const std::string& key : change.removed) contents_.text(key);
      contents_.number(change.set.size());
      for (const Slot& slot : change.set) property(slot);
    }
    std::swap(list, contents_);
    contents_.number(changed);
    contents_.append(list);
  }

  duk_context* context_;
  const Intrinsics& intrinsics_;
  std::vector<void*> objects_;
  std::unordered_map<void*, std::size_t> indices_;
  std::unordered_map<void*, std::size_t> strings_;
  std::vector<void*> pending_;
  bool making_ = false;
  Writer texts_;
  Writer made_;
  Writer contents_;
};

}  // namespace

Writer save(Heap& heap, const Globals& globals, const Intrinsics& intrinsics, const Dom& dom) {
  return Saver(heap, intrinsics).run(globals, dom, heap.meter());
}

}  // namespace perdure::ecmascript

#include "runtime/data/ecmascript/intrinsics.h"

#include <utility>

#include "runtime/data/ecmascript/globals.h"

namespace perdure::ecmascript {
namespace {

enum class Part : std::uint8_t { Root, Value, Getter, Setter, Prototype };

// How an object is reached from one before it.
struct Step {
  Part part = Part::Root;
  std::uint32_t from = 0;      // Which root, or the index of the object.
  std::uint32_t position = 0;  // Of the slot.
};

struct Was {
  Value::Type type = Value::Type::Undefined;
  bool boolean = false;
  double number = 0;
  std::string text;         // A string's.
  std::uint32_t index = 0;  // An object's.
};

struct SlotWas {
  std::string key;
  std::uint8_t flags = 0;
  Was value, getter, setter;
};

struct ObjectWas {
  Step step;
  std::string name;
  std::vector<SlotWas> slots;  // Hidden ones too, so that positions agree.
  Was prototype;
  bool extensible = true;
};

bool hidden(std::string_view key) {
  return !key.empty() &&
         (static_cast<unsigned char>(key[0]) == 0x82 || static_cast<unsigned char>(key[0]) == 0xff);
}

Value object_value(void* object) {
  Value value;
  value.type = object == nullptr ? Value::Type::Null : Value::Type::Object;
  value.pointer = object;
  return value;
}

}  // namespace

struct Survey {
  std::vector<ObjectWas> objects;
  std::unordered_map<std::string_view, std::size_t> by_name;
};

namespace {

// Goes from the roots through everything that hangs on them. `known` are objects of other surveys, which end the way.
class Surveyor {
 public:
  Surveyor(const std::vector<std::pair<void*, std::string>>& roots,
           const std::unordered_map<void*, std::size_t>& known)
      : known_(known) {
    for (std::uint32_t i = 0; i < roots.size(); ++i) {
      visit(roots[i].first, {Part::Root, i, 0}, roots[i].second);
    }
    for (std::uint32_t i = 0; i < objects_.size(); ++i) look_at(i);
  }

  Survey survey() {
    Survey result;
    result.objects = std::move(was_);
    for (std::size_t i = 0; i < result.objects.size(); ++i)
      result.by_name.emplace(result.objects[i].name, i);
    return result;
  }

 private:
  void visit(void* object, const Step& step, const std::string& name) {
    if (object == nullptr || known_.count(object) != 0) return;
    if (!indices_.emplace(object, static_cast<std::uint32_t>(objects_.size())).second) return;
    objects_.push_back(object);
    ObjectWas was;
    was.step = step;
    was.name = name;
    was_.push_back(std::move(was));
  }

  Was describe(const Value& value) const {
    Was was;
    was.type = value.type;
    was.boolean = value.boolean;
    was.number = value.number;
    if (value.type == Value::Type::String) was.text = text_of(value.pointer);
    if (value.type == Value::Type::Object) was.index = index(value.pointer);
    return was;
  }

  // Objects of other surveys come first in a heap; their own indices are the heap's.
  std::uint32_t index(void* object) const {
    if (const auto known = known_.find(object); known != known_.end()) {
      return static_cast<std::uint32_t>(known->second);
    }
    const auto own = indices_.find(object);
    return own == indices_.end() ? 0 : static_cast<std::uint32_t>(known_.size() + own->second);
  }

  void look_at(std::uint32_t i) {
    void* const object = objects_[i];
    const std::string prefix = was_[i].name.empty() ? "" : was_[i].name + ".";
    for (std::uint32_t position = 0; position < slot_count(object); ++position) {
      const Slot slot = slot_at(object, position);
      if (slot.key == nullptr || hidden(text_of(slot.key))) continue;
      const std::string name = prefix + std::string(text_of(slot.key));
      if (slot.flags & SlotAccessor) {
        visit(slot.getter, {Part::Getter, i, position}, name + " get");
        visit(slot.setter, {Part::Setter, i, position}, name + " set");
      } else if (slot.value.type == Value::Type::Object) {
        visit(slot.value.pointer, {Part::Value, i, position}, name);
      }
    }
    visit(prototype_of(object), {Part::Prototype, i, 0}, prefix + "[[Prototype]]");

    // Only now is everything known that the slots hold.
    std::vector<SlotWas> slots;
    for (std::uint32_t position = 0; position < slot_count(object); ++position) {
      const Slot slot = slot_at(object, position);
      SlotWas was;
      if (slot.key != nullptr) was.key = text_of(slot.key);
      was.flags = slot.flags;
      if (slot.flags & SlotAccessor) {
        was.getter = describe(object_value(slot.getter));
        was.setter = describe(object_value(slot.setter));
      } else if (!hidden(was.key)) {
        was.value = describe(slot.value);
      }
      slots.push_back(std::move(was));
    }
    was_[i].slots = std::move(slots);
    was_[i].prototype = describe(object_value(prototype_of(object)));
    was_[i].extensible = extensible(object);
  }

  const std::unordered_map<void*, std::size_t>& known_;
  std::vector<void*> objects_;
  std::vector<ObjectWas> was_;
  std::unordered_map<void*, std::uint32_t> indices_;
};

std::vector<std::pair<void*, std::string>> roots_of(duk_context* context) {
  return {{global_object(context), ""},
          {global_scope(context), "[[Scope]]"},
          {thrower(context), "[[Thrower]]"},
          {double_error(context), "[[DoubleError]]"}};
}

bool same(const Was& was, const Value& value, const std::vector<void*>& objects) {
  if (was.type != value.type) return false;
  switch (was.type) {
    case Value::Type::Boolean:
      return was.boolean == value.boolean;
    case Value::Type::Number:
      return was.number == value.number ||
             (was.number != was.number && value.number != value.number);
    case Value::Type::String:
      return was.text == text_of(value.pointer);
    case Value::Type::Object:
      return objects[was.index] == value.pointer;
    default:
      return true;
  }
}

bool same(const SlotWas& was, const Slot& slot, const std::vector<void*>& objects) {
  if (slot.key == nullptr || was.flags != slot.flags || was.key != text_of(slot.key)) return false;
  if (hidden(was.key)) return true;
  if (slot.flags & SlotAccessor) {
    return same(was.getter, object_value(slot.getter), objects) &&
           same(was.setter, object_value(slot.setter), objects);
  }
  return same(was.value, slot.value, objects);
}

}  // namespace

Intrinsics::Intrinsics(Heap& heap) : heap_(heap) {
  duk_context* const context = heap.context();
  const auto roots = roots_of(context);
  static const Survey survey = Surveyor(roots, {}).survey();
  std::vector<void*> pointers;
  for (const auto& root : roots) pointers.push_back(root.first);
  add(survey, pointers, KeptIntrinsics);
}

void Intrinsics::add_dom(void* root) {
  (void)find(root);  // Makes the indices of what there is.
  static const Survey survey = Surveyor({{root, "[[DOM]]"}}, indices_).survey();
  add(survey, {root}, KeptDomIntrinsics);
  for (std::size_t i = surveys_.back().second; i < objects_.size(); ++i)
    indices_.emplace(objects_[i], i);
}

void Intrinsics::add(const Survey& survey, const std::vector<void*>& roots, duk_uarridx_t kept) {
  const std::size_t first = objects_.size();
  surveys_.emplace_back(&survey, first);
  objects_.reserve(first + survey.objects.size());
  for (const ObjectWas& was : survey.objects) {
    const Step& step = was.step;
    void* const from = step.part == Part::Root ? roots[step.from] : objects_[first + step.from];
    switch (step.part) {
      case Part::Root:
        objects_.push_back(from);
        break;
      case Part::Value:
        objects_.push_back(slot_at(from, step.position).value.pointer);
        break;
      case Part::Getter:
        objects_.push_back(slot_at(from, step.position).getter);
        break;
      case Part::Setter:
        objects_.push_back(slot_at(from, step.position).setter);
        break;
      case Part::Prototype:
        objects_.push_back(prototype_of(from));
        break;
    }
  }
  heap_.protect([&] {
    duk_context* const context = heap_.context();
    duk_push_heap_stash(context);
    push_list(context, std::vector<void*>(objects_.begin() + static_cast<std::ptrdiff_t>(first),
                                          objects_.end()));
    duk_put_prop_index(context, -2, kept);
  });
}

const Survey& Intrinsics::survey_of(std::size_t& index) const {
  for (auto i = surveys_.rbegin(); i != surveys_.rend(); ++i) {
    if (index >= i->second) {
      index -= i->second;
      return *i->first;
    }
  }
  return *surveys_.front().first;
}

std::string_view Intrinsics::name(std::size_t index) const {
  const Survey& survey = survey_of(index);
  return survey.objects[index].name;
}

std::optional<std::size_t> Intrinsics::find(void* object) const {
  if (indices_.empty()) {
    indices_.reserve(objects_.size());
    for (std::size_t i = 0; i < objects_.size(); ++i) indices_.emplace(objects_[i], i);
  }
  const auto found = indices_.find(object);
  if (found == indices_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::size_t> Intrinsics::named(std::string_view name) const {
  for (const auto& [survey, first] : surveys_) {
    const auto found = survey->by_name.find(name);
    if (found != survey->by_name.end()) return first + found->second;
  }
  return std::nullopt;
}

Intrinsics::Change Intrinsics::change(std::size_t index) const {
  void* const object = objects_[index];
  const Survey& survey = survey_of(index);
  const ObjectWas& was = survey.objects[index];
  Change change;
  change.other_prototype = !same(was.prototype, object_value(prototype_of(object)), objects_);
  change.other_extensible = was.extensible != extensible(object);

  // Nearly always: nothing but more behind what was.
  const std::uint32_t count = slot_count(object);
  std::uint32_t position = 0;
  while (position < count && position < was.slots.size() &&
         same(was.slots[position], slot_at(object, position), objects_)) {
    ++position;
  }
  if (position == was.slots.size() && position == count) return change;

  std::unordered_map<std::string_view, const SlotWas*> before;
  for (const SlotWas& slot : was.slots) before.emplace(slot.key, &slot);
  std::vector<Slot> now;
  own_slots(heap_.context(), object, now);
  for (const Slot& slot : now) {
    if (slot.key == nullptr) {  // In an array's own part.
      change.set.push_back(slot);
      continue;
    }
    const auto found = before.find(text_of(slot.key));
    if (found == before.end() || !same(*found->second, slot, objects_)) change.set.push_back(slot);
    if (found != before.end()) before.erase(found);
  }
  for (const SlotWas& slot : was.slots) {
    if (before.count(slot.key) != 0 && !slot.key.empty() && !hidden(slot.key))
      change.removed.push_back(slot.key);
  }
  return change;
}

}  // namespace perdure::ecmascript

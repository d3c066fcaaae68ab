// The objects that every heap begins with, by name: what a script has is stored as what differs from them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/data/ecmascript/heap.h"
#include "runtime/data/ecmascript/internals.h"

namespace perdure::ecmascript {

// Where a family of them stands in any heap, and what they are before scripts run. The same for all heaps, so it is
// found out once and then shared.
struct Survey;

class Intrinsics {
 public:
  // Of a heap whose Globals are made and that no script has touched.
  explicit Intrinsics(Heap& heap);
  // Those of the program dom.js, whose value is `root`; as soon as it has run.
  void add_dom(void* root);

  std::size_t size() const { return objects_.size(); }
  void* at(std::size_t index) const { return objects_[index]; }
  std::string_view name(std::size_t index) const;
  // Nothing where the object is none of them.
  std::optional<std::size_t> find(void* object) const;
  std::optional<std::size_t> named(std::string_view name) const;

  // What scripts did to one of them.
  struct Change {
    std::vector<Slot> set;             // Properties that are new or other than they were.
    std::vector<std::string> removed;  // Their keys.
    bool other_prototype = false;
    bool other_extensible = false;

    bool any() const {
      return !set.empty() || !removed.empty() || other_prototype || other_extensible;
    }
  };
  Change change(std::size_t index) const;

 private:
  // Keeps them from being collected, whatever scripts do to what holds them.
  void add(const Survey& survey, const std::vector<void*>& roots, duk_uarridx_t kept);
  const Survey& survey_of(std::size_t& index) const;

  Heap& heap_;
  std::vector<void*> objects_;
  std::vector<std::pair<const Survey*, std::size_t>>
      surveys_;  // With the index of the first object of each.
  mutable std::unordered_map<void*, std::size_t> indices_;  // Made when first asked for.
};

}  // namespace perdure::ecmascript

// XML as the objects that scripts see (dom.js).
#pragma once

#include <string>
#include <string_view>

#include "runtime/data/ecmascript/heap.h"

namespace perdure::ecmascript {

class Dom {
 public:
  explicit Dom(Heap& heap) : heap_(heap) {}

  // Whether the heap has it. It does not begin with it.
  bool loaded() const { return root_ != nullptr; }
  void load();                          // Outside protect(). Throws ExecutionError.
  void* root() const { return root_; }  // The object that dom.js is.

  // Pushes the document that `text` is, or pushes nothing and says false where it is not well-formed, has a document
  // type or is deeper than libxml2 allows. Inside protect(), after load().
  bool push(std::string_view text);

  bool is_node(void* object) const;
  // The node at `index` as XML. Inside protect().
  std::string text(duk_idx_t index);

 private:
  Heap& heap_;
  void* root_ = nullptr;
  void* node_prototype_ = nullptr;
};

}  // namespace perdure::ecmascript

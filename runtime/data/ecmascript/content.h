// Values of scripts as data on its way, and back.
#pragma once

#include "runtime/data/ecmascript/xml.h"

namespace perdure::ecmascript {

// Everything inside protect(). XML is understood only where the Dom is loaded.
class Content {
 public:
  Content(Heap& heap, Dom& dom) : heap_(heap), dom_(dom) {}

  // Pushes what the data says; what does not read as its form says is words (B.2.5).
  void push(const scxml::Data& data);
  // Pushes JSON, or else words (B.2.1).
  void push_inline(std::string_view text);

  // What is on the top of the stack, which stays. Throws ExecutionError, or TypeError, for what cannot be sent.
  scxml::Data take();
  // The same as people read it. Never fails but for memory and time.
  std::string shown();

 private:
  bool push_json(std::string_view text);
  void push_words(std::string_view text);

  Heap& heap_;
  Dom& dom_;
};

}  // namespace perdure::ecmascript

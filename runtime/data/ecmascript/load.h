// The bytes of save.h as a heap again.
#pragma once

#include "runtime/data/ecmascript/globals.h"
#include "runtime/data/ecmascript/intrinsics.h"
#include "runtime/data/ecmascript/stored.h"

namespace perdure::ecmascript {

// What stands before everything else, and is needed to make the heap ready.
struct StoredHead {
  bool dom = false;
  std::uint64_t random = 0;
  SymbolCount symbols{};
};
StoredHead load_head(Reader& in);

// Fills a heap that no script has touched. The bytes are taken for hostile: what they say is built from values, and
// the only text that is compiled is that of functions, which do not run. Throws Error(CorruptData), or an error of
// Duktape's, and the heap is then good for nothing. Inside protect().
void load(Reader& in, Heap& heap, Globals& globals, const Intrinsics& intrinsics);

}  // namespace perdure::ecmascript

// A heap as bytes: everything that scripts can reach and that is not as every heap begins.
//
// Each object once, in the order in which it is met, breadth first, so that cycles and shared objects stay what they
// are and nesting costs no stack. Equal heaps give equal bytes. No script runs.
#pragma once

#include "runtime/data/ecmascript/globals.h"
#include "runtime/data/ecmascript/intrinsics.h"
#include "runtime/data/ecmascript/stored.h"
#include "runtime/data/ecmascript/xml.h"

namespace perdure::ecmascript {

// Throws ExecutionError for what cannot be stored. Inside protect().
Writer save(Heap& heap, const Globals& globals, const Intrinsics& intrinsics, const Dom& dom);

}  // namespace perdure::ecmascript

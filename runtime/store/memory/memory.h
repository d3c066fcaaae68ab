// The memory store: for tests, and for programs whose sessions may die with them.
#pragma once

#include <perdure/store.h>

#include <memory>

namespace perdure::memory {

// Empty, with its schema.
std::unique_ptr<Store> open();

}  // namespace perdure::memory

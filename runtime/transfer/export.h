// Sessions from a store to a file.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <functional>
#include <iosfwd>

#include "runtime/transfer/form.h"

namespace perdure::transfer {

struct ExportOptions {
  TransferFilter filter = {};
  bool running = false;  // Also sessions that could take a step in the store that they are left in.
};

// How far it is, in sessions, of how many.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

// Writes the sessions that match, as they all are at one moment, with their charts. Throws Error(StoreFailure) at the
// first one that could take a step, unless that is asked for: then `out` has no last line, and nobody takes it for
// whole. The stream's errors are for its owner to see.
Ending export_sessions(Store& store, const ExportOptions& options, std::ostream& out,
                       const Progress& progress);

}  // namespace perdure::transfer

// Sessions from a file into a store.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <functional>
#include <iosfwd>
#include <string>

#include "runtime/transfer/export.h"
#include "runtime/transfer/form.h"

namespace perdure::transfer {

struct ImportOptions {
  bool skip_existing =
      false;  // Leave sessions alone whose id is there, instead of refusing the file.
  // Called for each session that was made.
  std::function<void(const StoredSession& session)> made = {};
};

struct Imported {
  Ending ending;            // Of the file.
  std::size_t made = 0;     // Sessions.
  std::size_t skipped = 0;  // Sessions that were there.
};

// Reads all of a file, and throws Error(CorruptData) if it was cut or altered or is none.
Ending verify(std::istream& in, const Progress& progress);

// Makes the sessions of a file, from the place where the stream is, to which it must be able to go back. Nothing is
// made unless all of the file is well, none of its sessions is there (Error(SessionExists)), and its charts are those
// of the store, or not known to it (Error(VersionMismatch)). Then they are made some at a time, each with all that
// belongs to it or not at all: what stops in the middle is taken up again with `skip_existing`.
Imported import_sessions(Store& store, std::istream& in, const ImportOptions& options,
                         const Progress& progress);

}  // namespace perdure::transfer

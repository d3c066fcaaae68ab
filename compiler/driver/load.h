// Load reads the files named and all that they import.
//
//     paths  ->  source::Files, model::Program
//
// A file whose name ends in `.scxml` is an SCXML document; every other one is a chart file.
#pragma once

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/source/source.h"

namespace perdure::driver {

struct Loaded {
  source::Files files;
  model::Program program;
  std::vector<source::FileId> inputs;  // The files named, each once, in their order.
  bool unreadable = false;  // One of the files named could not be read: no chart's fault.
};

struct LoadOptions {
  // Of SCXML documents, which have no word for it: a.b is {"a", "b"}.
  std::vector<std::string> name_space;
  // Where files may lie that documents name by `src`, besides their own directories.
  std::vector<std::string> include;
};

// An import is looked for beside the file that names it, and every file is read once, however often
// and by whatever path it is named; so imports may go in circles. Files are called as they were
// named: the ones on the command line as there, imports by a path from their importer.
Loaded load(const std::vector<std::string>& paths, Reporter& report,
            const LoadOptions& options = {});

}  // namespace perdure::driver

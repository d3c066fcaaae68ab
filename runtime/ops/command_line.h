// The command line, of `perdure` and of programs that take it for their own.
//
// Exit codes: 0 done; 1 what was asked for is not there, or failed; 2 wrong usage, or a store that cannot be reached.
#pragma once

#include <perdure/runtime.h>

namespace perdure::ops {

// With a runtime: its store, its charts, and the commands that take charts.
int run(int argc, char** argv, Runtime* runtime);

}  // namespace perdure::ops

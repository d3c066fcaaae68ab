// All of the commands of `perdure`, in a program of one's own, and with its charts `replay`.
//
//     perdure::Runtime runtime{perdure::open(uri)};
//     runtime.add<shop::Order>(handlers);
//     if (argc > 1) return perdure::command_line(argc, argv, runtime);
//     runtime.run();
//
// Link perdure::command_line.
#pragma once

#include <perdure/runtime.h>

namespace perdure {

// Does what the arguments say with the runtime's store, which no `--store` takes the place of, and says it on standard
// output. Returns the program's exit code: 0 done; 1 what was asked for is not there, or failed; 2 wrong usage, or the
// store cannot be reached. Throws nothing.
int command_line(int argc, char** argv, Runtime& runtime);

}  // namespace perdure

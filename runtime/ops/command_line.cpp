// See command_line.h.
#include "runtime/ops/command_line.h"

#include <perdure/command_line.h>

#include "runtime/ops/options/line.h"

namespace perdure::ops {

int run(int argc, char** argv, Runtime* runtime) {
  Line line(runtime);
  add_schema(line);
  add_sessions(line);
  add_send(line);
  add_history(line);
  add_dead(line);
  add_jobs(line);
  add_charts(line);
  add_upkeep(line);
  add_transfer(line);
  add_console(line);
  if (runtime != nullptr) {
    add_replay(line);
  } else {
    line.add_self();
  }
  return line.run(argc, argv);
}

}  // namespace perdure::ops

namespace perdure {

int command_line(int argc, char** argv, Runtime& runtime) { return ops::run(argc, argv, &runtime); }

}  // namespace perdure

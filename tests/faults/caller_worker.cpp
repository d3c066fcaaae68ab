// faults_caller STORE: works on the callers' sessions and serves what they call, until SIGTERM.
#include <perdure/runtime.h>
#include <perdure/signals.h>

#include <csignal>
#include <iostream>

#include "tests/faults/caller.h"

int main(int argc, char** argv) {
  using namespace perdure;
  using namespace std::chrono_literals;
  if (argc < 2) return 2;
  try {
    Runtime runtime(open(argv[1]), {.batch = 8, .log = LogLevel::Error});
    runtime.add(std::make_unique<faults::CallerChart>());
    runtime.serve<faults::Work>(
        [](const faults::Work& work, Job& job) {
          if (work.deadly) std::raise(SIGKILL);
          return job.attempt();
        },
        {.concurrency = 2, .lease = 300ms});
    const StopOnSignals on_signals(runtime);
    std::cout << "ready" << std::endl;
    runtime.run();
  } catch (const std::exception& error) {
    std::cerr << "faults_caller: " << error.what() << '\n';
    return 1;
  }
  return 0;
}

// faults_relay STORE [BATCH [STEP_MICROSECONDS [MAX_ATTEMPTS]]]: works on the relay's sessions until SIGTERM. With
// PERDURE_RELAY_SQL in its environment it keeps a row for each tick in `perdure_relay_tick`, too, and no tick gets on unless
// those of all before it are there. Prints a line when it can be
// asked to leave, and at its end how many steps it ran.
#include <perdure/runtime.h>
#include <perdure/signals.h>
#include <perdure/transaction.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/faults/relay.h"

int main(int argc, char** argv) {
  using namespace perdure;
  if (argc < 2) return 2;
  const std::size_t batch = argc > 2 ? std::stoul(argv[2]) : 200;
  const std::chrono::microseconds step(argc > 3 ? std::stoi(argv[3]) : 0);
  const std::int32_t max_attempts = argc > 4 ? std::stoi(argv[4]) : 10;
  std::atomic<long> steps = 0;
  faults::Relay::Handlers handlers;
  handlers.on_step = [&] {
    ++steps;
    if (step.count() > 0) std::this_thread::sleep_for(step);
  };
  handlers.on_poison = [] { std::_Exit(faults::PoisonedExit); };
  if (std::getenv("PERDURE_RELAY_SQL") != nullptr) {
    handlers.on_tick = [](const Step& at, std::int64_t number) {
      Transaction& sql = transaction(at);
      const SqlResult before =
          sql.execute("select count(*) from perdure_relay_tick where session = $1", at.session);
      if (before.rows.at(0).at(0) != SqlValue(number - 1)) {
        throw std::logic_error("rows and state differ");
      }
      sql.execute("insert into perdure_relay_tick values ($1, $2)", at.session, number);
    };
  }
  try {
    Runtime runtime(
        open(argv[1]),
        {.threads = 2, .batch = batch, .max_attempts = max_attempts, .log = LogLevel::Warning});
    runtime.add(std::make_unique<faults::RelayChart>(handlers));
    const StopOnSignals on_signals(runtime);
    std::cout << "ready" << std::endl;
    runtime.run();
  } catch (const std::exception& error) {
    std::cerr << "faults_relay: " << error.what() << '\n';
    return 1;
  }
  std::cout << steps << '\n';
  return 0;
}

// What a runtime tells of its work, to whoever counts it. perdure/metrics.h is one who does.
#pragma once

#include <perdure/error.h>
#include <perdure/types.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace perdure {

class Store;

// What became of a batch's events, those of one chart. Each event counts once, but for those put off, which
// come again.
struct ChartCounts {
  std::string_view chart;  // "shop.Order"; empty for events to sessions that do not exist.
  std::size_t taken = 0;
  std::size_t ignored = 0;    // No transition took it.
  std::size_t finished = 0;   // Its session had ended.
  std::size_t deferred = 0;   // A state keeps it for later.
  std::size_t discarded = 0;  // As a policy says, or because an operator did.
  std::size_t dead = 0;
  std::size_t failed = 0;  // Steps that threw, each time.
  std::size_t suspended =
      0;  // Sessions that were, as an attempt too many failed or their state could not be read.
  std::size_t put_off =
      0;  // Events that wait behind a failed step, or for a program that has their chart.
};

// One batch, from its claim to its end.
struct BatchReport {
  Duration claiming{0};
  Duration dispatching{0};
  Duration committing{0};
  Duration waited{
      0};  // By the first of its events, from when it was due to the claim; the store's clock.
  std::size_t events = 0;
  std::size_t sends = 0;  // Timers included.
  bool lost =
      false;  // Somebody else changed one of the sessions: nothing was written, and nothing counted.
  std::span<const ChartCounts> charts;  // Valid during the call.
};

// Called by the threads of the runtimes that have it, several at once: what it does delays them. It must not
// throw.
class Observer {
 public:
  virtual ~Observer() = default;

  // A runtime was made on this store.
  virtual void opened(Store& store) = 0;
  // That runtime ends: the store is not to be used when this returns.
  virtual void closed(Store& store) = 0;

  virtual void handled(const BatchReport& batch) = 0;
  // A call of the store failed; the worker will try again.
  virtual void failed(const Error& error) = 0;
};

}  // namespace perdure

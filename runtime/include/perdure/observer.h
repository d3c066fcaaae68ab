// What a runtime tells of its work, to whoever counts it. perdure/metrics.h is one who does.
#pragma once

#include <perdure/error.h>
#include <perdure/sending.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace perdure {

class Store;

// What became of a batch's events, those of one chart. Each event counts once, but for those put off, which
// come again, and those that a state deferred, which count as `finished` besides where their session ended with them.
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

// What came of an attempt at a job.
enum class AttemptOutcome : std::uint8_t {
  Done,
  Failed,     // Another follows.
  GaveUp,     // It failed, and was the last.
  Released,   // The runtime stopped: it counts as none.
  Lost,       // Its lease or its time was over before it was.
  Cancelled,  // Nobody waits for it any more.
};
std::string_view name(AttemptOutcome outcome);

struct AttemptReport {
  std::string_view service;  // "shop.Order.charge_card"; valid during the call.
  std::int32_t attempt = 1;
  AttemptOutcome outcome = AttemptOutcome::Done;
  Duration took{0};  // From its claim until the store had its outcome.
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
  // Events from outside any step: by a runtime, or by a postgres::Sender that has this observer, whose transaction is
  // not committed then.
  virtual void sent(const Sent& events) { (void)events; }
  virtual void attempted(const AttemptReport& attempt) { (void)attempt; }
  // A call of the store failed; the worker will try again.
  virtual void failed(const Error& error) = 0;
};

}  // namespace perdure

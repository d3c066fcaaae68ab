// Dispatch runs the events of a batch.
//
//     Batch  ->  dispatch()  ->  BatchWrite, and what is to be said of it
//
// It does no I/O but reads in the batch's transaction, of values that are kept beside sessions and that a step looks at. It
// changes nothing but the machines it loads, and what their actions run in that transaction: what it decides happens if and only if the commit does. Events are handled in the order of their sequence, each session's in one
// machine.
//
// What happens to an event for
//     a session that does not exist            dead, with the reason. Or consumed, where the options of
//                                              the sender's chart say so; its journal row says Discarded
//     a session that has ended                 consumed; its journal row says Finished. Or dead, where
//                                              the chart's options say so
//     a session of another chart than meant    dead, with the reason
//     an invocation that is over               consumed; its journal row says Ignored
//     a state that defers it                   kept with the session; its journal row says Deferred
//     a chart or version not in this program   postponed with all of its session's events for
//                                              UnknownChartWait, whoever claims them; an error is
//                                              logged
//     a session whose state cannot be read     postponed until the session, suspended, is resumed. So for a value
//                                              beside it that is gone or was altered, once a step reads it
//     a chart that declares no such event      dead, with the reason
//     a declared event with another payload    dead, with the reason
//     a configuration without a transition     consumed; its journal row says Ignored. Or dead, where
//                                              the chart's options say so
//     a handler that throws                    ExecutionError is the chart's own affair. Any other
//     exception
//                                              undoes the step: the event and those behind it in
//                                              its session wait, as Retries says; after the last
//                                              attempt the session is suspended, until it is
//                                              resumed
//     a handler that ended the process         found by its attempts, where they were counted ahead:
//                                              the session is suspended after the last
// The other sessions of the batch are not touched by any of this.
#pragma once

#include <perdure/observer.h>
#include <perdure/store.h>

#include <optional>
#include <string>
#include <vector>

#include "runtime/turn/charts.h"
#include "runtime/turn/hot.h"
#include "runtime/turn/retries.h"
#include "runtime/turn/session.h"
#include "runtime/turn/surroundings.h"

namespace perdure::turn {

// Something for the log, said once the batch is committed.
struct Note {
  LogLevel level = LogLevel::Info;
  std::string text;
  std::string session;
  std::optional<EventId> event;
  std::string cause;         // An exception's words, or why an event is dead.
  bool is_repeated = false;  // Said again with every try: worth one line in a while.
};

// When an attempt at an event counts as failed.
enum class Counting {
  WhenItFails,
  // Beforehand: nothing is attempted, and what would have been is counted.
  Ahead,
  // It was counted ahead, and was not failed if it does not fail now.
  Counted,
};

struct Dispatched {
  BatchWrite write;
  std::vector<Note> notes;
  bool counted_ahead = false;            // An attempt was.
  std::vector<ChartCounts> counts;       // Their names are the batch's.
  std::vector<SessionInBatch> sessions;  // For their machines, once the write is committed.
};

// Batches of more than one event are counted WhenItFails only. Without `find_session`, every session that is not of the
// batch is taken for there. `hot` has machines of the batch's sessions, and outlives what is dispatched; nullptr: there
// are none.
Dispatched dispatch(Batch& batch, const Charts& charts, const Retries& retries,
                    Counting counting = Counting::WhenItFails, const FindSession& find_session = {},
                    HotSessions* hot = nullptr);

}  // namespace perdure::turn

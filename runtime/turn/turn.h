// A turn is the path of every event:
//
//     claim  ->  dispatch  ->  commit
//
// A tenure is many turns. Where the tenure before was abandoned, one of the events that its owner had in hand may be what
// ended that process. So those are handled one at a time, each counted as a failed attempt in a commit of its own before it
// is attempted: an event that ends the process has its attempts counted all the same, and its session is suspended after
// the last.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <optional>
#include <vector>

#include "runtime/turn/charts.h"
#include "runtime/turn/dispatch.h"
#include "runtime/turn/retries.h"
#include "runtime/turn/surroundings.h"
#include "runtime/turn/watch.h"

namespace perdure::turn {

enum class TurnResult {
  Over,    // The tenure is: nothing was due, or the lane is another's.
  Worked,  // A batch was committed.
  Lost,    // Somebody else changed one of the sessions: nothing was written.
};

struct Turn {
  TurnResult result = TurnResult::Over;
  std::size_t events = 0;   // Of the batch.
  std::vector<Note> notes;  // Only of what was committed.
};

// The turns of one tenure.
class Turns {
 public:
  // All of it outlives the turns. `find_session` is as for dispatch().
  Turns(Tenure& tenure, const ClaimLimits& limits, const Charts& charts, const Retries& retries,
        HotSessions& hot, FindSession find_session = {}, Observer* observer = nullptr);

  // Takes one turn; `last`: the lane is given back with it. Throws what the store throws; as long as it is not
  // StoreUnavailable out of a commit, nothing was written. Either way a later turn finds every event that was not handled.
  Turn take(bool last);

  // Whether events of the tenure before are still handled one at a time. A tenure that ends meanwhile has to be abandoned.
  bool is_careful() const { return suspects_ > 0; }

 private:
  Turn take_carefully();
  // Runs a batch and commits it; `watch` has seen its claim.
  Turn finish(Batch& batch, Dispatched dispatched, Watch& watch);

  Tenure& tenure_;
  const ClaimLimits& limits_;
  const Charts& charts_;
  const Retries& retries_;
  HotSessions& hot_;
  const FindSession find_session_;
  std::size_t suspects_;
  std::optional<EventId> counted_;  // The event whose attempt is counted.
  Observer* const observer_;
};

}  // namespace perdure::turn

// A turn is the path of every event:
//
//     claim  ->  dispatch  ->  commit
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <vector>

#include "runtime/turn/charts.h"
#include "runtime/turn/dispatch.h"
#include "runtime/turn/retries.h"

namespace perdure::turn {

enum class TurnResult {
  Idle,    // Nothing was due.
  Worked,  // A batch was committed.
  Lost,    // Somebody else changed one of the sessions: nothing was written.
};

struct Turn {
  TurnResult result = TurnResult::Idle;
  std::size_t events = 0;   // Of the batch.
  std::vector<Note> notes;  // Only of what was committed.
};

// Takes one turn. Throws what the store throws; as long as it is not StoreUnavailable out of a
// commit, nothing was written. Either way the next turn finds every event that was not handled.
Turn take_turn(Store& store, const ClaimLimits& limits, const Charts& charts,
               const Retries& retries);

}  // namespace perdure::turn

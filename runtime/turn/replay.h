// Replay does the steps of a session again, as the journal tells them, and changes nothing.
//
//     snapshot, journal  ->  replay()  ->  the session as it was, and where that differs from what is stored
//
// Handlers' functions are called, being pure; actions are not: what they answered then, they answer now.
#pragma once

#include <perdure/replay.h>
#include <perdure/store.h>

#include <string_view>

#include "runtime/turn/charts.h"

namespace perdure::turn {

// Throws Error(UnknownSession), Error(InvalidArgument) where no snapshot was kept to begin from or there is no such
// step, Error(UnknownChart) and Error(VersionMismatch) where this program does not have the chart that took the steps,
// and what the store throws.
Replayed replay(Store& store, const Charts& charts, std::string_view id, const ReplayTo& to);

}  // namespace perdure::turn

// Says what went wrong in a run of relays: what was lost, done twice, or done out of order.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faults/relay.h"

namespace perdure::faults {

// What the store has of a session, all of whose events were handled.
struct SessionFacts {
  std::string id;
  SessionStatus status = SessionStatus::Running;
  std::int64_t revision = 0;
  Relay::Snapshot state;
  std::vector<JournalEntry> journal;  // All of it.
};

// One line for each thing that is wrong; none if each session was told of its ticks 1 to `ticks`, exactly
// once and in order, and so was, by notes, the one that it is the peer of; and if the journal says the same.
std::vector<std::string> violations(const std::vector<SessionFacts>& sessions, std::int64_t ticks);

}  // namespace perdure::faults

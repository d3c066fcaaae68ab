// What stored bytes say, by the definition that their chart's program registered.
#pragma once

#include <perdure/store.h>

#include <string>

#include "runtime/ops/json.h"

namespace perdure::ops {

// A session's state, or its parameters before its first step: as definition::Definition::state() has it. Where it
// cannot be read, {"unread": why}.
Json decoded_state(Store& store, const StoredSession& session);

// What it returned; null where it has not ended, or its chart returns nothing.
Json decoded_result(Store& store, const StoredSession& session);

// The fields of an event that goes to the session.
Json decoded_event(Store& store, const StoredSession& session, EventKind kind,
                   const std::string& name, const std::string& invocation, const Bytes& payload);

}  // namespace perdure::ops

// What becomes of a chart's events that come to nothing.
#pragma once

#include <cstdint>

namespace perdure {

// An event that no active state takes or defers.
enum class IfUnhandled : std::uint8_t {
  Ignore,  // It is consumed, with a journal row of the outcome `ignored`.
  Bury,    // It is dead, with the reason: `perdure dead list`.
};

// An event to a session that has ended.
enum class IfFinished : std::uint8_t {
  Ignore,  // It is consumed, with a journal row of the outcome `finished`.
  Bury,    // It is dead, with the reason.
};

// An event that one of the chart's sessions sends to a session that there is not.
enum class IfNobody : std::uint8_t {
  Bury,  // It is dead, with the reason.
  Discard,  // It is consumed, with a journal row of the outcome `discarded` under the absent session's id.
};

// For sessions of one version of a chart, where this program handles them. Timers and what becomes of
// invocations are not meant: those are ignored.
struct ChartOptions {
  IfUnhandled unhandled = IfUnhandled::Ignore;
  IfFinished finished = IfFinished::Ignore;
  // Looked up by whoever handles the event, for the sender as it stands then. Of one that was removed meanwhile the
  // events are buried.
  IfNobody nobody = IfNobody::Bury;
};

}  // namespace perdure

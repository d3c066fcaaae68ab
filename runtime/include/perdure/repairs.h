// What operators change in a store: events that were given up, sessions that must wait.
#pragma once

#include <perdure/records.h>

#include <cstddef>
#include <optional>
#include <string_view>

namespace perdure {

// What somebody has done, or is about to do, to a session by hand.
struct Operation {
  EventId id = {};  // Its own: what it sends has it as its cause.
  std::string session = {};
  std::string name = {};              // As NewEvent::name: "suspend".
  std::string done_by = {};           // The same: who.
  std::optional<EventId> cause = {};  // The event that it is about.
  std::string invocation = {};        // The job that it is about.
};

// Any thread. None of it is on an event's path.
class Repairs {
 public:
  virtual ~Repairs() = default;

  // Queues dead events again, the oldest `filter.limit` of those that match, each with its id and its
  // cause, behind what its session has in its queue. How many; fewer than it did if the connection was lost
  // in the middle. Where somebody does it, `done_by` says who: the journal of each one's session has a row of that, as of
  // note(), whose operation is `retry` and whose cause is the event; rows and events change together or not at all.
  // Throws Error(InvalidArgument), and does nothing, for names that nobody can have.
  virtual std::size_t retry_dead(const DeadFilter& filter,
                                 std::optional<std::string_view> done_by = {}) = 0;

  // Removes dead events, as many and in the order as retry_dead(). Each leaves a row in the journal of its
  // session: JournalOutcome::Discarded, at the revision that the session is at; 0 where there is no such
  // session. Before it stands who did it, as with retry_dead(): a `discard`.
  virtual std::size_t discard_dead(const DeadFilter& filter,
                                   std::optional<std::string_view> done_by = {}) = 0;

  // Has a session take no more steps until Store::resume(): its events wait, in order. `reason` becomes
  // StoredSession::failure, or `suspended` where it is empty. Waits for the batch that has it in hand. False if there is no such session,
  // or it has ended, or is suspended already.
  virtual bool suspend(std::string_view id, std::string_view reason) = 0;

  // Writes it into the session's journal: JournalOutcome::Operated, at the revision that the session is at; 0 where there
  // is no such session. Throws Error(InvalidArgument) for names that nothing can have.
  virtual void note(const Operation& operation) = 0;
};

}  // namespace perdure

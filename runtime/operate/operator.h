// What an operator does by hand, written down with who did it.
//
// Each operation is noted in the journal of its session before it is done (docs/decisions/operations.md); what cannot be
// done as things stand is refused, and noted nowhere. What an operator sends has the note as its cause.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace perdure::operate {

enum class DeadAction { Retry, Discard };

struct Settled {
  std::size_t done = 0;
  bool more = false;  // There may be others that match.
};

// Any thread, as its store. Throws what that throws, also Error(InvalidArgument) for a name that nobody can have.
class Operator {
 public:
  // `store` must outlive it. `name` is who it is, for the journal.
  Operator(Store& store, std::string name);

  Store& store() const { return store_; }
  const std::string& name() const { return name_; }

  // Sessions as they were just read. False if their status does not allow it, or did not any more.
  bool suspend(const StoredSession& session, std::string_view reason);  // Empty: "by NAME".
  bool resume(const StoredSession& session);
  // Has it cancelled, after what is queued for it. The id of the event that does it; nothing if the session has ended.
  std::optional<EventId> end(const StoredSession& session);

  // To `event.session`, under an id of its own, which it returns; nothing if it was sent before under its key.
  std::optional<EventId> send(NewEvent event);
  // Takes back what was sent to the session under a send id and is not yet handled. How many.
  std::size_t cancel_sends(const std::string& session, const std::string& send_id);
  // The event's id; nothing if somebody else was faster.
  std::optional<EventId> redeem(const TokenHash& token, const TokenHolder& holder, NewEvent event);

  // Nothing if the session has no such job.
  std::optional<JobState> state_of_job(const std::string& session, const std::string& invocation);
  // False if the session has no such job that waits.
  bool retry_job(const std::string& session, const std::string& invocation);
  // False if it has no such job that is not cancelled. `reason` is what the session hears; empty: "by NAME".
  bool cancel_job(const std::string& session, const std::string& invocation,
                  std::string_view reason);

  // Has `filter` match only what is dead now: what dies again meanwhile has a higher number. False if nothing is.
  bool keep_to_present(DeadFilter& filter);
  // The oldest `filter.limit` of those that match, in one transaction with the notes of it. What somebody else has in
  // hand is passed over.
  Settled settle_dead(DeadAction action, const DeadFilter& filter);

 private:
  // The operation's id.
  EventId note(Operation operation);
  std::string by(std::string_view reason) const;

  Store& store_;
  const std::string name_;
};

}  // namespace perdure::operate

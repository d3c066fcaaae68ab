// What happened, asked for by what is known of it; and what led to what.
#pragma once

#include <perdure/effects.h>
#include <perdure/stored.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

struct JournalFilter {
  std::string session = {};  // Empty: any.
  std::string chart = {};    // Of a session that there is; empty: any.
  std::string name = {};     // The event's; empty: any.
  std::optional<JournalOutcome> outcome = {};
  std::optional<Timestamp> from = {};   // At this moment or later.
  std::optional<Timestamp> until = {};  // Before this moment.
  std::int64_t after = 0;               // JournalEntry::number greater than this one only.
  std::size_t limit = 100;
  // Revisions greater than this one only. At -1 there is also what came to an id of which there was no session.
  std::int64_t beyond = -1;
};

// An event, wherever it is.
struct TracedEvent {
  enum class Place {
    Handled,  // In the journal.
    Queued,   // Due.
    Waiting,  // For its time, or for its session to be resumed or tried again.
    Dead,     // Given up.
  };
  Place place = Place::Handled;
  EventId id;
  std::optional<EventId> cause;
  EventKind kind = EventKind::Event;
  std::string session;
  std::string chart;  // Of the session; empty where there is none any more.
  std::string name;
  std::optional<Timestamp> at;            // Handled, given up, or due.
  std::optional<JournalOutcome> outcome;  // Handled only, as what follows.
  std::int64_t revision = 0;
  std::vector<std::string> left;
  std::vector<std::string> entered;
  std::string reason;   // Dead only.
  std::string done_by;  // Operated only: who.
};
std::string_view name(TracedEvent::Place place);

// How far the journal goes, and who may still be writing behind that.
struct JournalHead {
  // The highest JournalEntry::number that anybody has drawn. What has it, or one a little below, may not be there yet.
  std::int64_t number = 0;
  // Of those who write: whoever begins from now on has this or more,
  std::int64_t horizon = 0;
  // and whoever has less than this is done. Both rise only.
  std::int64_t unfinished = 0;
};

// Reads for operators. None of it is on an event's path.
class History {
 public:
  virtual ~History() = default;

  // The entries that match, in the order in which they were written: by number.
  virtual std::vector<JournalEntry> journal(const JournalFilter& filter) = 0;
  // Those of a session, beginning behind one of its revisions.
  std::vector<JournalEntry> journal(std::string_view session, std::int64_t beyond,
                                    std::size_t limit) {
    JournalFilter filter;
    filter.session = session;
    filter.limit = limit;
    filter.beyond = beyond;
    return journal(filter);
  }

  // At a cost that does not grow with the journal.
  virtual JournalHead head() = 0;

  // The events that have one of these ids, and those whose cause is one of `causes`; at most `limit`. One
  // that was handled more than once, since it was deferred, is there for each time. What was handled is found if the
  // clocks of those who made ids are no more than an hour ahead of the store's.
  virtual std::vector<TracedEvent> find(std::span<const EventId> ids,
                                        std::span<const EventId> causes, std::size_t limit) = 0;
  // The events whose cause is one of these, which were found: as by find(), and faster, since it is known who handled
  // them.
  virtual std::vector<TracedEvent> effects(std::span<const TracedEvent> causes, std::size_t limit) {
    std::vector<EventId> ids;
    for (const TracedEvent& cause : causes) ids.push_back(cause.id);
    return find({}, ids, limit);
  }
};

}  // namespace perdure

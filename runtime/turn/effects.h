// What the steps of a batch send and take back.
//
//     Effects of each step  ->  sends and cancels of the BatchWrite
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace perdure::turn {

// Throws Error(InvalidArgument), naming it, for an effect that no store could keep: an id that
// cannot be one of a session, an event or a `send`. One such row would make the store refuse the
// whole batch.
void check_effects(const Effects& effects);

class Outbox {
 public:
  // `batch` outlives it.
  explicit Outbox(const Batch& batch) : batch_(batch) { sends_.reserve(batch.events().size()); }

  // In the order of the steps. `cause`: the event whose step it was.
  void send(SendEffect&& effect, const DueEvent& cause);

  // Takes back what that event's session sent under the id in this batch's earlier steps, and has
  // the commit take back what waits in the store. Returns the events of this batch that were sent
  // so, handled ones too: whoever decides on them takes back the others.
  std::vector<std::size_t> cancel(const CancelEffect& effect, const DueEvent& cause);

  // Queues what the step itself has to tell: of its session's children, and of its session to its parent.
  void tell(NewEvent event) { sends_.push_back(std::move(event)); }

  // A session ended: what this batch's steps of it sent for later is not sent.
  void end(const std::string& session) { ended_.insert(session); }

  void write_to(BatchWrite& write);

 private:
  const std::vector<std::size_t>& events_sent_by(std::string_view sender);

  const Batch& batch_;
  std::vector<NewEvent> sends_;
  std::unordered_set<std::size_t> taken_back_;  // Of sends_.
  std::vector<BatchWrite::Cancel> cancels_;
  // Those with a send id, by sender: of sends_, and of the batch's events (indexed at the first
  // cancel).
  std::unordered_map<std::string_view, std::vector<std::size_t>> sends_by_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> events_by_;
  bool indexed_ = false;
  std::unordered_set<std::string> ended_;
};

}  // namespace perdure::turn

// Sessions that invoke sessions, and what each is told of the other.
//
//     InvokeEffect, CancelInvocationEffect, the end of a session  ->  children and sends of the BatchWrite
//
// A child is made in the commit of the step that invokes it. Its parent is told, in the commit of the child's own
// last step, that it is done (EventKind::Done, with its result) or was cancelled by somebody else (Failed); of a child
// that is suspended it is told nothing: that one waits for its operator. A session that ends takes with it what it
// invoked.
#pragma once

#include <perdure/store.h>

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "runtime/turn/charts.h"
#include "runtime/turn/effects.h"
#include "runtime/turn/session.h"

namespace perdure::turn {

class Family {
 public:
  // Both outlive it.
  Family(const Charts& charts, Outbox& outbox) : charts_(charts), outbox_(outbox) {}

  // `event`: whose step it is, of that session.
  void invoke(SessionInBatch& session, InvokeEffect&& effect, const DueEvent& event);
  // False if that is no child of its.
  bool cancel_invocation(SessionInBatch& session, std::string_view invocation,
                         const DueEvent& event);
  // That session ended with the step over `event`.
  void end(SessionInBatch& session, const DueEvent& event, BatchWrite& write);

  bool has_started(std::string_view id) const { return started_.count(std::string(id)) > 0; }

  void write_to(BatchWrite& write) { write.children = std::move(children_); }

 private:
  void cancel(const Invoked& invoked, const DueEvent& event);

  const Charts& charts_;
  Outbox& outbox_;
  std::vector<BatchWrite::Child> children_;
  std::unordered_set<std::string> started_;
};

// Whether it comes from what its session invoked.
bool is_of_invocation(const DueEvent& event);

// Whether another session sent it.
bool is_from_another(const DueEvent& event);

}  // namespace perdure::turn

// The columns of the statements that save sessions: save_steps, save_sessions and save_session.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/store/postgres/binary.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {

// What every step changes in its session's row.
class StepColumns {
 public:
  // `before`: with the version of its row, unless that was read.
  void add(const StoredSession& before, const BatchWrite::Session& after) {
    ids_.add(std::string_view(before.id));
    read_.add(before.revision);
    if (before.row_version == 0) {
      row_versions_.add_null();
    } else {
      row_versions_.add(before.row_version);
    }
    revisions_.add(after.revision);
    active_.add_joined(after.active);
    states_.add(std::span<const std::byte>(after.state));
  }
  bool empty() const { return ids_.size() == 0; }
  void append_to(Parameters& parameters) {
    parameters(ids_)(read_)(row_versions_)(revisions_)(active_)(states_);
  }

 private:
  Array ids_{Array::Of::Text};
  Array read_{Array::Of::Int64};
  Array row_versions_{Array::Of::Xid};
  Array revisions_{Array::Of::Int64};
  Array active_{Array::Of::Text};
  Array states_{Array::Of::Bytes};
};

// What any step may change.
class ChangedColumns {
 public:
  void add(const StoredSession& before, const BatchWrite::Session& after) {
    step_.add(before, after);
    status_.add(name(after.status));
    results_.add(std::span<const std::byte>(after.result));
    attempts_.add(after.attempts);
    retry_at_.add(after.retry_at);
    failures_.add(std::string_view(rows::readable(after.failure)));
    versions_.add(static_cast<std::int64_t>(after.version));
    invoked_.add(std::string_view(rows::lines_of(after.invoked)));
    deferred_.add(std::string_view(rows::lines_of(after.deferred)));
  }
  bool empty() const { return step_.empty(); }
  void append_to(Parameters& parameters) {
    step_.append_to(parameters);
    parameters(status_)(results_)(attempts_)(retry_at_)(failures_)(versions_)(invoked_)(deferred_);
  }

 private:
  StepColumns step_;
  Array status_{Array::Of::Text};
  Array results_{Array::Of::Bytes};
  Array attempts_{Array::Of::Int32};
  Array retry_at_{Array::Of::Time};
  Array failures_{Array::Of::Text};
  Array versions_{Array::Of::Int64};
  Array invoked_{Array::Of::Text};
  Array deferred_{Array::Of::Text};
};

// Whether StepColumns have all that changed.
inline bool is_step_only(const StoredSession& before, const BatchWrite::Session& after) {
  return after.status == before.status && after.result == before.result &&
         after.attempts == before.attempts && after.retry_at == before.retry_at &&
         after.failure == before.failure && after.version == before.version &&
         after.invoked == before.invoked && after.deferred == before.deferred;
}

}  // namespace perdure::postgres

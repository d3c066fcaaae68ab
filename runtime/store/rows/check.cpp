#include "runtime/store/rows/check.h"

#include <set>
#include <string>
#include <vector>

#include "runtime/store/rows/jobs.h"
#include "runtime/store/rows/json.h"
#include "runtime/store/rows/text.h"

namespace perdure::rows {
namespace {

constexpr std::size_t MaxName = 1000;
constexpr std::size_t MaxMetadata = 64 * 1024;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::InvalidArgument, what); }

std::string quoted(std::string_view text) { return "`" + readable(text.substr(0, 60)) + "`"; }

constexpr Duration LongestWindow = std::chrono::hours(24 * 3653);

void check_key(std::string_view key, Duration window) {
  if (key.empty()) return;
  check_name(key, "a key");
  if (window <= Duration::zero() || window > LongestWindow) {
    refuse("the key " + quoted(key) + " is to be remembered for 1 microsecond to 10 years");
  }
}

void check_send_id(std::string_view id) {
  if (!id.empty()) check_name(id, "an event's send id");
}

// State names are stored as a list with spaces between them.
void check_states(const std::vector<std::string>& states) {
  for (const std::string& state : states) {
    check_name(state, "a state's name");
    if (state.find(' ') != std::string::npos)
      refuse("the state name " + quoted(state) + " has a space");
  }
}

// Each index below `size`, and none twice.
class Indexes {
 public:
  Indexes(std::size_t size, const char* what) : seen_(size), what_(what) {}

  void add(std::size_t index) {
    if (index >= seen_.size()) {
      refuse("the batch has no " + std::string(what_) + " " + std::to_string(index));
    }
    if (seen_[index]) {
      refuse("a batch's write names " + std::string(what_) + " " + std::to_string(index) +
             " twice");
    }
    seen_[index] = true;
  }

 private:
  std::vector<bool> seen_;
  const char* what_;
};

}  // namespace

void check_name(std::string_view name, std::string_view what) {
  if (name.empty() || name.size() > MaxName || !is_plain_text(name)) {
    refuse(quoted(name) + " is not " + std::string(what) +
           ": want 1 to 1000 bytes of UTF-8 without control characters");
  }
}

void check_session_id(std::string_view id) {
  if (!is_session_id(id)) {
    refuse(quoted(id) +
           " is not a session's id: want 1 to 200 bytes of UTF-8 without control characters");
  }
}

void check(const NewSession& session) {
  check_session_id(session.id);
  check_name(session.chart, "a chart's name");
  check_key(session.key, session.key_window);
  if (session.parent.empty() != session.invocation.empty()) {
    refuse("session " + quoted(session.id) + " has a parent or an invocation without the other");
  }
  if (!session.parent.empty()) {
    check_session_id(session.parent);
    check_name(session.invocation, "an invocation's id");
  }
  if (!session.tenant.empty()) check_name(session.tenant, "a tenant");
  if (session.metadata.empty()) return;
  if (session.metadata.size() > MaxMetadata || !is_json_object(session.metadata)) {
    refuse(quoted(session.metadata) + " is no metadata: want a JSON object of at most 64 KiB");
  }
}

void check(const NewEvent& event) {
  check_session_id(event.session);
  if (!event.sender.empty()) check_session_id(event.sender);
  check_name(event.name, "an event's name");
  check_send_id(event.send_id);
  check_key(event.key, event.key_window);
  if (!event.key.empty() && event.kind != EventKind::Event && event.kind != EventKind::Start) {
    refuse("the event " + quoted(event.name) + " has a key, and is one that only stores send");
  }
  if (!event.invocation.empty()) check_name(event.invocation, "an invocation's id");
  if (!event.chart.empty()) check_name(event.chart, "a chart's name");
  if (event.due && event.delay != Duration::zero()) {
    refuse("the event " + quoted(event.name) + " has both a due time and a delay");
  }
}

void check(std::span<const NewEvent> events) {
  for (const NewEvent& event : events) check(event);
}

void check(const NewToken& token) {
  check_session_id(token.session);
  check_name(token.name, "a token's name");
  for (const std::string& event : token.accepts) check_name(event, "an event's name");
}

void check(const Operation& operation) {
  check_session_id(operation.session);
  check_name(operation.name, "an operation's name");
  check_operator(operation.done_by);
}

void check_operator(std::optional<std::string_view> name) {
  if (name) check_name(*name, "an operator's name");
}

void check_redeeming(const NewEvent& event) {
  check_name(event.name, "an event's name");
  if (!event.session.empty() || !event.sender.empty() || event.due ||
      event.delay != Duration::zero()) {
    refuse("the event " + quoted(event.name) + " of a token goes to the token's session, at once");
  }
}

namespace {

// Of what a session may have many of.
void known_session(std::size_t session, const Batch& batch) {
  Indexes(batch.sessions().size(), "session").add(session);
}

}  // namespace

void check(const BatchWrite& write, const Batch& batch) {
  Indexes sessions(batch.sessions().size(), "session");
  for (const auto& session : write.sessions) {
    sessions.add(session.session);
    check_states(session.active);
    for (const Invoked& invoked : session.invoked) {
      check_name(invoked.invocation, "an invocation's id");
      check_session_id(invoked.session);
    }
    for (const DeferredEvent& event : session.deferred) check_name(event.name, "an event's name");
  }
  Indexes events(batch.events().size(), "event");
  for (const std::size_t event : write.consumed) events.add(event);
  for (const auto& postponed : write.postponed) events.add(postponed.event);
  for (const auto& dead : write.dead) events.add(dead.event);
  for (const auto& cancel : write.cancels) {
    check_session_id(cancel.sender);
    check_name(cancel.send_id, "an event's send id");
  }
  std::set<std::string_view> children;
  for (const auto& child : write.children) {
    check(child.session);
    check(child.otherwise);
    if (!children.insert(child.session.id).second) {
      refuse("a batch's write makes session " + quoted(child.session.id) + " twice");
    }
  }
  check(write.sends);
  for (const JobCancel& cancelled : write.job_cancels) {
    check_session_id(cancelled.session);
    if (!cancelled.invocation.empty()) check_name(cancelled.invocation, "an invocation's id");
  }
  for (const NewJob& job : write.jobs) check(job);
  Indexes ended(batch.sessions().size(), "session");
  for (const std::size_t session : write.ended) ended.add(session);
  for (const JournalEntry& entry : write.journal) {
    check_session_id(entry.session);
    check_name(entry.name, "an event's name");
    check_states(entry.left);
    check_states(entry.entered);
  }
  for (const auto& kept : write.large) known_session(kept.session, batch);
  for (const auto& dropped : write.large_ends) known_session(dropped.session, batch);
  for (const TokenRevocation& revoked : write.revocations) {
    check_session_id(revoked.session);
    check_name(revoked.name, "a token's name");
  }
  for (const NewToken& token : write.tokens) check(token);
}

void check_lanes(std::int32_t lanes) {
  if (lanes < 0 || lanes > 1024) {
    refuse(std::to_string(lanes) + " lanes: want 1 to 1024, or 0 for the store's default");
  }
}

}  // namespace perdure::rows

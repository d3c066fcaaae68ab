#include "runtime/store/postgres/outgoing.h"

#include <string_view>
#include <tuple>
#include <utility>

#include "runtime/store/postgres/event_columns.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/rows/lane.h"

namespace perdure::postgres {
namespace {

std::int16_t lane_of(std::string_view session, std::int32_t lanes) {
  return static_cast<std::int16_t>(rows::lane_of(session, lanes));
}

// Those of an Outgoing's events that there is no session for.
class Undeliverable {
 public:
  explicit Undeliverable(std::int32_t count) : count_(count) {}

  void add(const NewEvent& event) {
    lanes_.add(lane_of(event.session, count_));
    columns_.add(event, event.sender.empty() ? event.session : event.sender);
    reasons_.add(std::string_view("there is no session `" + event.session + "`"));
  }
  bool empty() const { return columns_.empty(); }
  void bury(Statements& statements) {
    Parameters parameters = with_columns();
    statements.send(query("bury_new_events"), parameters(reasons_));
  }
  void discard(Statements& statements) {
    statements.send(query("discard_new_events"), with_columns());
  }

 private:
  Parameters with_columns() {
    Parameters parameters;
    parameters(lanes_);
    columns_.append_to(parameters);
    return parameters;
  }

  std::int32_t count_;
  Array lanes_{Array::Of::Int16};
  EventColumns columns_;
  Array reasons_{Array::Of::Text};
};

}  // namespace

void send_new_session(Statements& statements, const NewSession& session, std::int32_t lanes) {
  statements.send(
      query("insert_session"),
      Parameters().lane(rows::lane_of(session.id, lanes))(std::string_view(session.id))(
          std::string_view(session.chart))(std::int64_t{session.version})(
          std::span<const std::byte>(session.params))(std::string_view(session.parent))(
          std::string_view(session.invocation))(std::string_view(session.tenant))(
          session.metadata.empty() ? std::string_view("{}") : std::string_view(session.metadata)));
}

Error exists_already(const NewSession& session) {
  return {ErrorKind::SessionExists, "there is a session `" + session.id + "` already"};
}

Outgoing::Outgoing(std::span<const NewEvent> events) : events_(events), repeats_(events.size()) {
  using Key = std::tuple<std::string_view, EventKind, std::string_view>;
  std::set<Key> seen;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const NewEvent& event = events[i];
    if (event.key.empty()) continue;
    if (seen.emplace(event.session, event.kind, event.key).second) {
      keyed_.push_back(i);
    } else {
      repeats_[i] = true;
    }
  }
}

void Outgoing::ask(Statements& statements, std::int32_t lanes) const {
  std::unordered_set<std::string_view> asked;
  Array session_lanes(Array::Of::Int16);
  Array ids(Array::Of::Text);
  for (const NewEvent& event : events_) {
    if (!asked.insert(event.session).second) continue;
    session_lanes.add(lane_of(event.session, lanes));
    ids.add(std::string_view(event.session));
  }
  statements.send(query("missing_sessions"), Parameters()(session_lanes)(ids));
  if (keyed_.empty()) return;

  Array key_lanes(Array::Of::Int16);
  Array sessions(Array::Of::Text);
  Array kinds(Array::Of::Text);
  Array keys(Array::Of::Text);
  Array identities(Array::Of::Uuid);
  Array windows(Array::Of::Int64);
  for (const std::size_t i : keyed_) {
    const NewEvent& event = events_[i];
    key_lanes.add(lane_of(event.session, lanes));
    sessions.add(std::string_view(event.session));
    kinds.add(name(event.kind));
    keys.add(std::string_view(event.key));
    identities.add(event.id);
    windows.add(std::int64_t{event.key_window.count()});
  }
  statements.send(query("remember_keys"),
                  Parameters()(key_lanes)(sessions)(kinds)(keys)(identities)(windows));
}

LanesWithWork Outgoing::foretold(std::int32_t lanes) const {
  LanesWithWork foretold;
  for (const NewEvent& event : events_) {
    const bool later = event.due || event.delay > Duration::zero();
    if (!later) foretold.add(lane_of(event.session, lanes));
  }
  return foretold;
}

void Outgoing::answered(std::unordered_set<std::string> missing, std::set<EventId> accepted) {
  missing_ = std::move(missing);
  accepted_ = std::move(accepted);
  if (missing_.empty()) return;
  for (const NewEvent& event : events_) {
    if (event.if_unknown == IfUnknown::Refuse && missing_.count(event.session) != 0) {
      throw Error(ErrorKind::UnknownSession, "there is no session `" + event.session + "`");
    }
  }
}

bool Outgoing::is_accepted(std::size_t event) const {
  return events_[event].key.empty() ||
         (!repeats_[event] && accepted_.count(events_[event].id) != 0);
}

const NewEvent* Outgoing::write(Statements& statements, std::int32_t lanes, Timestamp now) {
  NewEventColumns queued(lanes, now);
  Undeliverable buried(lanes);
  Undeliverable discarded(lanes);
  const NewEvent* proof = nullptr;
  sent_ = {};
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const NewEvent& event = events_[i];
    if (!is_accepted(i)) {
      ++sent_.repeated;
      continue;
    }
    if (proof == nullptr) proof = &event;
    if (missing_.empty() || missing_.count(event.session) == 0) {
      queued.add(event);
      ++sent_.queued;
    } else if (event.if_unknown == IfUnknown::Bury) {
      buried.add(event);
      ++sent_.buried;
    } else {
      discarded.add(event);
      ++sent_.discarded;
    }
  }
  if (proof == nullptr) return nullptr;
  queued.send(statements);
  woken_ = queued.woken();
  if (!buried.empty()) buried.bury(statements);
  if (!discarded.empty()) discarded.discard(statements);
  if (!keyed_.empty()) {
    // Who adds a key takes two away, so that nobody else has to.
    Array of_lanes(Array::Of::Int16);
    for (const std::size_t i : keyed_) of_lanes.add(lane_of(events_[i].session, lanes));
    statements.send(query("forget_keys"),
                    Parameters()(of_lanes)(static_cast<std::int64_t>(2 * keyed_.size())));
  }
  return proof;
}

}  // namespace perdure::postgres

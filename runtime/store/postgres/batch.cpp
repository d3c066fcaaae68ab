#include "runtime/store/postgres/batch.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/event_columns.h"
#include "runtime/store/postgres/large_columns.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/session_columns.h"
#include "runtime/store/postgres/tokens.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/due.h"
#include "runtime/store/rows/indexed.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/tenure.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

// To step over so many dead rows costs a claim less than moving the mark.
constexpr std::int64_t FewNumbers = 100;

// Some of a batch's events, with the places that they had.
class Places {
 public:
  void add(const DueEvent& event) {
    sequences_.add(event.sequence);
    columns_.add(event, event.sender);
  }
  bool empty() const { return columns_.empty(); }
  Parameters parameters(std::int32_t lane) {
    Parameters parameters;
    parameters.lane(lane)(sequences_);
    columns_.append_to(parameters);
    return parameters;
  }

 private:
  Array sequences_{Array::Of::Int64};
  EventColumns columns_;
};

// A batch leaves few events behind, so each is looked up in the list as it is.
bool is_cancelled(const DueEvent& event, const BatchWrite& write) {
  return std::any_of(write.cancels.begin(), write.cancels.end(), [&](const auto& cancel) {
    return cancel.sender == event.sender && cancel.kind == event.kind &&
           cancel.send_id == event.send_id;
  });
}

}  // namespace

PostgresBatch::PostgresBatch(const Owner& owner, Timestamp now, bool is_silent,
                             std::uint32_t transaction, Mark mark, Moved moved,
                             const Result& events, const Result& sessions, KnownSessions* known,
                             std::size_t limit)
    : owner_(owner),
      now_(now),
      is_silent_(is_silent),
      transaction_(transaction),
      mark_(mark),
      moved_(moved),
      full_(static_cast<std::size_t>(events.size()) == limit) {
  read_events(events);
  read_sessions(sessions, known);
}

PostgresBatch::~PostgresBatch() {
  if (open_) const Rollback rollback(owner_.connection);
}

void PostgresBatch::read_events(const Result& rows) {
  std::vector<std::pair<std::int64_t, int>> order;  // Each one's sequence, and its row.
  order.reserve(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) order.emplace_back(rows[i].int64(0), i);
  std::sort(order.begin(), order.end());
  events_.reserve(order.size());
  for (const auto& [sequence, i] : order) {
    const Row row = rows[i];
    DueEvent event;
    event.sequence = sequence;
    event.id = row.id(1);
    event.kind = rows::event_kind(row.text(2));
    event.session = row.text(3);
    event.sender = row.text(4);
    event.name = row.text(5);
    event.payload = row.bytes(6);
    event.send_id = row.text(7);
    event.cause = row.id_or_null(8);
    event.invocation = row.text(9);
    event.chart = row.text(10);
    event.queued = row.time(11).value_or(Timestamp{});
    events_.push_back(std::move(event));
  }
}

void PostgresBatch::read_sessions(const Result& first, KnownSessions* known) {
  std::unordered_map<std::string_view, std::size_t> places;
  places.reserve(events_.size());
  sessions_.reserve(events_.size());
  for (const DueEvent& event : events_) {
    const auto [place, is_new] = places.emplace(event.session, DueEvent::NoSession);
    if (!is_new || known == nullptr) continue;
    if (std::optional<StoredSession> session = known->take(event.session)) {
      place->second = sessions_.size();
      sessions_.push_back(*std::move(session));
    }
  }
  known_ = sessions_.size();
  const auto keep = [&](const Result& rows) {
    for (int i = 0; i < rows.size(); ++i) {
      // The first events may have been others when the sessions were read.
      const auto place = places.find(rows[i].text(0));
      if (place == places.end() || place->second != DueEvent::NoSession) continue;
      place->second = sessions_.size();
      sessions_.push_back(session_from(rows[i]));
    }
  };
  keep(first);
  if (sessions_.size() < places.size()) {
    Array others(Array::Of::Text);
    for (const auto& [id, place] : places) {
      if (place == DueEvent::NoSession) others.add(id);
    }
    keep(owner_.connection.run(query("read_sessions"), Parameters().lane(owner_.lane)(others)));
  }
  for (DueEvent& event : events_) event.session_index = places.find(event.session)->second;
}

std::optional<Bytes> PostgresBatch::large_value(std::size_t session, const LargeName& name) {
  if (!open_) throw Error(ErrorKind::InvalidArgument, "the batch was committed");
  const Parameters parameters =
      Parameters().lane(owner_.lane)(std::string_view(sessions_[session].id))(bytes_of(name));
  const Result rows = user_.outside(query("find_blob"), parameters);
  if (rows.empty()) return std::nullopt;
  return rows[0].bytes(0);
}

CommitResult PostgresBatch::commit(const BatchWrite& write) {
  if (!open_) throw Error(ErrorKind::InvalidArgument, "a batch is committed once");
  rows::check(write, *this);
  open_ = false;
  const bool gives_back = write.ends_tenure || drains(write);
  LanesWithWork sent;
  {
    const Rollback rollback_unless_committed(owner_.connection);
    user_.leave();
    Pipeline pipeline(owner_.connection);
    send_cancels(pipeline, write);
    send_known(pipeline, write);
    send_sessions(pipeline, write);
    send_indexed(pipeline, write);
    // Before events come back to places that the mark passes: whoever puts them there lowers it.
    send_mark(pipeline, send_returned(pipeline, write));
    send_postponed(pipeline, write);
    send_dead(pipeline, write);
    send_children(pipeline, write);
    send_ended(pipeline, write);
    sent = send_new_events(pipeline, write.sends, owner_.lanes, now_);
    send_jobs(pipeline, write);
    send_tokens(pipeline, write, owner_.lane);
    send_journal(pipeline, write);
    send_snapshots(pipeline, write);
    send_large(pipeline, write);
    if (gives_back) {
      pipeline.send(query("give_back_lane"), Parameters().lane(owner_.lane)(owner_.key));
    } else if (is_time_for_sign()) {
      pipeline.send(query("touch_lane"), Parameters().lane(owner_.lane));
    }
    pipeline.send(query("commit"));
    try {
      pipeline.finish();
    } catch (const Refused& refusal) {
      if (refusal.sqlstate() == DivisionByZero) return CommitResult::Lost;
      throw;
    }
  }
  if (gives_back) owner_.over = true;
  const LanesWithWork woken = this->woken(write, sent, gives_back);
  if (!woken.empty()) owner_.announce.events(woken);
  if (!write.jobs.empty()) owner_.announce.jobs();
  return CommitResult::Committed;
}

std::uint32_t PostgresBatch::row_version() const {
  // Behind a savepoint rows carry its number instead.
  return user_.has_savepoint() ? 0 : transaction_;
}

LanesWithWork PostgresBatch::woken(const BatchWrite& write, const LanesWithWork& sent,
                                   bool gives_back) const {
  const bool released = std::any_of(write.ended.begin(), write.ended.end(), [&](std::size_t ended) {
    return sessions_[ended].status == SessionStatus::Suspended;
  });
  const bool puts_off = !write.postponed.empty();
  if (moved_.others || released || !write.children.empty() || (gives_back && puts_off)) {
    return LanesWithWork::any();
  }
  LanesWithWork woken = sent;
  const bool leaves_some = full_ || !moved_.all || write.consumed.size() < events_.size();
  if (gives_back && leaves_some) woken.add(owner_.lane);
  return woken;
}

bool PostgresBatch::drains(const BatchWrite& write) const {
  if (full_ || !moved_.all || !write.children.empty()) return false;
  if (write.consumed.size() + write.postponed.size() + write.dead.size() < events_.size()) {
    return false;
  }
  return std::none_of(write.sends.begin(), write.sends.end(), [&](const NewEvent& event) {
    return rows::lane_of(event.session, owner_.lanes) == owner_.lane &&
           !rows::due_later(event, now_);
  });
}

bool PostgresBatch::is_time_for_sign() const {
  return is_silent_ || std::chrono::steady_clock::now() - claimed_ > rows::BetweenSigns;
}

void PostgresBatch::send_cancels(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.cancels.empty()) return;
  Array senders(Array::Of::Text);
  Array kinds(Array::Of::Text);
  Array send_ids(Array::Of::Text);
  for (const BatchWrite::Cancel& cancel : write.cancels) {
    senders.add(std::string_view(cancel.sender));
    kinds.add(name(cancel.kind));
    send_ids.add(std::string_view(cancel.send_id));
  }
  const Parameters parameters = Parameters().lane(owner_.lane)(senders)(kinds)(send_ids);
  pipeline.send(query("cancel_timers"), parameters);
  pipeline.send(query("cancel_events"), parameters);
}

// What is written is checked as it is.
void PostgresBatch::send_known(Pipeline& pipeline, const BatchWrite& write) const {
  std::vector<bool> is_checked(sessions_.size());
  for (const BatchWrite::Session& session : write.sessions) is_checked[session.session] = true;
  Array ids(Array::Of::Text);
  Array versions(Array::Of::Xid);
  for (std::size_t i = 0; i < known_; ++i) {
    if (is_checked[i]) continue;
    ids.add(std::string_view(sessions_[i].id));
    versions.add(sessions_[i].row_version);
  }
  if (ids.size() == 0) return;
  pipeline.send(query("check_sessions"), Parameters().lane(owner_.lane)(ids)(versions));
}

void PostgresBatch::send_sessions(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.sessions.size() == 1) {
    Parameters parameters = Parameters().lane(owner_.lane);
    ChangedColumns changed;
    changed.add(before_of(write.sessions[0]), write.sessions[0]);
    changed.append_to(parameters);
    pipeline.send(query("save_session"), parameters);
    return;
  }
  StepColumns stepped;
  ChangedColumns changed;
  for (const BatchWrite::Session& session : write.sessions) {
    const StoredSession& before = before_of(session);
    if (is_step_only(before, session)) {
      stepped.add(before, session);
    } else {
      changed.add(before, session);
    }
  }
  if (!stepped.empty()) {
    Parameters parameters = Parameters().lane(owner_.lane);
    stepped.append_to(parameters);
    pipeline.send(query("save_steps"), parameters);
  }
  if (!changed.empty()) {
    Parameters parameters = Parameters().lane(owner_.lane);
    changed.append_to(parameters);
    pipeline.send(query("save_sessions"), parameters);
  }
}

// A statement of its own, since most batches change nothing of it.
void PostgresBatch::send_indexed(Pipeline& pipeline, const BatchWrite& write) const {
  Array ids(Array::Of::Text);
  Array attributes(Array::Of::Text);
  bool any = false;
  for (const BatchWrite::Session& session : write.sessions) {
    if (!session.indexed) continue;
    any = true;
    ids.add(std::string_view(sessions_[session.session].id));
    attributes.add(std::string_view(rows::to_json(*session.indexed)));
  }
  if (!any) return;
  pipeline.send(query("save_indexed"), Parameters().lane(owner_.lane)(ids)(attributes));
}

std::int64_t PostgresBatch::send_returned(Pipeline& pipeline, const BatchWrite& write) const {
  std::vector<bool> gone(events_.size());
  for (const std::size_t event : write.consumed) gone[event] = true;
  for (const BatchWrite::Postponed& postponed : write.postponed) gone[postponed.event] = true;
  for (const BatchWrite::Dead& dead : write.dead) gone[dead.event] = true;
  Places places;
  std::int64_t empty_up_to = events_.back().sequence;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (gone[i] || is_cancelled(events_[i], write)) continue;
    empty_up_to = std::min(empty_up_to, events_[i].sequence - 1);
    places.add(events_[i]);
  }
  if (!places.empty()) pipeline.send(query("return_events"), places.parameters(owner_.lane));
  return empty_up_to;
}

void PostgresBatch::send_mark(Pipeline& pipeline, std::int64_t empty_up_to) const {
  const std::int64_t last = events_.back().sequence;
  if (last - mark_.at < FewNumbers) return;
  pipeline.send(query("advance_mark"),
                Parameters().lane(owner_.lane)(mark_.may_advance)(empty_up_to)(last));
}

void PostgresBatch::send_postponed(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.postponed.empty()) return;
  Places places;
  Array due(Array::Of::Time);
  for (const BatchWrite::Postponed& postponed : write.postponed) {
    const DueEvent& event = events_[postponed.event];
    if (is_cancelled(event, write)) continue;
    places.add(event);
    if (postponed.until) {
      due.add(*postponed.until);
    } else {
      due.add_infinity();
    }
  }
  if (!places.empty()) pipeline.send(query("postpone_events"), places.parameters(owner_.lane)(due));
}

void PostgresBatch::send_dead(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.dead.empty()) return;
  Places places;
  Array reasons(Array::Of::Text);
  for (const BatchWrite::Dead& dead : write.dead) {
    places.add(events_[dead.event]);
    reasons.add(std::string_view(rows::readable(dead.reason)));
  }
  pipeline.send(query("bury_events"), places.parameters(owner_.lane)(reasons));
}

void PostgresBatch::send_jobs(Pipeline& pipeline, const BatchWrite& write) const {
  if (!write.job_cancels.empty()) {
    Array sessions(Array::Of::Text);
    Array invocations(Array::Of::Text);
    for (const JobCancel& cancelled : write.job_cancels) {
      sessions.add(std::string_view(cancelled.session));
      invocations.add_unless_empty(cancelled.invocation);
    }
    pipeline.send(query("cancel_jobs"), Parameters().lane(owner_.lane)(sessions)(invocations));
  }
  if (write.jobs.empty()) return;
  Array sessions(Array::Of::Text);
  Array invocations(Array::Of::Text);
  Array ids(Array::Of::Uuid);
  Array services(Array::Of::Text);
  Array arguments(Array::Of::Bytes);
  Array causes(Array::Of::Uuid);
  Array attempts(Array::Of::Int32);
  Array backoffs(Array::Of::Int64);
  Array limits(Array::Of::Int64);
  Array timeouts(Array::Of::Int64);
  for (const NewJob& job : write.jobs) {
    sessions.add(std::string_view(job.session));
    invocations.add(std::string_view(job.invocation));
    ids.add(job.id);
    services.add(std::string_view(job.service));
    arguments.add(std::span<const std::byte>(job.arguments));
    causes.add(job.cause);
    attempts.add(job.attempts);
    backoffs.add(job.backoff.count());
    limits.add(job.backoff_limit.count());
    timeouts.add(job.timeout.count());
  }
  pipeline.send(
      query("insert_jobs"),
      Parameters().lane(owner_.lane)(sessions)(
          invocations)(ids)(services)(arguments)(causes)(attempts)(backoffs)(limits)(timeouts));
}

void PostgresBatch::send_children(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.children.empty()) return;
  const auto lane_of = [this](std::string_view session) {
    return static_cast<std::int16_t>(rows::lane_of(session, owner_.lanes));
  };
  Array lanes(Array::Of::Int16);
  Array ids(Array::Of::Text);
  Array charts(Array::Of::Text);
  Array versions(Array::Of::Int64);
  Array params(Array::Of::Bytes);
  Array parents(Array::Of::Text);
  Array invocations(Array::Of::Text);
  Array tenants(Array::Of::Text);
  Array starts(Array::Of::Uuid);
  Array causes(Array::Of::Uuid);
  Array parent_lanes(Array::Of::Int16);
  Array others(Array::Of::Uuid);
  Array kinds(Array::Of::Text);
  Array names(Array::Of::Text);
  Array payloads(Array::Of::Bytes);
  for (const BatchWrite::Child& child : write.children) {
    const NewSession& session = child.session;
    lanes.add(lane_of(session.id));
    ids.add(std::string_view(session.id));
    charts.add(std::string_view(session.chart));
    versions.add(std::int64_t{session.version});
    params.add(std::span<const std::byte>(session.params));
    parents.add_unless_empty(session.parent);
    invocations.add_unless_empty(session.invocation);
    tenants.add(std::string_view(session.tenant));
    starts.add(session.start);
    causes.add(child.otherwise.cause);
    parent_lanes.add(lane_of(session.parent));
    others.add(child.otherwise.id);
    kinds.add(name(child.otherwise.kind));
    names.add(std::string_view(child.otherwise.name));
    payloads.add(std::span<const std::byte>(child.otherwise.payload));
  }
  pipeline.send(
      query("start_children"),
      Parameters()(lanes)(
          ids)(charts)(versions)(params)(parents)(invocations)(tenants)(starts)(causes)(parent_lanes)(others)(kinds)(names)(payloads));
}

void PostgresBatch::send_ended(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.ended.empty()) return;
  Array ended(Array::Of::Text);
  Array suspended(Array::Of::Text);
  for (const std::size_t index : write.ended) {
    const StoredSession& session = sessions_[index];
    ended.add(std::string_view(session.id));
    if (session.status == SessionStatus::Suspended) suspended.add(std::string_view(session.id));
  }
  pipeline.send(query("drop_delayed"), Parameters().lane(owner_.lane)(ended));
  if (suspended.size() > 0) {
    pipeline.send(query("release_postponed"), Parameters().lane(owner_.lane)(suspended));
  }
}

void PostgresBatch::send_journal(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.journal.empty()) return;
  Array lanes(Array::Of::Int16);
  Array sessions(Array::Of::Text);
  Array revisions(Array::Of::Int64);
  Array events(Array::Of::Uuid);
  Array causes(Array::Of::Uuid);
  Array kinds(Array::Of::Text);
  Array names(Array::Of::Text);
  Array outcomes(Array::Of::Text);
  Array left(Array::Of::Text);
  Array entered(Array::Of::Text);
  Array at(Array::Of::Time);
  for (const JournalEntry& entry : write.journal) {
    lanes.add(static_cast<std::int16_t>(rows::lane_of(entry.session, owner_.lanes)));
    sessions.add(std::string_view(entry.session));
    revisions.add(entry.revision);
    events.add(entry.event);
    causes.add(entry.cause);
    kinds.add(name(entry.kind));
    names.add(std::string_view(entry.name));
    outcomes.add(name(entry.outcome));
    left.add_joined(entry.left);
    entered.add_joined(entry.entered);
    at.add(entry.at);
  }
  Parameters parameters = Parameters()(lanes)(
      sessions)(revisions)(events)(causes)(kinds)(names)(outcomes)(left)(entered)(at);
  const bool is_whole = std::any_of(write.journal.begin(), write.journal.end(),
                                    [](const JournalEntry& entry) { return entry.payload; });
  if (!is_whole) {
    pipeline.send(query("insert_journal"), parameters);
    return;
  }
  Array payloads(Array::Of::Bytes);
  Array invocations(Array::Of::Text);
  Array answers(Array::Of::Bytes);
  for (const JournalEntry& entry : write.journal) {
    if (entry.payload) {
      payloads.add(std::span<const std::byte>(*entry.payload));
    } else {
      payloads.add_null();
    }
    invocations.add_unless_empty(entry.invocation);
    answers.add(std::span<const std::byte>(entry.answers));
  }
  pipeline.send(query("insert_journal_whole"), parameters(payloads)(invocations)(answers));
}

void PostgresBatch::send_snapshots(Pipeline& pipeline, const BatchWrite& write) const {
  if (write.snapshots.empty()) return;
  Array sessions(Array::Of::Text);
  Array revisions(Array::Of::Int64);
  Array versions(Array::Of::Int64);
  Array states(Array::Of::Bytes);
  Array at(Array::Of::Time);
  for (const BatchWrite::Snapshot& snapshot : write.snapshots) {
    sessions.add(std::string_view(sessions_[snapshot.session].id));
    revisions.add(snapshot.state.revision);
    versions.add(static_cast<std::int64_t>(snapshot.state.version));
    states.add(std::span<const std::byte>(snapshot.state.state));
    at.add(snapshot.state.at);
  }
  pipeline.send(query("insert_snapshots"),
                Parameters().lane(owner_.lane)(sessions)(revisions)(versions)(states)(at));
}

void PostgresBatch::send_large(Pipeline& pipeline, const BatchWrite& write) const {
  for (std::size_t next = 0; next < write.large.size();) {
    LargeColumns columns;
    for (; next < write.large.size() && columns.has_room_for(write.large[next].bytes); ++next) {
      const BatchWrite::Large& kept = write.large[next];
      columns.add(sessions_[kept.session].id, kept.name, kept.revision, kept.bytes);
    }
    Parameters parameters = Parameters().lane(owner_.lane);
    columns.append_to(parameters);
    pipeline.send(query("insert_blobs"), parameters);
  }
  if (write.large_ends.empty()) return;
  Array sessions(Array::Of::Text);
  Array digests(Array::Of::Bytes);
  Array revisions(Array::Of::Int64);
  for (const BatchWrite::LargeEnd& end : write.large_ends) {
    sessions.add(std::string_view(sessions_[end.session].id));
    digests.add(bytes_of(end.name));
    revisions.add(end.revision);
  }
  pipeline.send(query("delete_blobs"),
                Parameters().lane(owner_.lane)(sessions)(digests)(revisions));
}

}  // namespace perdure::postgres

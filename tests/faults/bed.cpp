#include "tests/faults/bed.h"

#include <stdexcept>
#include <thread>
#include <utility>

#include "runtime/turn/large.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;

template <class Call>
auto until_it_works(Call call) {
  for (int tries = 0;; ++tries) {
    try {
      return call();
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::StoreUnavailable || tries > 600) throw;
      std::this_thread::sleep_for(50ms);
    }
  }
}

}  // namespace

Bed::Bed(std::string uri, int sessions) : uri_(std::move(uri)), store_(open(uri_)) {
  store_->schema().migrate();
  for (int i = 0; i < sessions; ++i) ids_.push_back("relay-" + std::to_string(i));
  for (std::size_t i = 0; i < ids_.size(); ++i) {
    NewSession session;
    session.id = ids_[i];
    session.chart = Relay::chart_name;
    session.params = to_bytes(Relay::Params{ids_[(i + 1) % ids_.size()]});
    session.start = EventId::random();
    store_->start(session);
  }
}

void Bed::tick() {
  ++ticks_;
  std::vector<NewEvent> events;
  for (const std::string& id : ids_) {
    NewEvent event;
    event.id = EventId::random();
    event.session = id;
    event.name = Tick::name;
    event.payload = to_bytes(Tick{ticks_});
    events.push_back(std::move(event));
  }
  until_it_works([&] { store_->enqueue(events); });
}

void Bed::poison(const std::string& id) {
  NewEvent event;
  event.id = EventId::random();
  event.session = id;
  event.name = Poison::name;
  store_->enqueue({&event, 1});
}

bool Bed::wait_until_quiet(std::chrono::seconds limit) { return wait("", limit); }

bool Bed::wait_until_quiet_but(const std::string& suspended, std::chrono::seconds limit) {
  return wait(suspended, limit);
}

bool Bed::wait(const std::string& suspended, std::chrono::seconds limit) {
  auto end = std::chrono::steady_clock::now() + limit;
  SessionFilter all;
  all.limit = ids_.size();
  std::int64_t steps = 0;
  while (std::chrono::steady_clock::now() < end) {
    const auto found = until_it_works([&] { return store_->records().sessions(all); });
    bool quiet = found.size() == ids_.size();
    const std::int64_t steps_before = std::exchange(steps, 0);
    for (const SessionSummary& summary : found) {
      steps += summary.session.revision;
      const bool is_quiet = summary.session.id == suspended
                                ? summary.session.status == SessionStatus::Suspended
                                : summary.queued == 0 && summary.waiting == 0;
      quiet = quiet && is_quiet;
    }
    if (quiet) return true;
    if (steps != steps_before) end = std::chrono::steady_clock::now() + limit;
    std::this_thread::sleep_for(50ms);
  }
  return false;
}

Relay::Snapshot Bed::state(const std::string& id) {
  const StoredSession stored = store_->read(id).value();
  InArchive in(stored.state);
  return Relay::Snapshot::load(in);
}

std::vector<SessionFacts> Bed::facts() {
  std::vector<SessionFacts> facts;
  for (const std::string& id : ids_) {
    const StoredSession stored = store_->read(id).value();
    SessionFacts session;
    session.id = id;
    session.status = stored.status;
    session.revision = stored.revision;
    const auto beside = turn::stored_values(*store_, id);
    InArchive in(stored.state, beside);
    session.state = Relay::Snapshot::load(in);
    session.state.paper.get();
    session.journal = store_->history().journal(id, 0, 1'000'000);
    facts.push_back(std::move(session));
  }
  return facts;
}

std::vector<std::string> Bed::violations() {
  std::vector<std::string> found = faults::violations(facts(), ticks_);
  for (const DeadEvent& event : store_->records().dead({.limit = 10})) {
    found.push_back(event.session + ": a dead event: " + event.reason);
  }
  return found;
}

std::int64_t Bed::steps() {
  std::int64_t count = 0;
  for (const std::string& id : ids_) {
    for (const JournalEntry& entry : store_->history().journal(id, 0, 1'000'000)) {
      if (entry.kind != EventKind::Start) ++count;
    }
  }
  return count;
}

}  // namespace perdure::faults

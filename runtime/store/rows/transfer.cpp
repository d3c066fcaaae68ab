#include "runtime/store/rows/transfer.h"

#include <perdure/store.h>
#include <perdure/utf8.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/jobs.h"
#include "runtime/store/rows/json.h"
#include "runtime/store/rows/text.h"

namespace perdure {

Transfer& transfer_of(Store& store) {
  if (auto* can = dynamic_cast<TransferringStore*>(&store)) return can->transfer();
  throw Error(ErrorKind::InvalidArgument, "this store takes no sessions out, and puts none in");
}

}  // namespace perdure

namespace perdure::rows {
namespace {

// Every database knows the moments from the year 1 on.
constexpr Timestamp Earliest{std::chrono::sys_days(std::chrono::year(1) / 1 / 1)};
// So that there are higher ones to come.
constexpr std::int64_t HighestFence = std::int64_t{1} << 62U;

class Checker {
 public:
  explicit Checker(const TransferredSession& session) : all_(session), id_(session.session.id) {}

  void check_all() {
    check_session();
    for (const TransferredPending& pending : all_.pending) check_pending(pending);
    for (const TransferredDead& dead : all_.dead) {
      check_event(dead.event);
      check_words(dead.reason);
      check_time(dead.at);
    }
    check_jobs();
    check_tokens();
    check_keys();
    check_snapshots();
    check_large();
    for (const JournalEntry& entry : all_.journal) check_entry(entry);
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(ErrorKind::InvalidArgument, "session `" + readable(id_) + "`: " + what);
  }
  void need(bool good, const char* what) const {
    if (!good) refuse(what);
  }
  void check_time(Timestamp time) const { need(time >= Earliest, "a time before the year 1"); }
  void check_time(const std::optional<Timestamp>& time) const {
    if (time) check_time(*time);
  }
  // As readable() leaves them, and so as every store keeps them.
  void check_words(std::string_view words) const {
    need(words.size() <= 4000 && is_utf8(words) && words.find('\0') == std::string_view::npos,
         "words that are longer than 4,000 bytes, or not UTF-8");
  }
  void check_states(const std::vector<std::string>& states) const {
    for (const std::string& state : states) {
      check_name(state, "a state's name");
      need(state.find(' ') == std::string::npos, "the name of a state has a space");
    }
  }

  void check_session() const {
    const StoredSession& session = all_.session;
    NewSession made{session.id, session.chart, session.version, {}, {}};
    made.parent = session.parent;
    made.invocation = session.invocation;
    made.tenant = session.tenant;
    made.metadata = session.metadata;
    rows::check(made);
    need(!session.metadata.empty(), "no metadata: want at least {}");
    need(session.revision >= 0 && session.attempts >= 0, "a number below 0");
    check_states(session.active);
    check_words(session.failure);
    check_time(session.created);
    check_time(session.updated);
    check_time(session.retry_at);
    for (const Invoked& invoked : session.invoked) {
      check_name(invoked.invocation, "an invocation's id");
      check_session_id(invoked.session);
    }
    for (const DeferredEvent& event : session.deferred) check_name(event.name, "an event's name");
    if (all_.indexed) indexed_from(*all_.indexed);
  }

  void check_event(const TransferredEvent& event) const {
    NewEvent made;
    made.session = id_;
    made.sender = event.sender;
    made.name = event.name;
    made.send_id = event.send_id;
    made.invocation = event.invocation;
    made.chart = event.chart;
    rows::check(made);
  }

  void check_pending(const TransferredPending& pending) const {
    using Place = TransferredPending::Place;
    check_event(pending.event);
    check_time(pending.due);
    check_time(pending.queued);
    need(pending.place != Place::Queued || !pending.due, "what is queued has no due time");
    need(pending.place != Place::Later || pending.due, "what waits for its time has a due time");
  }

  void check_jobs() const {
    std::set<std::string_view> known;
    for (const StoredJob& job : all_.jobs) {
      NewJob made = job.job;
      made.session = id_;
      rows::check(made);
      need(known.insert(job.job.invocation).second, "a job twice");
      need(job.attempt >= 0 && job.fence >= 0 && job.fence <= HighestFence, "a job's odd numbers");
      need(std::isfinite(job.done), "a job's odd progress");
      need(is_plain_text(job.worker), "a job's worker with control characters");
      check_words(job.text);
      check_words(job.failure);
      check_time(job.due);
      check_time(job.created);
      check_time(job.deadline);
    }
  }

  void check_tokens() const {
    std::set<std::string_view> known;
    for (const TransferredToken& token : all_.tokens) {
      NewToken made = token.issued;
      made.session = id_;
      rows::check(made);
      need(known.insert(token.issued.name).second, "a token twice");
      check_time(token.issued.expires);
      check_time(token.used);
    }
  }

  void check_keys() const {
    std::set<std::pair<EventKind, std::string_view>> known;
    for (const TransferredKey& key : all_.keys) {
      check_name(key.key, "a key");
      need(key.kind == EventKind::Start || key.kind == EventKind::Event, "a key of what has none");
      need(known.emplace(key.kind, key.key).second, "a key twice");
      check_time(key.expires);
    }
  }

  void check_snapshots() const {
    std::set<std::int64_t> known;
    for (const StoredSnapshot& snapshot : all_.snapshots) {
      need(snapshot.revision >= 0 && known.insert(snapshot.revision).second,
           "a snapshot twice, or of no revision");
      check_time(snapshot.at);
    }
  }

  void check_large() const {
    std::set<LargeName> known;
    for (const TransferredLarge& value : all_.large) {
      need(value.bytes.size() == value.name.size, "a large value of another size than its name's");
      need(value.name.size >= LeastApart && value.name.size <= MostApart,
           "a large value of a size that none has");
      need(value.revision > 0 && known.insert(value.name).second,
           "a large value twice, or of no revision");
    }
  }

  void check_entry(const JournalEntry& entry) const {
    check_name(entry.name, "an event's name");
    check_states(entry.left);
    check_states(entry.entered);
    if (!entry.invocation.empty()) check_name(entry.invocation, "an invocation's id");
    need((entry.outcome == JournalOutcome::Operated) == !entry.done_by.empty(),
         "an entry of who is no operator");
    if (!entry.done_by.empty()) check_name(entry.done_by, "an operator's name");
    check_time(entry.at);
  }

  const TransferredSession& all_;
  const std::string& id_;
};

}  // namespace

void check(std::span<const TransferredSession> sessions) {
  std::set<std::string_view> ids;
  for (const TransferredSession& session : sessions) {
    Checker(session).check_all();
    if (!ids.insert(session.session.id).second) throw_exists(session.session.id);
  }
}

bool is_askable(const TransferFilter& filter) {
  return is_plain_text(filter.chart) && is_plain_text(filter.state) &&
         is_plain_text(filter.tenant) &&
         std::all_of(filter.ids.begin(), filter.ids.end(), is_session_id);
}

std::string to_json(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::int64_t highest_fence(const TransferredSession& session) {
  std::int64_t highest = 0;
  for (const StoredJob& job : session.jobs) highest = std::max(highest, job.fence);
  return highest;
}

void throw_exists(std::string_view id) {
  throw Error(ErrorKind::SessionExists, "there is a session `" + readable(id) + "` already");
}

std::vector<std::pair<std::string, IndexedValue>> indexed_from(std::string_view json) {
  std::vector<std::pair<std::string, IndexedValue>> attributes;
  const bool good = json.size() <= 1'000'000 && is_json_object(json);
  const auto object = good ? nlohmann::json::parse(json, nullptr, false) : nlohmann::json();
  const auto add = [&](const std::string& name, const nlohmann::json& value) {
    check_name(name, "an attribute's name");
    if (value.is_null()) {
      attributes.emplace_back(name, IndexedValue());
    } else if (value.is_boolean()) {
      attributes.emplace_back(name, value.get<bool>());
    } else if (value.is_number_integer() && !(value > std::numeric_limits<std::int64_t>::max())) {
      attributes.emplace_back(name, value.get<std::int64_t>());
    } else if (value.is_number()) {
      attributes.emplace_back(name, value.get<double>());
    } else if (value.is_string()) {
      attributes.emplace_back(name, value.get<std::string>());
    } else {
      return false;
    }
    return true;
  };
  bool all = object.is_object();
  for (const auto& [name, value] : object.items()) all = all && add(name, value);
  if (!all) {
    throw Error(ErrorKind::InvalidArgument, "`" + readable(json.substr(0, 60)) +
                                                "` is not what a session is found by: want a "
                                                "JSON object of numbers, texts, true, false, null");
  }
  return attributes;
}

}  // namespace perdure::rows

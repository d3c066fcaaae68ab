#include "runtime/transfer/form.h"

#include <perdure/store.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "runtime/transfer/canonical.h"
#include "runtime/transfer/digest.h"

namespace perdure::transfer {
namespace {

using Json = nlohmann::ordered_json;
using Place = TransferredPending::Place;

constexpr std::array<std::string_view, 3> Places = {"queued", "postponed", "later"};

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::CorruptData, what); }

void check_digest(const TransferredLarge& value) {
  Digest digest;
  digest.add({reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()});
  if (digest.finish() == value.name.digest) return;
  refuse("a large value, " + value.name.text() + ", was altered: its digest is another");
}

// Names of an enumeration, read back by what name() gives.
template <typename Enum>
Enum named(const std::string& text, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    if (name(static_cast<Enum>(i)) == text) return static_cast<Enum>(i);
  }
  refuse("`" + text + "` is not known to this form");
}

// --- writing

Json time_json(Timestamp time) { return time.time_since_epoch().count(); }
Json time_json(const std::optional<Timestamp>& time) {
  return time ? time_json(*time) : Json(nullptr);
}
Json id_json(const std::optional<EventId>& id) { return id ? Json(id->text()) : Json(nullptr); }

std::string line_of(const char* what, Json fields) {
  Json row;
  row[what] = std::move(fields);
  std::string line;
  try {
    line = row.dump();
  } catch (const Json::exception& error) {
    refuse(std::string("a ") + what + " is not UTF-8: " + error.what());
  }
  if (line.size() > LongestLine) {
    throw Error(ErrorKind::InvalidArgument, std::string("a ") + what +
                                                " is larger than an export file may have: "
                                                "64 MiB as text");
  }
  return line;
}

Json event_json(const TransferredEvent& event) {
  return {{"id", event.id.text()},
          {"kind", name(event.kind)},
          {"sender", event.sender},
          {"name", event.name},
          {"payload", to_base64(event.payload)},
          {"send_id", event.send_id},
          {"cause", id_json(event.cause)},
          {"invocation", event.invocation},
          {"chart", event.chart}};
}

Json session_json(const TransferredSession& whole) {
  const StoredSession& session = whole.session;
  Json invoked = Json::array();
  for (const Invoked& each : session.invoked) {
    invoked.push_back(Json::array({each.invocation, each.session}));
  }
  Json deferred = Json::array();
  for (const DeferredEvent& each : session.deferred) {
    deferred.push_back(Json::array({each.id.text(), each.name}));
  }
  return {{"id", session.id},
          {"chart", session.chart},
          {"version", session.version},
          {"status", name(session.status)},
          {"active", session.active},
          {"state", to_base64(session.state)},
          {"result", to_base64(session.result)},
          {"revision", session.revision},
          {"attempts", session.attempts},
          {"retry_at", time_json(session.retry_at)},
          {"failure", session.failure},
          {"created", time_json(session.created)},
          {"updated", time_json(session.updated)},
          {"parent", session.parent},
          {"invocation", session.invocation},
          {"tenant", session.tenant},
          {"metadata", canonical_json(session.metadata)},
          {"indexed", whole.indexed ? Json(canonical_json(*whole.indexed)) : Json(nullptr)},
          {"invoked", invoked},
          {"deferred", deferred}};
}

Json pending_json(const TransferredPending& pending) {
  Json json = event_json(pending.event);
  json["place"] = Places.at(static_cast<std::size_t>(pending.place));
  json["due"] = time_json(pending.due);
  json["queued"] = pending.place == Place::Queued ? time_json(pending.queued) : Json(nullptr);
  return json;
}

Json dead_json(const TransferredDead& dead) {
  Json json = event_json(dead.event);
  json["reason"] = dead.reason;
  json["at"] = time_json(dead.at);
  return json;
}

Json job_json(const StoredJob& stored) {
  const NewJob& job = stored.job;
  return {{"id", job.id.text()},
          {"invocation", job.invocation},
          {"service", job.service},
          {"arguments", to_base64(job.arguments)},
          {"cause", id_json(job.cause)},
          {"attempts", job.attempts},
          {"backoff", job.backoff.count()},
          {"backoff_limit", job.backoff_limit.count()},
          {"timeout", job.timeout.count()},
          {"state", name(stored.state)},
          {"due", time_json(stored.due)},
          {"attempt", stored.attempt},
          {"fence", stored.fence},
          {"worker", stored.worker},
          {"deadline", time_json(stored.deadline)},
          {"checkpoint", to_base64(stored.checkpoint)},
          {"done", stored.done},
          {"text", stored.text},
          {"failure", stored.failure},
          {"created", time_json(stored.created)}};
}

Json token_json(const TransferredToken& token) {
  Bytes hash;
  for (const std::uint8_t byte : token.issued.hash.bytes) hash.push_back(std::byte{byte});
  return {{"name", token.issued.name},
          {"hash", to_base64(hash)},
          {"accepts", token.issued.accepts},
          {"expires", time_json(token.issued.expires)},
          {"used", time_json(token.used)}};
}

Json key_json(const TransferredKey& key) {
  return {{"kind", name(key.kind)}, {"key", key.key}, {"expires", time_json(key.expires)}};
}

Json snapshot_json(const StoredSnapshot& snapshot) {
  return {{"revision", snapshot.revision},
          {"version", snapshot.version},
          {"state", to_base64(snapshot.state)},
          {"at", time_json(snapshot.at)}};
}

Json large_json(const TransferredLarge& value, std::size_t offset) {
  const std::size_t size = std::min(LargePiece, value.bytes.size() - offset);
  return {{"sha256", to_hexadecimal(value.name.digest)},
          {"size", value.name.size},
          {"revision", value.revision},
          {"offset", offset},
          {"bytes", to_base64(std::span(value.bytes).subspan(offset, size))}};
}

Json entry_json(const JournalEntry& entry) {
  return {{"revision", entry.revision},
          {"event", entry.event.text()},
          {"cause", id_json(entry.cause)},
          {"kind", name(entry.kind)},
          {"name", entry.name},
          {"outcome", name(entry.outcome)},
          {"left", entry.left},
          {"entered", entry.entered},
          {"at", time_json(entry.at)},
          {"payload", entry.payload ? Json(to_base64(*entry.payload)) : Json(nullptr)},
          {"invocation", entry.invocation},
          {"answers", to_base64(entry.answers)},
          {"done_by", entry.done_by}};
}

// --- reading

// The members of one row: each is asked for once, as what it is, and none is left.
class Fields {
 public:
  explicit Fields(const Json& object) : object_(object) {
    if (!object.is_object()) refuse("not an object");
  }

  void end() const {
    if (asked_ != object_.size()) refuse("there is more in it than this form has");
  }

  const Json& any(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) refuse(std::string("it has no `") + name + "`");
    ++asked_;
    return *found;
  }
  std::string text(const char* name) { return as_text(any(name), name); }
  template <typename Number>
  Number number(const char* name) {
    return as_number<Number>(any(name), name);
  }
  double real(const char* name) {
    const Json& value = any(name);
    if (!value.is_number()) refuse(std::string("`") + name + "` is no number");
    return value.get<double>();
  }
  Bytes bytes(const char* name) { return as_bytes(any(name), name); }
  std::optional<Bytes> bytes_or_null(const char* name) {
    const Json& value = any(name);
    if (value.is_null()) return std::nullopt;
    return as_bytes(value, name);
  }
  Timestamp time(const char* name) { return Timestamp(Duration(number<std::int64_t>(name))); }
  std::optional<Timestamp> time_or_null(const char* name) {
    const Json& value = any(name);
    if (value.is_null()) return std::nullopt;
    return Timestamp(Duration(as_number<std::int64_t>(value, name)));
  }
  EventId id(const char* name) { return as_id(text(name)); }
  std::optional<EventId> id_or_null(const char* name) {
    const Json& value = any(name);
    if (value.is_null()) return std::nullopt;
    return as_id(as_text(value, name));
  }
  std::vector<std::string> texts(const char* name) {
    const Json& value = any(name);
    if (!value.is_array()) refuse(std::string("`") + name + "` is no list");
    std::vector<std::string> all;
    for (const Json& each : value) all.push_back(as_text(each, name));
    return all;
  }
  std::vector<std::pair<std::string, std::string>> pairs(const char* name) {
    const Json& value = any(name);
    if (!value.is_array()) refuse(std::string("`") + name + "` is no list");
    std::vector<std::pair<std::string, std::string>> all;
    for (const Json& each : value) {
      if (!each.is_array() || each.size() != 2) refuse(std::string("`") + name + "` has no pairs");
      all.emplace_back(as_text(each[0], name), as_text(each[1], name));
    }
    return all;
  }

  static EventId as_id(const std::string& text) {
    try {
      return EventId::parse(text);
    } catch (const Error&) {
      refuse("`" + text.substr(0, 60) + "` is no id");
    }
  }

 private:
  static std::string as_text(const Json& value, const char* name) {
    if (!value.is_string()) refuse(std::string("`") + name + "` is no text");
    return value.get<std::string>();
  }
  template <typename Number>
  static Number as_number(const Json& value, const char* name) {
    if (value.is_number_unsigned()) {
      const auto number = value.get<std::uint64_t>();
      if (number <= static_cast<std::uint64_t>(std::numeric_limits<Number>::max())) {
        return static_cast<Number>(number);
      }
    } else if (value.is_number_integer()) {
      const auto number = value.get<std::int64_t>();
      if (std::numeric_limits<Number>::is_signed &&
          number >= static_cast<std::int64_t>(std::numeric_limits<Number>::min())) {
        return static_cast<Number>(number);
      }
    }
    refuse(std::string("`") + name + "` is not a whole number that it could be");
  }
  static Bytes as_bytes(const Json& value, const char* name) {
    std::optional<Bytes> bytes = from_base64(as_text(value, name));
    if (!bytes) refuse(std::string("`") + name + "` is no base64");
    return *std::move(bytes);
  }

  const Json& object_;
  std::size_t asked_ = 0;
};

TransferredEvent read_event(Fields& fields) {
  TransferredEvent event;
  event.id = fields.id("id");
  event.kind = named(fields.text("kind"), EventKind::Cancel);
  event.sender = fields.text("sender");
  event.name = fields.text("name");
  event.payload = fields.bytes("payload");
  event.send_id = fields.text("send_id");
  event.cause = fields.id_or_null("cause");
  event.invocation = fields.text("invocation");
  event.chart = fields.text("chart");
  return event;
}

void read_chart(Fields& fields, RowTarget& target) {
  ChartVersion chart;
  chart.name = fields.text("name");
  chart.version = fields.number<std::uint32_t>("version");
  chart.shape = fields.text("shape");
  chart.behaviour = fields.text("behaviour");
  chart.definition = fields.text("definition");
  target.chart = std::move(chart);
}

void read_session(Fields& fields, RowTarget& target) {
  TransferredSession whole;
  StoredSession& session = whole.session;
  session.id = fields.text("id");
  session.chart = fields.text("chart");
  session.version = fields.number<std::uint32_t>("version");
  session.status = named(fields.text("status"), SessionStatus::Cancelled);
  session.active = fields.texts("active");
  session.state = fields.bytes("state");
  session.result = fields.bytes("result");
  session.revision = fields.number<std::int64_t>("revision");
  session.attempts = fields.number<std::int32_t>("attempts");
  session.retry_at = fields.time_or_null("retry_at");
  session.failure = fields.text("failure");
  session.created = fields.time("created");
  session.updated = fields.time("updated");
  session.parent = fields.text("parent");
  session.invocation = fields.text("invocation");
  session.tenant = fields.text("tenant");
  session.metadata = fields.text("metadata");
  const Json& indexed = fields.any("indexed");
  if (!indexed.is_null() && !indexed.is_string()) refuse("`indexed` is no text");
  if (indexed.is_string()) whole.indexed = indexed.get<std::string>();
  for (auto& [invocation, id] : fields.pairs("invoked")) {
    session.invoked.push_back({std::move(invocation), std::move(id)});
  }
  for (auto& [id, name] : fields.pairs("deferred")) {
    session.deferred.push_back({Fields::as_id(id), std::move(name)});
  }
  target.session = std::move(whole);
}

void read_pending(Fields& fields, RowTarget& target) {
  TransferredPending pending;
  pending.event = read_event(fields);
  const std::string place = fields.text("place");
  const auto known = std::find(Places.begin(), Places.end(), place);
  if (known == Places.end()) refuse("`place` is none");
  pending.place = static_cast<Place>(known - Places.begin());
  pending.due = fields.time_or_null("due");
  const std::optional<Timestamp> queued = fields.time_or_null("queued");
  if (queued.has_value() != (pending.place == Place::Queued)) refuse("`queued` fits no `place`");
  pending.queued = queued.value_or(Timestamp{});
  target.session.pending.push_back(std::move(pending));
}

void read_dead(Fields& fields, RowTarget& target) {
  TransferredDead dead;
  dead.event = read_event(fields);
  dead.reason = fields.text("reason");
  dead.at = fields.time("at");
  target.session.dead.push_back(std::move(dead));
}

void read_job(Fields& fields, RowTarget& target) {
  StoredJob stored;
  stored.job.id = fields.id("id");
  stored.job.invocation = fields.text("invocation");
  stored.job.service = fields.text("service");
  stored.job.arguments = fields.bytes("arguments");
  stored.job.cause = fields.id_or_null("cause");
  stored.job.attempts = fields.number<std::int32_t>("attempts");
  stored.job.backoff = Duration(fields.number<std::int64_t>("backoff"));
  stored.job.backoff_limit = Duration(fields.number<std::int64_t>("backoff_limit"));
  stored.job.timeout = Duration(fields.number<std::int64_t>("timeout"));
  stored.state = named(fields.text("state"), JobState::Cancelled);
  stored.due = fields.time("due");
  stored.attempt = fields.number<std::int32_t>("attempt");
  stored.fence = fields.number<std::int64_t>("fence");
  stored.worker = fields.text("worker");
  stored.deadline = fields.time_or_null("deadline");
  stored.checkpoint = fields.bytes("checkpoint");
  stored.done = fields.real("done");
  stored.text = fields.text("text");
  stored.failure = fields.text("failure");
  stored.created = fields.time("created");
  target.session.jobs.push_back(std::move(stored));
}

void read_token(Fields& fields, RowTarget& target) {
  TransferredToken token;
  token.issued.name = fields.text("name");
  const Bytes hash = fields.bytes("hash");
  if (hash.size() != token.issued.hash.bytes.size()) refuse("`hash` is no SHA-256");
  std::transform(hash.begin(), hash.end(), token.issued.hash.bytes.begin(),
                 [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  token.issued.accepts = fields.texts("accepts");
  token.issued.expires = fields.time_or_null("expires");
  token.used = fields.time_or_null("used");
  target.session.tokens.push_back(std::move(token));
}

void read_key(Fields& fields, RowTarget& target) {
  TransferredKey key;
  key.kind = named(fields.text("kind"), EventKind::Cancel);
  key.key = fields.text("key");
  key.expires = fields.time("expires");
  target.session.keys.push_back(std::move(key));
}

void read_snapshot(Fields& fields, RowTarget& target) {
  StoredSnapshot snapshot;
  snapshot.revision = fields.number<std::int64_t>("revision");
  snapshot.version = fields.number<std::uint32_t>("version");
  snapshot.state = fields.bytes("state");
  snapshot.at = fields.time("at");
  target.session.snapshots.push_back(std::move(snapshot));
}

// The pieces of a value come one after the other.
void read_large(Fields& fields, RowTarget& target) {
  std::vector<TransferredLarge>& all = target.session.large;
  TransferredLarge piece;
  const std::string digest = fields.text("sha256");
  piece.name.size = fields.number<std::uint64_t>("size");
  piece.revision = fields.number<std::int64_t>("revision");
  const auto offset = fields.number<std::uint64_t>("offset");
  piece.bytes = fields.bytes("bytes");
  if (offset == 0) {
    check_whole(target.session);
    const auto known = from_hexadecimal(digest);
    if (!known) refuse("`sha256` is none");
    piece.name.digest = *known;
    if (piece.name.size < LeastApart || piece.name.size > MostApart) {
      refuse("`size` is none that a large value has");
    }
    all.push_back({piece.name, piece.revision, {}});
  }
  if (all.empty() || offset != all.back().bytes.size() || piece.name.size != all.back().name.size ||
      piece.revision != all.back().revision || digest != to_hexadecimal(all.back().name.digest)) {
    refuse("it does not go on where the row before it ends");
  }
  TransferredLarge& whole = all.back();
  if (piece.bytes.size() != std::min<std::uint64_t>(LargePiece, whole.name.size - offset)) {
    refuse("`bytes` are more, or less, than a row has");
  }
  whole.bytes.insert(whole.bytes.end(), piece.bytes.begin(), piece.bytes.end());
  if (whole.bytes.size() == whole.name.size) check_digest(whole);
}

void read_entry(Fields& fields, RowTarget& target) {
  JournalEntry entry;
  entry.revision = fields.number<std::int64_t>("revision");
  entry.event = fields.id("event");
  entry.cause = fields.id_or_null("cause");
  entry.kind = named(fields.text("kind"), EventKind::Cancel);
  entry.name = fields.text("name");
  entry.outcome = named(fields.text("outcome"), JournalOutcome::Operated);
  entry.left = fields.texts("left");
  entry.entered = fields.texts("entered");
  entry.at = fields.time("at");
  entry.payload = fields.bytes_or_null("payload");
  entry.invocation = fields.text("invocation");
  entry.answers = fields.bytes("answers");
  entry.done_by = fields.text("done_by");
  target.session.journal.push_back(std::move(entry));
}

void read_ending(Fields& fields, RowTarget& target) {
  target.ending.lines = fields.number<std::uint32_t>("lines");
  target.ending.sessions = fields.number<std::uint32_t>("sessions");
  target.ending.sha256 = fields.text("sha256");
}

struct Row {
  const char* name;
  RowKind kind;
  void (*read)(Fields& fields, RowTarget& target);
};
constexpr std::array<Row, 11> Rows = {{{"chart", RowKind::Chart, read_chart},
                                       {"session", RowKind::Session, read_session},
                                       {"pending", RowKind::Part, read_pending},
                                       {"dead", RowKind::Part, read_dead},
                                       {"job", RowKind::Part, read_job},
                                       {"token", RowKind::Part, read_token},
                                       {"key", RowKind::Part, read_key},
                                       {"snapshot", RowKind::Part, read_snapshot},
                                       {"large", RowKind::Part, read_large},
                                       {"journal", RowKind::Part, read_entry},
                                       {"end", RowKind::Ending, read_ending}}};

const Row& known_row(std::string_view line) {
  for (const Row& known : Rows) {
    if (line.starts_with(R"({")" + std::string(known.name) + R"(":)")) return known;
  }
  refuse("there are no such rows in this form");
}

// So that no reader has to go deeper than any row does.
void check_depth(std::string_view line) {
  constexpr int Deepest = 5;
  int depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (in_text) {
      if (c == '\\') ++i;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      if (++depth > Deepest) refuse("it is nested deeper than any row");
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
}

}  // namespace

std::string row(const ChartVersion& chart) {
  return line_of("chart", {{"name", chart.name},
                           {"version", chart.version},
                           {"shape", chart.shape},
                           {"behaviour", chart.behaviour},
                           {"definition", chart.definition}});
}

std::string row(const Ending& ending) {
  return line_of(
      "end", {{"lines", ending.lines}, {"sessions", ending.sessions}, {"sha256", ending.sha256}});
}

void rows_of(const TransferredSession& session,
             const std::function<void(const std::string&)>& add) {
  add(line_of("session", session_json(session)));
  for (const auto& each : session.pending) add(line_of("pending", pending_json(each)));
  for (const auto& each : session.dead) add(line_of("dead", dead_json(each)));
  for (const auto& each : session.jobs) add(line_of("job", job_json(each)));
  for (const auto& each : session.tokens) add(line_of("token", token_json(each)));
  for (const auto& each : session.keys) add(line_of("key", key_json(each)));
  for (const auto& each : session.snapshots) add(line_of("snapshot", snapshot_json(each)));
  for (const auto& each : session.large) {
    check_digest(each);
    for (std::size_t offset = 0; offset < each.bytes.size(); offset += LargePiece) {
      add(line_of("large", large_json(each, offset)));
    }
  }
  for (const auto& each : session.journal) add(line_of("journal", entry_json(each)));
}

void check_whole(const TransferredSession& session) {
  if (session.large.empty()) return;
  const TransferredLarge& last = session.large.back();
  if (last.bytes.size() != last.name.size) refuse("a large value is not whole");
}

RowKind kind_of(std::string_view line) { return known_row(line).kind; }

void read_row(std::string_view line, RowTarget& target) {
  const Row& known = known_row(line);
  check_depth(line);
  const Json json = Json::parse(line, nullptr, false);
  if (!json.is_object() || json.size() != 1) refuse("it is no JSON object of one member");
  Fields fields(json.begin().value());
  known.read(fields, target);
  fields.end();
}

}  // namespace perdure::transfer

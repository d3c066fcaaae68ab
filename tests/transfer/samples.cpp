#include "tests/transfer/samples.h"

#include <algorithm>
#include <chrono>

#include "runtime/transfer/digest.h"
#include "tests/store/contract.h"

namespace perdure::transfer {
namespace {

using contract::bytes;
using Where = TransferredPending::Place;

EventId id(std::uint8_t seed) {
  EventId made;
  made.bytes.fill(seed);
  return made;
}

// To the microsecond, and later than any test runs, so that nothing becomes due by itself.
Timestamp at(int second) {
  return Timestamp(std::chrono::sys_days(std::chrono::year(2190) / 3 / 1)) +
         std::chrono::seconds(second) + std::chrono::microseconds(123'457);
}

TransferredEvent event(std::uint8_t seed, const std::string& name) {
  TransferredEvent made;
  made.id = id(seed);
  made.name = name;
  made.payload = bytes(std::string("\0\xff\n\"", 4));
  made.cause = id(99);
  return made;
}

StoredJob job(const std::string& invocation, JobState state, std::int64_t fence) {
  StoredJob stored;
  stored.job.id = id(50);
  stored.job.invocation = invocation;
  stored.job.service = "test.Chart.charge";
  stored.job.arguments = bytes("arguments");
  stored.job.cause = id(51);
  stored.job.attempts = 5;
  stored.job.backoff = std::chrono::seconds(2);
  stored.job.backoff_limit = std::chrono::hours(1);
  stored.job.timeout = std::chrono::minutes(3);
  stored.state = state;
  stored.due = at(70);
  stored.attempt = 2;
  stored.fence = fence;
  stored.worker = "worker-1";
  if (state == JobState::Running) stored.deadline = at(71);
  stored.checkpoint = bytes("half");
  stored.done = 0.1;
  stored.text = "halb fertig — ½";
  stored.failure = "no\npaper";
  stored.created = at(-5);
  return stored;
}

void add_pending(TransferredSession& whole) {
  TransferredPending postponed{Where::Postponed, event(1, "first"), std::nullopt, {}};
  postponed.event.kind = EventKind::Done;
  postponed.event.invocation = "charge.1";
  TransferredPending again{Where::Postponed, event(2, "second"), at(10), {}};
  TransferredPending queued{Where::Queued, event(3, "third"), std::nullopt, at(-7)};
  queued.event.sender = "another";
  queued.event.send_id = "label";
  queued.event.chart = "test.Chart";
  queued.event.payload.clear();
  queued.event.cause.reset();
  TransferredPending later{Where::Later, event(4, "state.after.0"), at(20), {}};
  later.event.kind = EventKind::Timer;
  later.event.send_id = "state.after.0";
  TransferredPending others{Where::Later, event(5, "reminder"), at(30), {}};
  others.event.sender = "zz-sender";
  TransferredPending endless{Where::Later, event(6, "never"), Timestamp::max(), {}};
  whole.pending = {postponed, again, queued, later, others, endless};
}

}  // namespace

TransferredLarge large_value(char byte, std::size_t size) {
  TransferredLarge value{{}, 3, bytes(std::string(size, byte))};
  Digest digest;
  digest.add(std::string(size, byte));
  value.name = {digest.finish(), size};
  return value;
}

TransferredSession plain_session(const std::string& session) {
  TransferredSession whole;
  whole.session.id = session;
  whole.session.chart = "test.Chart";
  whole.session.version = 3;
  whole.session.status = SessionStatus::Suspended;
  whole.session.revision = 7;
  whole.session.state = bytes("state");
  whole.session.created = at(-100);
  whole.session.updated = at(-50);
  whole.session.metadata = "{}";
  return whole;
}

TransferredSession rich_session(const std::string& session) {
  TransferredSession whole = plain_session(session);
  StoredSession& stored = whole.session;
  stored.active = {"Waiting", "Ringing"};
  stored.state = bytes(std::string("\0\x01\xfe state", 9));
  stored.result = bytes("result");
  stored.attempts = 4;
  stored.retry_at = at(1);
  stored.failure = "line one\nline two — “quoted”";
  stored.parent = "parent";
  stored.invocation = "child.1";
  stored.tenant = "Mieter Ü";
  stored.metadata = R"({"zz": 1.50, "a": {"list": [1, 2.0, 1e3, -0.0], "text": "\u00fc\n\"7\""},)"
                    R"( "big": 12345678901234567890123456789, "tiny": 1.5e-7, "no": null})";
  stored.invoked = {{"child.1", session + "/child.1"}, {"other.2", "free-id"}};
  stored.deferred = {{id(40), "later on"}, {id(41), "and this"}};
  whole.indexed = R"({"total": 3, "customer": "c-42", "paid": true, "share": 0.25, "none": null})";
  add_pending(whole);
  whole.dead = {{event(20, "lost"), "nobody\ntook it", at(-3)}, {event(21, "lost"), "", at(-2)}};
  whole.dead[1].event.sender = "another";
  whole.jobs = {job("charge.1", JobState::Running, 1'000'000'007),
                job("charge.2", JobState::Waiting, 0)};
  TransferredToken token;
  token.issued.name = "Waiting.approval";
  token.issued.hash.bytes.fill(static_cast<std::uint8_t>(session.size()));
  token.issued.accepts = {"approve", "reject"};
  token.issued.expires = at(1000);
  whole.tokens = {token};
  token.issued.name = "Waiting.used";
  token.issued.hash.bytes.fill(200);
  token.issued.expires.reset();
  token.used = at(-1);
  whole.tokens.push_back(token);
  whole.keys = {{EventKind::Event, "key-1", at(500)}, {EventKind::Start, "key-1", at(501)}};
  whole.snapshots = {{0, 2, bytes("params"), at(-100)}, {5, 3, bytes("then"), at(-60)}};
  whole.large = {large_value('\0', 1500), large_value('\xff', LeastApart)};
  std::sort(whole.large.begin(), whole.large.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  JournalEntry entry;
  entry.revision = 6;
  entry.event = id(60);
  entry.cause = id(61);
  entry.kind = EventKind::Event;
  entry.name = "submit";
  entry.left = {"Pending"};
  entry.entered = {"Waiting", "Ringing"};
  entry.at = at(-55);
  entry.payload = bytes("");
  entry.invocation = "child.1";
  entry.answers = bytes("answers");
  whole.journal = {entry};
  entry.cause.reset();
  entry.revision = 7;
  entry.outcome = JournalOutcome::Ignored;
  entry.left.clear();
  entry.entered.clear();
  entry.payload.reset();
  entry.invocation.clear();
  entry.answers.clear();
  whole.journal.push_back(entry);
  return whole;
}

}  // namespace perdure::transfer

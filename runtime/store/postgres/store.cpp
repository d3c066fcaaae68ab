// The PostgreSQL store: sending, claiming and waiting. The steps that it is made of stand in the files
// that it names.
#include <perdure/error.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/due_lanes.h"
#include "runtime/store/postgres/event_columns.h"
#include "runtime/store/postgres/idle.h"
#include "runtime/store/postgres/jobs.h"
#include "runtime/store/postgres/notifier.h"
#include "runtime/store/postgres/pool.h"
#include "runtime/store/postgres/postgres.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/records.h"
#include "runtime/store/postgres/repairs.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/schema.h"
#include "runtime/store/postgres/tenure.h"
#include "runtime/store/postgres/tokens.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

// Asks for the first of the events' sessions that does not exist.
void ask_for_missing(Pipeline& pipeline, std::span<const NewEvent> events, std::int32_t lanes) {
  Array in(Array::Of::Int16);
  Array ids(Array::Of::Text);
  for (const NewEvent& event : events) {
    in.add(static_cast<std::int16_t>(rows::lane_of(event.session, lanes)));
    ids.add(std::string_view(event.session));
  }
  pipeline.send(query("missing_session"), Parameters()(in)(ids));
}

void require_none_missing(const Result& answer) {
  if (answer.empty()) return;
  throw Error(ErrorKind::UnknownSession,
              "there is no session `" + std::string(answer[0].text(0)) + "`");
}

class PostgresStore : public Store {
 public:
  explicit PostgresStore(const Address& address)
      : events_(address, Pool::For::Events),
        reads_(address, Pool::For::Records),
        lanes_(static_cast<std::int32_t>(::getpid() % 64)),
        notifier_(address, idle_, idle_for_jobs_),
        jobs_(events_, reads_, idle_for_jobs_, notifier_),
        tokens_(events_, [this] { notifier_.announce(); }),
        records_(reads_),
        repairs_(reads_, [this] { notifier_.announce(); }),
        schema_(address, [this] {
          events_.forget();
          reads_.forget();
        }) {
    const Connection reachable(address);
  }

  void start(const NewSession& session, std::span<const NewEvent> first) override;
  void enqueue(std::span<const NewEvent> events) override;
  std::size_t cancel(std::string_view session, std::string_view send_id) override;
  std::unique_ptr<Tenure> take(const TakeOptions& options) override;
  void wait_for_work(Duration limit, std::stop_token stop) override;
  std::optional<StoredSession> read(std::string_view id) override;
  bool resume(std::string_view id) override;
  Jobs& jobs() override { return jobs_; }
  Tokens& tokens() override { return tokens_; }
  Records& records() override { return records_; }
  Repairs& repairs() override { return repairs_; }
  Schema& schema() override { return schema_; }

 private:
  // Fills lanes_, and gives the time of the next timer that is not due yet.
  std::optional<Idle::Clock::time_point> look(Connection& connection);

  Pool events_;
  Pool reads_;
  Idle idle_;
  Idle idle_for_jobs_;
  DueLanes lanes_;
  Notifier notifier_;
  PostgresJobs jobs_;
  PostgresTokens tokens_;
  PostgresRecords records_;
  PostgresRepairs repairs_;
  PostgresSchema schema_;
};

void PostgresStore::start(const NewSession& session, std::span<const NewEvent> first) {
  rows::check(session);
  rows::check(first);
  std::vector<NewEvent> events;
  NewEvent begin;
  begin.id = session.start;
  begin.kind = EventKind::Start;
  begin.session = session.id;
  begin.name = name(EventKind::Start);
  events.push_back(std::move(begin));
  events.insert(events.end(), first.begin(), first.end());

  commit_once(
      events_,
      {[&](Pipeline& pipeline, std::int32_t lanes) {
         pipeline.send(
             query("insert_session"),
             Parameters().lane(rows::lane_of(session.id, lanes))(std::string_view(session.id))(
                 std::string_view(session.chart))(std::int64_t{session.version})(
                 std::span<const std::byte>(session.params))(std::string_view(session.parent))(
                 std::string_view(session.invocation))(std::string_view(session.tenant))(
                 session.metadata.empty() ? std::string_view("{}")
                                          : std::string_view(session.metadata)));
         ask_for_missing(pipeline, events, lanes);
       },
       [&](const std::vector<Result>& answers, Pipeline& pipeline, std::int32_t lanes,
           Timestamp now) {
         if (answers[0].empty()) {
           throw Error(ErrorKind::SessionExists, "there is a session `" + session.id + "` already");
         }
         require_none_missing(answers[1]);
         send_new_events(pipeline, events, lanes, now);
       },
       events.front()});
  notifier_.announce();
}

void PostgresStore::enqueue(std::span<const NewEvent> events) {
  rows::check(events);
  if (events.empty()) return;
  commit_once(events_, {[&](Pipeline& pipeline, std::int32_t lanes) {
                          ask_for_missing(pipeline, events, lanes);
                        },
                        [&](const std::vector<Result>& answers, Pipeline& pipeline,
                            std::int32_t lanes, Timestamp now) {
                          require_none_missing(answers[0]);
                          send_new_events(pipeline, events, lanes, now);
                        },
                        events.front()});
  notifier_.announce();
}

std::size_t PostgresStore::cancel(std::string_view session, std::string_view send_id) {
  rows::check_session_id(session);
  if (!rows::is_plain_text(send_id)) return 0;
  std::int64_t count = 0;
  insist([&] {
    const Pool::Lease lease = events_.lease();
    const Result deleted =
        lease->run(query("cancel_sent"),
                   Parameters().lane(rows::lane_of(session, lease.lanes()))(session)(send_id));
    count = deleted[0].int64(0);
  });
  return static_cast<std::size_t>(count);
}

std::unique_ptr<Tenure> PostgresStore::take(const TakeOptions& options) {
  const std::uint64_t arrivals = idle_.arrivals();
  Pool::Lease lease = events_.lease();
  std::optional<Idle::Clock::time_point> next_due;
  bool looked = false;
  for (;;) {
    if (const std::optional<std::int32_t> lane = lanes_.next()) {
      if (auto tenure = PostgresTenure::take(
              lease, *lane, options,
              {[this] { notifier_.announce(); }, [this] { notifier_.announce_jobs(); }})) {
        return tenure;
      }
    } else if (!looked) {
      next_due = look(*lease);
      looked = true;
    } else {
      idle_.found_nothing(arrivals, next_due);
      return nullptr;
    }
  }
}

std::optional<Idle::Clock::time_point> PostgresStore::look(Connection& connection) {
  const Result rows = connection.run(query("due_lanes"));
  std::vector<std::int32_t> due;
  std::optional<Duration> next;
  for (int i = 0; i < rows.size(); ++i) {
    const Row row = rows[i];
    const bool has_work = row.boolean(3);
    const std::optional<Timestamp> lapses = row.time(4);
    if (has_work && !lapses) due.push_back(row.int16(0));
    const std::optional<Timestamp> then = has_work ? lapses : row.time(2);
    if (!then) continue;
    const Duration left = *then - row.time(1).value_or(Timestamp{});
    if (!next || left < *next) next = left;
  }
  lanes_.replace(due);
  if (!next) return std::nullopt;
  return Idle::Clock::now() + std::min<Duration>(*next, std::chrono::hours(24));
}

void PostgresStore::wait_for_work(Duration limit, std::stop_token stop) {
  events_.lease()->run(query("applied_version"));  // Throws if there is nothing to wait for.
  notifier_.listen();
  idle_.wait(limit, std::move(stop));
}

std::optional<StoredSession> PostgresStore::read(std::string_view id) {
  std::optional<StoredSession> session;
  if (!is_session_id(id)) return session;
  insist([&] {
    const Pool::Lease lease = events_.lease();
    const Result rows =
        lease->run(query("read_session"), Parameters().lane(rows::lane_of(id, lease.lanes()))(id));
    if (!rows.empty()) session = session_from(rows[0]);
  });
  return session;
}

bool PostgresStore::resume(std::string_view id) {
  if (!is_session_id(id)) return false;
  bool resumed = false;
  insist([&] {
    const Pool::Lease lease = events_.lease();
    const Rollback rollback_unless_resumed(*lease);
    const Parameters in_lane = Parameters().lane(rows::lane_of(id, lease.lanes()));
    const Parameters session = Parameters().lane(rows::lane_of(id, lease.lanes()))(id);
    // A batch may be postponing the session's events for good at this moment.
    Pipeline locking(*lease);
    locking.send(query("begin"));
    locking.send(query("wait_for_lane"), in_lane);
    locking.finish();
    Pipeline resuming(*lease);
    resuming.send(query("resume_session"), session);
    Array released(Array::Of::Text);
    released.add(id);
    resuming.send(query("release_postponed"),
                  Parameters().lane(rows::lane_of(id, lease.lanes()))(released));
    const bool suspended = !resuming.finish()[0].empty();
    if (!suspended) return;
    resumed =
        true;  // If the connection is lost now and it was committed, the next attempt finds it running.
    lease->run(query("commit"));
  });
  if (resumed) notifier_.announce();
  return resumed;
}

}  // namespace

std::unique_ptr<Store> open(std::string_view uri) {
  return std::make_unique<PostgresStore>(parse_address(uri));
}

}  // namespace perdure::postgres

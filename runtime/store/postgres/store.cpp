// The PostgreSQL store: sending, claiming and waiting. The steps that it is made of stand in the files
// that it names.
#include <perdure/error.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "runtime/store/postgres/address.h"
#include "runtime/store/postgres/due_lanes.h"
#include "runtime/store/postgres/foretold.h"
#include "runtime/store/postgres/history.h"
#include "runtime/store/postgres/idle.h"
#include "runtime/store/postgres/jobs.h"
#include "runtime/store/postgres/maintenance.h"
#include "runtime/store/postgres/notifier.h"
#include "runtime/store/postgres/outgoing.h"
#include "runtime/store/postgres/pool.h"
#include "runtime/store/postgres/postgres.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/records.h"
#include "runtime/store/postgres/registry.h"
#include "runtime/store/postgres/repairs.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/schema.h"
#include "runtime/store/postgres/tenure.h"
#include "runtime/store/postgres/tokens.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/postgres/transfer.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/start.h"
#include "runtime/store/rows/tenure.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

// Gives an Outgoing the answers to what it asked, which begin at `first`.
void answer(Outgoing& outgoing, const std::vector<Result>& answers, std::size_t first) {
  std::unordered_set<std::string> missing;
  for (int i = 0; i < answers[first].size(); ++i) missing.emplace(answers[first][i].text(0));
  std::set<EventId> accepted;
  if (outgoing.has_keys()) {
    const Result& fresh = answers[first + 1];
    for (int i = 0; i < fresh.size(); ++i) accepted.insert(fresh[i].id(0));
  }
  outgoing.answered(std::move(missing), std::move(accepted));
}

class PostgresStore : public Store, public TransferringStore {
 public:
  explicit PostgresStore(const Address& address)
      : events_(address, Pool::For::Events),
        reads_(address, Pool::For::Records),
        lanes_(static_cast<std::int32_t>(::getpid() % 64)),
        notifier_(address, lanes_, foretold_, idle_, idle_for_jobs_),
        jobs_(events_, reads_, idle_for_jobs_, notifier_),
        tokens_(events_, [this] { notifier_.announce(); }),
        records_(reads_, events_),
        history_(reads_, events_),
        maintenance_(reads_),
        repairs_(reads_, [this] { notifier_.announce(); }),
        registry_(events_, address),
        schema_(address,
                [this] {
                  events_.forget();
                  reads_.forget();
                }),
        transfer_(reads_, [this] { notifier_.announce(); }) {
    const Connection reachable(address);
  }

  bool start(const NewSession& session, std::span<const NewEvent> first) override;
  Sent enqueue(std::span<const NewEvent> events) override;
  std::size_t cancel(std::string_view session, std::string_view send_id) override;
  std::unique_ptr<Tenure> take(const TakeOptions& options) override;
  void wait_for_work(Duration limit, std::stop_token stop) override;
  std::optional<StoredSession> read(std::string_view id) override;
  bool resume(std::string_view id) override;
  Jobs& jobs() override { return jobs_; }
  Tokens& tokens() override { return tokens_; }
  Records& records() override { return records_; }
  Repairs& repairs() override { return repairs_; }
  History& history() override { return history_; }
  Maintenance& maintenance() override { return maintenance_; }
  Registry& registry() override { return registry_; }
  Schema& schema() override { return schema_; }
  StoreConnections connections() const override { return events_.counts() += reads_.counts(); }
  Transfer& transfer() override { return transfer_; }

 private:
  // The lane's tenure, with its first events if they are `there`, unless it is not to be had.
  std::unique_ptr<Tenure> take(Pool::Lease& lease, std::int32_t lane, const TakeOptions& options,
                               PostgresTenure::Events events);
  // Has it take place, and wakes whoever waits for what is queued.
  void queue(const Outgoing& outgoing, Queueing transaction);
  // Fills lanes_, and gives the time of the next timer that is not due yet.
  std::optional<Idle::Clock::time_point> look(Connection& connection);

  Pool events_;
  Pool reads_;
  Idle idle_;
  Idle idle_for_jobs_;
  DueLanes lanes_;
  std::mutex
      looking_;  // A thread looks, and the others that have nothing to do go by what it finds.
  Foretold foretold_;
  Notifier notifier_;
  PostgresJobs jobs_;
  PostgresTokens tokens_;
  PostgresRecords records_;
  PostgresHistory history_;
  PostgresMaintenance maintenance_;
  PostgresRepairs repairs_;
  PostgresRegistry registry_;
  PostgresSchema schema_;
  PostgresTransfer transfer_;
};

bool PostgresStore::start(const NewSession& session, std::span<const NewEvent> first) {
  rows::check(session);
  rows::check(first);
  const std::vector<NewEvent> events = rows::with_start(session, first);
  Outgoing outgoing(events);
  bool started = true;
  queue(outgoing, {[&](Pipeline& pipeline, std::int32_t lanes) {
                     send_new_session(pipeline, session, lanes);
                     outgoing.ask(pipeline, lanes);
                   },
                   [&](const std::vector<Result>& answers, Pipeline& pipeline, std::int32_t lanes,
                       Timestamp now) -> const NewEvent* {
                     answer(outgoing, answers, 1);
                     started = outgoing.is_accepted(0);
                     if (!started) return nullptr;
                     if (answers[0].empty()) throw exists_already(session);
                     return outgoing.write(pipeline, lanes, now);
                   }});
  return started;
}

Sent PostgresStore::enqueue(std::span<const NewEvent> events) {
  rows::check(events);
  if (events.empty()) return {};
  Outgoing outgoing(events);
  queue(outgoing, {[&](Pipeline& pipeline, std::int32_t lanes) { outgoing.ask(pipeline, lanes); },
                   [&](const std::vector<Result>& answers, Pipeline& pipeline, std::int32_t lanes,
                       Timestamp now) {
                     answer(outgoing, answers, 0);
                     return outgoing.write(pipeline, lanes, now);
                   }});
  return outgoing.sent();
}

void PostgresStore::queue(const Outgoing& outgoing, Queueing transaction) {
  transaction.foreword = [&](std::int32_t lanes) {
    return notifier_.foretell(outgoing.foretold(lanes));
  };
  transaction.word = [&]() -> std::optional<std::string> {
    if (outgoing.sent().queued == 0) return std::nullopt;
    return notifier_.word(outgoing.woken());
  };
  const bool told = commit_once(events_, transaction);
  if (outgoing.sent().queued == 0) return;
  if (told) {
    notifier_.wake(outgoing.woken());
  } else {
    notifier_.announce(outgoing.woken());
  }
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
      auto tenure = take(lease, *lane, options, PostgresTenure::Events::AreThere);
      if (tenure) return tenure;
    } else if (const std::optional<Foretold::Lane> foretold = foretold_.next()) {
      auto tenure = take(lease, foretold->number(), options, PostgresTenure::Events::AreForetold);
      if (tenure) {
        foretold->wait_for_work();
        return tenure;
      }
    } else if (!looked) {
      const std::lock_guard looking(looking_);
      if (!lanes_.empty()) continue;
      next_due = look(*lease);
      looked = true;
    } else {
      idle_.found_nothing(arrivals, next_due);
      return nullptr;
    }
  }
}

std::unique_ptr<Tenure> PostgresStore::take(Pool::Lease& lease, std::int32_t lane,
                                            const TakeOptions& options,
                                            PostgresTenure::Events events) {
  return PostgresTenure::take(lease, lane, options, events,
                              {[this](const LanesWithWork& woken) { notifier_.announce(woken); },
                               [this] { notifier_.announce_jobs(); }});
}

std::optional<Idle::Clock::time_point> PostgresStore::look(Connection& connection) {
  const Result rows = connection.run(query("due_lanes"), Parameters()(rows::Lapse.count()));
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

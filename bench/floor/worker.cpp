#include "bench/floor/worker.h"

#include <cstring>
#include <stdexcept>
#include <string_view>

namespace bench::floor {

Worker::Worker(const std::string& uri, const Workload& workload, int number, std::int64_t first)
    : workload_(workload),
      number_(number),
      sent_(first),
      pipeline_(uri, {"begin", "commit", "rollback", "lock_lane", "claim", "save_sessions",
                      "insert_journal", "insert_events"}),
      random_(static_cast<std::uint64_t>(number) * 7919 + static_cast<std::uint64_t>(first)),
      record_(workload.journal_bytes, 'j'),
      payload_(workload.event_bytes, 'p') {}

void Worker::run(std::atomic<std::int64_t>& handled, std::int64_t enough) {
  std::int32_t lane = (number_ - 1) * workload_.lanes / workload_.workers;
  while (handled < enough) {
    handled += handle_lane(lane);
    lane = (lane + 1) % workload_.lanes;
  }
}

std::int64_t Worker::handle_lane(std::int32_t lane) {
  const std::string in_lane = stored(lane);
  pipeline_.send("begin");
  pipeline_.send("lock_lane", {in_lane});
  if (PQntuples(pipeline_.finish()[1].get()) == 0) {
    pipeline_.run("rollback");
    return 0;
  }
  const std::string limit = stored(static_cast<std::int32_t>(workload_.batch));
  const Result events = pipeline_.run("claim", {in_lane, limit});
  handle(events.get());
  pipeline_.send("save_sessions",
                 {ids_.finish(), read_.finish(), revisions_.finish(), states_.finish()});
  pipeline_.send("insert_journal", {journal_sessions_.finish(), journal_revisions_.finish(),
                                    journal_events_.finish(), records_.finish()});
  pipeline_.send("insert_events",
                 {event_lanes_.finish(), event_sessions_.finish(), payloads_.finish()});
  pipeline_.send("commit");
  pipeline_.finish();
  return PQntuples(events.get());
}

void Worker::handle(const PGresult* events) {
  for (Array* array :
       {&ids_, &read_, &revisions_, &states_, &journal_sessions_, &journal_revisions_,
        &journal_events_, &records_, &event_lanes_, &event_sessions_, &payloads_}) {
    array->clear();
  }
  sessions_.clear();
  for (int row = 0; row < PQntuples(events); ++row) {
    const auto value = [&](int column) { return PQgetvalue(events, row, column); };
    const std::int64_t id = int64_at(value(1));
    auto [at, is_new] = sessions_.try_emplace(id);
    Session& session = at->second;
    if (is_new) {
      session.read = session.revision = int64_at(value(3));
      session.state.assign(value(4), static_cast<std::size_t>(PQgetlength(events, row, 4)));
    }
    check_order(session, value(2));
    ++session.revision;
    journal_sessions_.add(id);
    journal_revisions_.add(session.revision);
    journal_events_.add(int64_at(value(0)));
    records_.add(std::string_view(record_));
    add_event();
  }
  for (const auto& [id, session] : sessions_) {
    ids_.add(id);
    read_.add(session.read);
    revisions_.add(session.revision);
    states_.add(std::string_view(session.state));
  }
}

void Worker::check_order(Session& session, const char* payload) const {
  const std::int64_t sender = int64_at(payload);
  const std::int64_t number = int64_at(payload + sizeof sender);
  char* last = session.state.data() + static_cast<std::size_t>(sender) * sizeof number;
  if (number <= int64_at(last)) throw std::runtime_error("the floor: an event came out of order");
  put_int64(last, number);
}

void Worker::add_event() {
  const auto to =
      static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(workload_.sessions));
  put_int64(payload_.data(), number_);
  put_int64(payload_.data() + sizeof to, ++sent_);
  event_lanes_.add(static_cast<std::int32_t>(to % workload_.lanes));
  event_sessions_.add(to);
  payloads_.add(std::string_view(payload_));
}

}  // namespace bench::floor

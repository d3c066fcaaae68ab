#include "tests/store/contract.h"

#include <ostream>
#include <stop_token>

namespace perdure::contract {

INSTANTIATE_TEST_SUITE_P(Stores, StoreContract, ::testing::ValuesIn(stores()),
                         [](const auto& param_info) { return param_info.param.name; });

std::ostream& operator<<(std::ostream& out, const StoreKind& kind) { return out << kind.name; }

void StoreContract::SetUp() { use_lanes(0); }

void StoreContract::use_lanes(std::int32_t lanes) {
  others_.clear();
  store_.reset();
  database_ = GetParam().make();
  store_ = database_->open();
  // A memory store comes with a schema, and others with none.
  if (lanes != 0) store_->schema().drop();
  store_->schema().migrate(lanes);
}

Store& StoreContract::other_store() {
  if (GetParam().one_process) return *store_;
  return *others_.emplace_back(database_->open());
}

void StoreContract::reopen() {
  if (GetParam().one_process) return;
  others_.clear();
  store_.reset();
  store_ = database_->open();
}

void StoreContract::start(const std::string& id) {
  store_->start(new_session(id));
  ASSERT_EQ(drain(), std::vector<std::string>{id + " start"});
}

void StoreContract::send(const std::string& to, const std::string& name) {
  enqueue(new_event(to, name));
}

std::vector<std::string> StoreContract::drain(std::size_t limit) {
  std::vector<std::string> came;
  while (const auto batch = store_->claim({limit})) {
    for (const DueEvent& event : batch->events()) came.push_back(event.session + " " + event.name);
    EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  }
  return came;
}

std::vector<std::string> StoreContract::wait_for(std::size_t count) {
  std::vector<std::string> came;
  const auto end = std::chrono::steady_clock::now() + Patience;
  while (came.size() < count && std::chrono::steady_clock::now() < end) {
    store_->wait_for_work(Patience, {});
    for (std::string& event : drain()) came.push_back(std::move(event));
  }
  return came;
}

std::unique_ptr<Batch> claim_when_free(Store& store, std::size_t limit) {
  const auto end = std::chrono::steady_clock::now() + Patience;
  while (std::chrono::steady_clock::now() < end) {
    if (auto batch = store.claim({limit})) return batch;
    store.wait_for_work(Patience, {});
  }
  throw std::runtime_error("nothing to claim");
}

NewSession new_session(const std::string& id) {
  NewSession session;
  session.id = id;
  session.chart = "test.Chart";
  session.params = bytes("params");
  session.start = EventId::random();
  return session;
}

NewEvent new_event(const std::string& to, const std::string& name) {
  NewEvent event;
  event.id = EventId::random();
  event.session = to;
  event.name = name;
  return event;
}

NewEvent delayed(const std::string& to, const std::string& name, Duration delay,
                 const std::string& send_id) {
  NewEvent event = new_event(to, name);
  event.delay = delay;
  event.send_id = send_id;
  return event;
}

Bytes bytes(std::string_view text) {
  const auto* data = reinterpret_cast<const std::byte*>(text.data());
  return {data, data + text.size()};
}

BatchWrite handle_all(const Batch& batch) {
  BatchWrite write;
  for (std::size_t i = 0; i < batch.sessions().size(); ++i) {
    write.sessions.push_back(unchanged(batch, i));
    write.sessions.back().status = SessionStatus::Running;
  }
  for (std::size_t i = 0; i < batch.events().size(); ++i) {
    const std::size_t session = batch.events()[i].session_index;
    if (session != DueEvent::NoSession) ++write.sessions[session].revision;
    write.consumed.push_back(i);
  }
  return write;
}

BatchWrite::Session unchanged(const Batch& batch, std::size_t session) {
  const StoredSession& read = batch.sessions().at(session);
  return {session,       read.status,   read.revision, read.active,  read.state,   read.result,
          read.attempts, read.retry_at, read.failure,  read.version, read.invoked, read.deferred};
}

std::vector<std::string> names(const Batch& batch) {
  std::vector<std::string> names;
  for (const DueEvent& event : batch.events()) names.push_back(event.name);
  return names;
}

void expect_error(ErrorKind wanted, const std::function<void()>& action) {
  try {
    action();
    ADD_FAILURE() << "nothing was thrown, but Error(" << name(wanted) << ") should be";
  } catch (const Error& error) {
    EXPECT_EQ(name(error.kind()), name(wanted)) << error.what();
    EXPECT_GT(std::string_view(error.what()).size(), 10U);
  }
}

}  // namespace perdure::contract

// Sending inside a transaction of the caller's own, through libpqxx.
#include <perdure/error.h>
#include <perdure/postgres.h>

#include <memory>
#include <pqxx/pqxx>
#include <set>
#include <unordered_set>
#include <vector>

#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/migrations.h"
#include "runtime/store/postgres/notifier.h"
#include "runtime/store/postgres/outgoing.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/word.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/start.h"

namespace perdure::postgres {
namespace {

// A savepoint of the caller's transaction, inside of which our schema is the one that statements see. Unless
// it is left, all that was done in it is undone, and the path is as before.
class Inside : public Statements {
 public:
  // Not a pqxx::subtransaction: that begins with the first plain statement, and ours have parameters.
  Inside(pqxx::dbtransaction& transaction, const std::string& schema)
      : schema_(schema), transaction_(transaction) {
    // A plain statement, with which a subtransaction of the caller's begins, too.
    transaction_.exec(std::string(query("savepoint").sql));
    try {
      enter();
    } catch (...) {
      undo();
      throw;
    }
  }
  ~Inside() override {
    if (!left_) undo();
  }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  // Always as binary values: libpqxx would cut a text at its first NUL.
  void send(const Query& query, const Parameters& parameters) override {
    std::vector<pqxx::binarystring> values;
    values.reserve(parameters.size());
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      values.emplace_back(parameters.value(i).data(), parameters.value(i).size());
    }
    results_.push_back(transaction_.exec_params(
        std::string(query.sql), pqxx::prepare::make_dynamic_params(values.begin(), values.end())));
  }

  std::int32_t lanes() const { return lanes_; }
  Timestamp now() const { return now_; }
  const std::vector<pqxx::result>& results() const { return results_; }

  // What was done stands, and everybody is told at commit.
  void leave(const LanesWithWork& woken) {
    send(query("notify"),
         Parameters()(EventChannel)(std::string_view(text_of({woken, {}}, schema_))));
    send(query("leave_schema"), Parameters()(std::string_view(path_)));
    send(query("release_savepoint"), {});
    left_ = true;
  }

 private:
  void enter() {
    send(query("enter_schema"), Parameters()(std::string_view(schema_)));
    const pqxx::row entered = results_.back()[0];
    path_ = entered[0].as<std::string>();
    now_ = Timestamp(Duration(entered[3].as<std::int64_t>()));
    send(query("has_schema"), {});
    if (!results_.back()[0][0].as<bool>()) refuse(0);
    send(query("schema_facts"), {});
    const auto version = results_.back()[0][0].as<std::int32_t>();
    lanes_ = results_.back()[0][1].as<std::int32_t>();
    if (version != wanted_version() || lanes_ == 0) refuse(version);
    results_.clear();
  }

  void undo() {
    try {
      send(query("rollback_to_savepoint"), {});
      send(query("release_savepoint"), {});
    } catch (const std::exception&) {
      // The connection is gone, and the transaction with it.
    }
  }

  [[noreturn]] void refuse(std::int32_t version) const {
    throw Error(ErrorKind::NotMigrated, "the schema `" + schema_ + "` is at version " +
                                            std::to_string(version) + ", and this build wants " +
                                            std::to_string(wanted_version()) +
                                            ": see `perdure db status`");
  }

  const std::string& schema_;
  pqxx::dbtransaction& transaction_;
  bool left_ = false;
  std::vector<pqxx::result> results_;
  std::string path_;
  Timestamp now_{};
  std::int32_t lanes_ = 0;
};

// Asks, and gives `outgoing` the answers.
void ask(Outgoing& outgoing, Inside& inside) {
  const std::size_t first = inside.results().size();
  outgoing.ask(inside, inside.lanes());
  std::unordered_set<std::string> missing;
  for (const pqxx::row& row : inside.results()[first]) missing.insert(row[0].as<std::string>());
  std::set<EventId> accepted;
  if (outgoing.has_keys()) {
    for (const pqxx::row& row : inside.results()[first + 1]) {
      accepted.insert(EventId::parse(row[0].as<std::string>()));
    }
  }
  outgoing.answered(std::move(missing), std::move(accepted));
}

std::vector<NewEvent> new_events(std::span<const Message> messages) {
  std::vector<NewEvent> events;
  events.reserve(messages.size());
  for (const Message& message : messages) events.push_back(new_event(message));
  return events;
}

Sent send_all(pqxx::dbtransaction& transaction, const std::string& schema,
              std::span<const NewEvent> events) {
  rows::check(events);
  if (events.empty()) return {};
  Inside inside(transaction, schema);
  Outgoing outgoing(events);
  ask(outgoing, inside);
  if (outgoing.write(inside, inside.lanes(), inside.now()) != nullptr)
    inside.leave(outgoing.woken());
  return outgoing.sent();
}

}  // namespace

std::size_t Sender::send(std::span<const NewEvent> events) {
  const Sent sent = send_all(transaction_, schema_, events);
  if (observer_ != nullptr) observer_->sent(sent);
  return sent.queued;
}

std::size_t Sender::send(std::span<const Message> messages) {
  return send(std::span<const NewEvent>(new_events(messages)));
}

bool Sender::start(NewSession session, std::span<const Message> first,
                   const StartOptions& options) {
  session.start = EventId::random();
  session.key = options.key;
  session.key_window = options.key_window;
  session.tenant = options.tenant;
  session.metadata = options.metadata;
  std::vector<NewEvent> events = new_events(first);
  rows::check(session);
  rows::check(events);
  {
    const std::vector<NewEvent> all = rows::with_start(session, events);
    Inside inside(transaction_, schema_);
    send_new_session(inside, session, inside.lanes());
    const bool is_new = !inside.results().back().empty();
    Outgoing outgoing(all);
    ask(outgoing, inside);
    if (!outgoing.is_accepted(0)) return true;
    if (is_new) {
      outgoing.write(inside, inside.lanes(), inside.now());
      inside.leave(outgoing.woken());
      return true;
    }
  }
  if (options.if_exists == IfExists::Refuse) throw exists_already(session);
  if (options.if_exists == IfExists::Join) {
    join_under(options, events);
    send(std::span<const NewEvent>(events));
  }
  return false;
}

}  // namespace perdure::postgres

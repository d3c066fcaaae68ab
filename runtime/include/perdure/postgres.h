// Starting sessions and sending events inside a PostgreSQL transaction of the caller's own: they happen if
// and only if that commits.
//
//     pqxx::work work{connection};
//     work.exec_params("insert into invoice values ($1)", 42);
//     perdure::postgres::send(work, "order-1", shop::order::event::Invoiced{42});
//     work.commit();
//
// Any libpqxx connection to the store's database will do, in whatever schema it works; its role needs
// select on `version`, `lane` and `session`, insert on `session`, `event`, `timer`, `dead` and `journal`,
// all on `dedup`, and usage of the sequence `queue_number`. Workers of every process are told at commit
// (NOTIFY).
//
// Each call is a savepoint: where it throws, nothing of it is left, and unless the server refused a
// statement or the connection is lost, the transaction goes on. It throws what a Runtime does for what is
// asked wrongly, Error(NotMigrated) if the database has no schema of this build's, and what libpqxx throws
// for all that goes wrong on the connection. Under `repeatable read` it sees no session that was started
// after the transaction's first statement.
//
// The only public header that needs libpqxx (6.4 or later): link it.
#pragma once

#include <perdure/message.h>
#include <perdure/runtime.h>

#include <cstddef>
#include <initializer_list>
#include <pqxx/dbtransaction>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace perdure::postgres {

// Used by the thread that uses the transaction.
class Sender {
 public:
  // `schema`: where the store's tables are, as in its URI. `observer` is told of what is sent, whether the
  // transaction commits or not.
  explicit Sender(pqxx::dbtransaction& transaction, std::string schema = "perdure",
                  Observer* observer = nullptr)
      : transaction_(transaction), schema_(std::move(schema)), observer_(observer) {}

  // As Runtime::send and Runtime::start. What they return is true once the transaction is committed.
  std::size_t send(std::span<const Message> messages);
  std::size_t send(std::initializer_list<Message> messages) {
    return send(std::span(messages.begin(), messages.size()));
  }
  template <EventType Event>
  bool send(std::string_view session, const Event& event, SendOptions options = {}) {
    return send({message(session, event, std::move(options))}) == 1;
  }
  template <class Machine, EventOf<Machine>... First>
  bool start(std::string_view id, const typename Machine::Params& params, StartOptions options,
             const First&... first) {
    NewSession session;
    session.id = id;
    session.chart = Machine::chart_name;
    session.version = Machine::chart_version;
    session.params = to_bytes(params);
    const std::initializer_list<Message> messages = {message(id, first)...};
    return start(std::move(session), std::span(messages.begin(), messages.size()), options);
  }
  template <class Machine, EventOf<Machine>... First>
  void start(std::string_view id, const typename Machine::Params& params = {},
             const First&... first) {
    start<Machine>(id, params, StartOptions{}, first...);
  }

 private:
  std::size_t send(std::span<const NewEvent> events);
  bool start(NewSession session, std::span<const Message> first, const StartOptions& options);

  pqxx::dbtransaction& transaction_;
  std::string schema_;
  Observer* observer_;
};

// In the schema `perdure`.
template <EventType Event>
bool send(pqxx::dbtransaction& transaction, std::string_view session, const Event& event,
          SendOptions options = {}) {
  return Sender(transaction).send(session, event, std::move(options));
}
template <class Machine, class... Arguments>
auto start(pqxx::dbtransaction& transaction, std::string_view id, const Arguments&... arguments) {
  return Sender(transaction).start<Machine>(id, arguments...);
}

}  // namespace perdure::postgres

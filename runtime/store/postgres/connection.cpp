#include "runtime/store/postgres/connection.h"

#include <perdure/error.h>

#include <pqxx/pqxx>
#include <string>

#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/pipeline.h"

namespace perdure::postgres {
namespace {

// Connects as libpqxx does, and keeps the libpq connection that libpqxx 6 hides. The policy itself is
// private to the libpqxx connection, hence the detour by the thread that is constructing it.
class KeepHandle : public pqxx::connect_direct {
 public:
  explicit KeepHandle(const std::string& options) : connect_direct(options) {}
  handle do_startconnect(handle old) override {
    last = connect_direct::do_startconnect(old);
    return last;
  }
  static thread_local handle last;
};
thread_local KeepHandle::handle KeepHandle::last = nullptr;

}  // namespace

struct Connection::Pqxx {
  explicit Pqxx(const std::string& conninfo) : connection(conninfo), handle(KeepHandle::last) {}
  pqxx::basic_connection_base<KeepHandle> connection;
  PGconn* handle;

  static std::unique_ptr<Pqxx> connect(const Address& address);
};

std::unique_ptr<Connection::Pqxx> Connection::Pqxx::connect(const Address& address) {
  try {
    return std::make_unique<Pqxx>(address.conninfo);
  } catch (const pqxx::failure& failure) {
    throw Error(ErrorKind::StoreUnavailable,
                "cannot reach PostgreSQL at " + address.place + ": " + first_line(failure.what()) +
                    "; check that the server runs there, and the host, port, database and user of "
                    "the store's URI");
  }
}

Connection::Connection(const Address& address)
    : address_(address), pqxx_(Pqxx::connect(address)), handle_(pqxx_->handle) {
  // libpq would write the server's notices to the standard error.
  PQsetNoticeProcessor(
      handle_, [](void*, const char*) {}, nullptr);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  pqxx_->connection.inhibit_reactivation(true);
#pragma GCC diagnostic pop
  // Not through libpqxx, which loses the memory of a result when the connection ends meanwhile.
  if (!address_.transaction_pooling) run(query("connect"), settings());
}

Parameters Connection::settings() const {
  return Parameters()(std::string_view(address_.schema))(
      std::int32_t{address_.transaction_pooling})(std::string_view(address_.statement_timeout));
}

void Connection::plan_by_index() {
  plans_by_index_ = true;
  if (!address_.transaction_pooling) run(query("plan_by_index"), Parameters()(std::int32_t{0}));
}

Connection::~Connection() = default;

pqxx::connection_base& Connection::pqxx() {
  PQexitPipelineMode(handle_);
  return pqxx_->connection;
}

Result Connection::run(const Query& query, const Parameters& parameters) {
  Pipeline pipeline(*this);
  pipeline.send(query, parameters);
  return std::move(pipeline.finish().front());
}

bool Connection::broken() const { return lost_ || PQstatus(handle_) != CONNECTION_OK; }

bool Connection::in_transaction() const { return PQtransactionStatus(handle_) != PQTRANS_IDLE; }

}  // namespace perdure::postgres

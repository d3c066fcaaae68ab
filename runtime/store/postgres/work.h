// A transaction of libpqxx on a connection of its own: for what changes the schema.
#pragma once

#include <perdure/error.h>

#include <pqxx/pqxx>
#include <string>

#include "runtime/store/postgres/connection.h"
#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/queries.h"

namespace perdure::postgres {

// Runs `body` in one transaction of a new connection. Nothing happened if it throws, unless the
// connection was lost while committing: then the words say so.
template <typename Body>
auto in_transaction(const Address& address, Body body) {
  Address patient = address;
  patient.statement_timeout = "0";  // What takes long here has to.
  Connection connection(patient);
  try {
    pqxx::work work(connection.pqxx());
    if (address.transaction_pooling) {
      work.exec_params(std::string(query("connect").sql), address.schema, 1,
                       patient.statement_timeout);
    }
    auto result = body(work);
    work.commit();
    return result;
  } catch (const pqxx::in_doubt_error&) {
    throw Error(ErrorKind::StoreUnavailable,
                "the connection to PostgreSQL was lost while the schema was being changed; "
                "`perdure db status` shows whether it was");
  } catch (const pqxx::broken_connection& failure) {
    throw Error(ErrorKind::StoreUnavailable,
                "the connection to PostgreSQL was lost: " + first_line(failure.what()));
  } catch (const pqxx::sql_error& failure) {
    throw refused(failure.sqlstate(), failure.what());
  } catch (const pqxx::failure& failure) {
    throw Error(ErrorKind::StoreFailure, "PostgreSQL refused: " + first_line(failure.what()));
  }
}

}  // namespace perdure::postgres

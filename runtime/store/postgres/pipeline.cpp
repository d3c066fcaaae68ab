#include "runtime/store/postgres/pipeline.h"

#include <perdure/error.h>

#include <algorithm>
#include <optional>
#include <string>

#include "runtime/store/postgres/error.h"

namespace perdure::postgres {
namespace {

constexpr int Binary = 1;

std::string field(const PGresult* result, int code) {
  const char* value = PQresultErrorField(result, code);
  return value == nullptr ? "" : value;
}

}  // namespace

Pipeline::Pipeline(Connection& connection)
    : connection_(connection), begins_(!connection.in_transaction()) {
  if (PQpipelineStatus(connection.handle_) == PQ_PIPELINE_OFF &&
      PQenterPipelineMode(connection.handle_) == 0) {
    lost();
  }
}

Pipeline::~Pipeline() {
  if (finished_ || sent_.empty() || connection_.broken()) return;
  try {
    finish();
  } catch (...) {  // Whoever left the pipeline unfinished is unwinding from something worse.
  }
}

void Pipeline::send(const Query& query, const Parameters& parameters) {
  // What comes first is to be within the transaction, and to leave its isolation alone.
  const bool is_begin = query.name == "begin" || query.name == "begin_reading";
  if (!is_begin) send_first();
  send_as(Sent::Statement, query, parameters);
  if (is_begin) send_first();
  if (query.name == "commit") begins_ = true;
}

void Pipeline::send_aside(const Query& query, const Parameters& parameters) {
  send_as(Sent::Aside, query, parameters);
}

void Pipeline::send_ahead(const Query& query, const Parameters& parameters) {
  send_aside(query, parameters);
  synchronize();
}

void Pipeline::synchronize() {
  if (PQpipelineSync(connection_.handle_) == 0) lost();
  ++synchronizations_;
}

void Pipeline::send_first() {
  const bool pooled = connection_.address_.transaction_pooling;
  if (pooled && begins_) {
    begins_ = false;
    send_as(Sent::Setting, postgres::query("connect"), connection_.settings());
    if (connection_.plans_by_index_) {
      send_as(Sent::Setting, postgres::query("plan_by_index"), Parameters()(std::int32_t{1}));
    }
  }
  if (connection_.required_version_) {
    const std::int32_t version = *connection_.required_version_;
    connection_.required_version_.reset();
    send_as(Sent::VersionCheck, postgres::query("require_version"), Parameters()(version));
  }
}

void Pipeline::send_as(Sent what, const Query& query, const Parameters& parameters) {
  const std::string name(query.name);
  const bool preparing =
      std::find(preparing_.begin(), preparing_.end(), query.name) != preparing_.end();
  const bool pooled = connection_.address_.transaction_pooling;
  if (!pooled && !preparing && connection_.prepared_.count(query.name) == 0) {
    if (PQsendPrepare(connection_.handle_, name.c_str(), query.sql.data(), 0, nullptr) == 0) lost();
    sent_.push_back(Sent::Preparation);
    preparing_.push_back(query.name);
  }
  std::vector<const char*> values;
  std::vector<int> lengths;
  const std::vector<int> formats(parameters.size(), Binary);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    values.push_back(parameters.value(i).data());
    lengths.push_back(static_cast<int>(parameters.value(i).size()));
  }
  const auto count = static_cast<int>(parameters.size());
  const int sent = pooled
                       ? PQsendQueryParams(connection_.handle_, query.sql.data(), count, nullptr,
                                           values.data(), lengths.data(), formats.data(), Binary)
                       : PQsendQueryPrepared(connection_.handle_, name.c_str(), count,
                                             values.data(), lengths.data(), formats.data(), Binary);
  if (sent == 0) lost();
  sent_.push_back(what);
}

std::vector<Result> Pipeline::finish() {
  finished_ = true;
  PGconn* handle = connection_.handle_;
  synchronize();
  std::vector<Result> results;
  std::optional<Refused> error;
  auto prepared = preparing_.begin();
  // Each thing sent gives one result and then a null; the last word is a synchronization.
  for (std::size_t i = 0;;) {
    PGresult* next = PQgetResult(handle);
    if (next == nullptr) {
      if (connection_.broken()) lost();
      continue;
    }
    Result result(next);
    const ExecStatusType status = PQresultStatus(next);
    if (status == PGRES_PIPELINE_SYNC) {
      if (--synchronizations_ == 0) break;
      continue;
    }
    // One more than was sent: the server says goodbye where the synchronization should be.
    if (i == sent_.size()) lost();
    const Sent what = sent_[i++];
    if (status == PGRES_FATAL_ERROR) {
      const std::string sqlstate = field(next, PG_DIAG_SQLSTATE);
      if (connection_.broken() || sqlstate.empty() || ends_connection(sqlstate)) lost();
      if (what == Sent::Aside) continue;
      if (!error && what == Sent::VersionCheck && sqlstate == DivisionByZero) {
        error = other_version();
      } else if (!error) {
        error = refused(sqlstate, field(next, PG_DIAG_MESSAGE_PRIMARY));
      }
    }
    if (what == Sent::Preparation) {
      if (status == PGRES_COMMAND_OK) connection_.prepared_.insert(*prepared);
      ++prepared;
    } else if (what == Sent::Statement) {
      results.push_back(std::move(result));
    }
  }
  if (error) {
    // Another schema may come in its place, with another number of lanes: what was known of it is void.
    if (error->kind() == ErrorKind::NotMigrated) connection_.lost_ = true;
    throw *error;
  }
  return results;
}

void Pipeline::lost() {
  finished_ = true;
  connection_.lost_ = true;
  const std::string words = first_line(PQerrorMessage(connection_.handle_));
  throw Error(ErrorKind::StoreUnavailable,
              "the connection to PostgreSQL was lost" + (words.empty() ? "" : ": " + words));
}

}  // namespace perdure::postgres

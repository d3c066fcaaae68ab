#include "bench/floor/pipeline.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "floor_sql.h"

namespace bench::floor {
namespace {

constexpr int Binary = 1;

void require(bool holds, PGconn* connection) {
  if (!holds) throw std::runtime_error(std::string("the floor: ") + PQerrorMessage(connection));
}

std::unique_ptr<PGconn, decltype(&PQfinish)> connect(const std::string& uri) {
  std::unique_ptr<PGconn, decltype(&PQfinish)> made(PQconnectdb(uri.c_str()), PQfinish);
  require(PQstatus(made.get()) == CONNECTION_OK, made.get());
  return made;
}

void run_text(PGconn* connection, const std::string& text) {
  const Result result(PQexec(connection, text.c_str()), PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  require(status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK, connection);
}

}  // namespace

std::string_view sql(std::string_view name) {
  const std::string file = std::string(name) + ".sql";
  for (const auto& embedded : embedded::files) {
    if (embedded.name == file) return embedded.text;
  }
  throw std::runtime_error("the floor has no " + file);
}

void run_script(const std::string& uri, std::string_view name,
                std::initializer_list<Setting> settings) {
  const auto connection = connect(uri);
  std::string text(sql(name));
  for (const Setting& setting : settings) {
    const std::string hole = "{" + std::string(setting.name) + "}";
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole)) {
      text.replace(at, hole.size(), std::to_string(setting.value));
    }
  }
  // One by one: some may not run within a transaction.
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(";\n", begin), text.size());
    run_text(connection.get(), text.substr(begin, end - begin));
    begin = end + 2;
  }
}

Pipeline::Pipeline(const std::string& uri, std::initializer_list<std::string_view> statements)
    : connection_(connect(uri)) {
  run_text(connection_.get(), std::string(sql("connect")));
  for (const std::string_view statement : statements) {
    const std::string text(sql(statement));
    const Result prepared(
        PQprepare(connection_.get(), std::string(statement).c_str(), text.c_str(), 0, nullptr),
        PQclear);
    require(PQresultStatus(prepared.get()) == PGRES_COMMAND_OK, connection_.get());
  }
  PQenterPipelineMode(connection_.get());
}

void Pipeline::send(std::string_view statement,
                    std::initializer_list<std::string_view> parameters) {
  PGconn* connection = connection_.get();
  const std::string name(statement);
  std::vector<const char*> values;
  std::vector<int> lengths;
  for (const std::string_view parameter : parameters) {
    values.push_back(parameter.data());
    lengths.push_back(static_cast<int>(parameter.size()));
  }
  const std::vector<int> formats(parameters.size(), Binary);
  require(PQsendQueryPrepared(connection, name.c_str(), static_cast<int>(values.size()),
                              values.data(), lengths.data(), formats.data(), Binary) == 1,
          connection);
}

std::vector<Result> Pipeline::finish() {
  PGconn* connection = connection_.get();
  require(PQpipelineSync(connection) == 1, connection);
  std::vector<Result> results;
  std::string error;
  for (;;) {
    Result result(PQgetResult(connection), PQclear);
    if (!result) {
      require(PQstatus(connection) == CONNECTION_OK, connection);
      continue;
    }
    const ExecStatusType status = PQresultStatus(result.get());
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_FATAL_ERROR && error.empty()) error = PQresultErrorMessage(result.get());
    results.push_back(std::move(result));
  }
  if (!error.empty()) throw std::runtime_error("the floor: " + error);
  return results;
}

Result Pipeline::run(std::string_view statement,
                     std::initializer_list<std::string_view> parameters) {
  send(statement, parameters);
  return std::move(finish().back());
}

}  // namespace bench::floor

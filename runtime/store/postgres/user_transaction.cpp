#include "runtime/store/postgres/user_transaction.h"

#include <libpq-fe.h>

#include <charconv>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/rows/user_sql.h"

namespace perdure::postgres {
namespace {

using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// PostgreSQL's type numbers.
constexpr Oid Bool = 16;
constexpr Oid Bytea = 17;
constexpr Oid Int8 = 20;
constexpr Oid Int2 = 21;
constexpr Oid Int4 = 23;
constexpr Oid Float4 = 700;
constexpr Oid Float8 = 701;

// The parameters of one statement: as text, whose type the server finds out, but for bytes.
class Texts {
 public:
  explicit Texts(std::span<const SqlValue> parameters) {
    texts_.reserve(parameters.size());
    for (const SqlValue& parameter : parameters) {
      const bool is_null = std::holds_alternative<std::monostate>(parameter);
      const bool is_bytes = std::holds_alternative<Bytes>(parameter);
      texts_.push_back(is_null ? std::string() : text(parameter));
      values.push_back(is_null ? nullptr : texts_.back().data());
      lengths.push_back(static_cast<int>(texts_.back().size()));
      formats.push_back(is_bytes ? 1 : 0);
      types.push_back(is_bytes ? Bytea : 0);
    }
  }

  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;
  std::vector<Oid> types;

 private:
  static std::string text(const SqlValue& parameter) {
    if (const auto* truth = std::get_if<bool>(&parameter)) return *truth ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&parameter)) return std::to_string(*number);
    if (const auto* real = std::get_if<double>(&parameter)) {
      char digits[40];
      const auto end = std::to_chars(digits, digits + sizeof digits, *real).ptr;
      return {digits, end};
    }
    if (const auto* words = std::get_if<std::string>(&parameter)) {
      if (words->find('\0') != std::string::npos) {
        throw Error(ErrorKind::InvalidArgument, "PostgreSQL keeps no text with a NUL");
      }
      return *words;
    }
    const auto& bytes = std::get<Bytes>(parameter);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }

  std::vector<std::string> texts_;
};

SqlValue value(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column) != 0) return {};
  const char* text = PQgetvalue(answer, row, column);
  const auto size = static_cast<std::size_t>(PQgetlength(answer, row, column));
  switch (PQftype(answer, column)) {
    case Bool:
      return *text == 't';
    case Int2:
    case Int4:
    case Int8: {
      std::int64_t number = 0;
      std::from_chars(text, text + size, number);
      return number;
    }
    case Float4:
    case Float8:
      return std::strtod(text, nullptr);
    case Bytea: {
      std::size_t length = 0;
      const std::unique_ptr<unsigned char, decltype(&PQfreemem)> bytes(
          PQunescapeBytea(reinterpret_cast<const unsigned char*>(text), &length), PQfreemem);
      const auto* begin = reinterpret_cast<const std::byte*>(bytes.get());
      return Bytes(begin, begin + length);
    }
    default:
      return std::string(text, size);
  }
}

SqlResult result_of(PGresult* answer) {
  SqlResult result;
  const int columns = PQnfields(answer);
  for (int i = 0; i < columns; ++i) result.columns.emplace_back(PQfname(answer, i));
  for (int row = 0; row < PQntuples(answer); ++row) {
    auto& values = result.rows.emplace_back();
    for (int i = 0; i < columns; ++i) values.push_back(value(answer, row, i));
  }
  result.changed = std::atoll(PQcmdTuples(answer));
  if (PQresultStatus(answer) == PGRES_TUPLES_OK &&
      std::string_view(PQcmdStatus(answer)).substr(0, 6) == "SELECT") {
    result.changed = 0;
  }
  return result;
}

}  // namespace

void UserTransaction::begin_step() {
  Pipeline pipeline(connection_);
  if (!entered_) pipeline.send(query("enter_user"));
  if (saved_) pipeline.send(query("release_savepoint"));
  pipeline.send(query("savepoint"));
  entered_ = saved_ = in_step_ = true;
  pipeline.finish();
}

SqlResult UserTransaction::run(std::string_view sql, std::span<const SqlValue> parameters) {
  rows::check_user_statement(sql);
  const Texts texts(parameters);
  if (!in_step_) begin_step();
  PGconn* handle = connection_.handle();
  PQexitPipelineMode(handle);
  const Answer answer(
      PQexecParams(handle, std::string(sql).c_str(), static_cast<int>(parameters.size()),
                   texts.types.data(), texts.values.data(), texts.lengths.data(),
                   texts.formats.data(), 0),
      PQclear);
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) return result_of(answer.get());
  const char* state = PQresultErrorField(answer.get(), PG_DIAG_SQLSTATE);
  const std::string code = state == nullptr ? "" : state;
  if (code.empty() || connection_.broken() || ends_connection(code)) {
    throw Error(ErrorKind::StoreUnavailable,
                "the connection to PostgreSQL was lost: " + first_line(PQerrorMessage(handle)));
  }
  const char* words = PQresultErrorField(answer.get(), PG_DIAG_MESSAGE_PRIMARY);
  refusal_.emplace(
      "PostgreSQL refused: " + first_line(words == nullptr ? "" : words) + " (" + code + ")", code);
  throw *refusal_;
}

void UserTransaction::next_step() {
  in_step_ = false;
  refusal_.reset();
}

void UserTransaction::require_sound() {
  if (refusal_) throw *refusal_;
}

void UserTransaction::undo() {
  refusal_.reset();
  if (!std::exchange(in_step_, false) || connection_.broken()) return;
  connection_.run(query("rollback_to_savepoint"));
}

Result UserTransaction::outside(const Query& query, const Parameters& parameters) {
  if (!entered_) return connection_.run(query, parameters);
  Pipeline pipeline(connection_);
  pipeline.send(postgres::query("leave_user"));
  pipeline.send(query, parameters);
  pipeline.send(postgres::query("enter_user"));
  return std::move(pipeline.finish()[1]);
}

void UserTransaction::leave() {
  if (std::exchange(entered_, false)) connection_.run(query("leave_user"));
}

}  // namespace perdure::postgres

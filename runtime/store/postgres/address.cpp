#include "runtime/store/postgres/address.h"

#include <libpq-fe.h>
#include <perdure/error.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

constexpr std::string_view DefaultSchema = "perdure";
constexpr std::size_t MaxIdentifier = 63;

[[noreturn]] void refuse(const std::string& what) { throw Error(ErrorKind::InvalidArgument, what); }

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 1 < text.size() ? digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) refuse("a parameter in a store's URI has a % without two digits");
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

// Takes a parameter of ours out of the URI, for libpq would refuse it.
std::optional<std::string> take(std::string& uri, const std::string& name) {
  const std::size_t query = uri.find('?');
  if (query == std::string::npos) return std::nullopt;
  const std::string key = name + "=";
  std::optional<std::string> value;
  std::string rest;
  std::string_view parameters = std::string_view(uri).substr(query + 1);
  while (!parameters.empty()) {
    const std::size_t end = parameters.find('&');
    const std::string_view parameter = parameters.substr(0, end);
    parameters = end == std::string_view::npos ? std::string_view() : parameters.substr(end + 1);
    if (parameter.substr(0, key.size()) != key) {
      rest += (rest.empty() ? "?" : "&") + std::string(parameter);
      continue;
    }
    if (value) refuse("a store's URI has `" + name + "` twice");
    value = percent_decoded(parameter.substr(key.size()));
  }
  uri = uri.substr(0, query) + rest;
  return value;
}

void check_schema(std::string_view schema) {
  const std::string shown = "`" + rows::readable(schema) + "`";
  if (schema.empty() || schema.size() > MaxIdentifier || !rows::is_plain_text(schema)) {
    refuse(shown +
           " is not a schema's name: want 1 to 63 bytes of UTF-8 without control characters");
  }
  if (schema.substr(0, 3) == "pg_" || schema == "information_schema") {
    refuse("the schema " + shown + " is PostgreSQL's own");
  }
}

void check_timeout(std::string_view timeout) {
  const std::size_t digits = std::min(timeout.find_first_not_of("0123456789"), timeout.size());
  const std::string_view unit = timeout.substr(digits);
  const bool known = unit.empty() || unit == "ms" || unit == "s" || unit == "min" || unit == "h";
  if (digits == 0 || digits > 9 || !known) {
    refuse(
        "a store's URI has a `statement_timeout` that is no length of time: want 500ms, 30s or "
        "5min");
  }
}

// A libpq option as the command line would have it.
class Options {
 public:
  explicit Options(const std::string& uri) {
    char* message = nullptr;
    options_.reset(PQconninfoParse(uri.c_str(), &message));
    const std::unique_ptr<char, decltype(&PQfreemem)> words(message, PQfreemem);
    if (!options_) {
      // libpq's words may quote the URI, and a URI may hold a password: it is cut off where it is quoted.
      const std::string why = message == nullptr ? "out of memory" : message;
      refuse("not a PostgreSQL URI: " + rows::readable(why.substr(0, why.find('"'))) +
             "(want postgresql://USER@HOST:PORT/DATABASE)");
    }
  }

  std::string value(std::string_view key) const {
    for (const PQconninfoOption* o = options_.get(); o->keyword != nullptr; ++o) {
      if (o->keyword == key) return o->val == nullptr ? "" : o->val;
    }
    return {};
  }

  std::string conninfo() const {
    std::string out;
    for (const PQconninfoOption* o = options_.get(); o->keyword != nullptr; ++o) {
      if (o->val != nullptr) add(out, o->keyword, o->val);
    }
    return out;
  }

  static void add(std::string& conninfo, std::string_view key, std::string_view value) {
    conninfo.append(key).append("='");
    for (const char c : value) {
      if (c == '\'' || c == '\\') conninfo += '\\';
      conninfo += c;
    }
    conninfo += "' ";
  }

 private:
  std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options_{nullptr, PQconninfoFree};
};

}  // namespace

Address parse_address(std::string_view given) {
  std::string uri(given);
  Address address;
  address.schema = take(uri, "schema").value_or(std::string(DefaultSchema));
  check_schema(address.schema);
  if (const auto pooler = take(uri, "pooler")) {
    if (*pooler != "transaction") refuse("a store's URI has `pooler=transaction`, or no `pooler`");
    address.transaction_pooling = true;
  }
  if (const auto timeout = take(uri, "statement_timeout")) {
    check_timeout(*timeout);
    address.statement_timeout = *timeout;
  }

  const Options options(uri);
  address.conninfo = options.conninfo();
  // A worker must notice that its server is gone even where no packet says so. A service file has its own say.
  const std::pair<const char*, const char*> defaults[] = {
      {"connect_timeout", "10"}, {"tcp_user_timeout", "20000"},
      {"keepalives_idle", "10"}, {"keepalives_interval", "5"},
      {"keepalives_count", "3"}, {"fallback_application_name", "perdure"}};
  for (const auto& [key, value] : defaults) {
    const bool is_said = !options.value(key).empty() || !options.value("service").empty();
    if (!is_said) Options::add(address.conninfo, key, value);
  }
  Options::add(address.conninfo, "client_encoding", "UTF8");

  const std::pair<const char*, const char*> shown[] = {
      {"service", "service"}, {"host", "host"}, {"port", "port"}, {"dbname", "database"}, {"user", "user"}};
  for (const auto& [key, word] : shown) {
    const std::string value = options.value(key);
    if (value.empty()) continue;
    address.place += (address.place.empty() ? "" : ", ") + std::string(word) + " " + value;
  }
  if (address.place.empty()) address.place = "the default host and database";
  return address;
}

}  // namespace perdure::postgres

#include "runtime/console/desk.h"

#include <perdure/error.h>

#include <algorithm>
#include <utility>

#include "runtime/console/refusal.h"

namespace perdure::console {

StoredSession Desk::session(const std::string& id) {
  std::optional<StoredSession> session;
  if (is_session_id(id)) session = store_.read(id);
  if (!session) not_found("there is no session `" + id + "`");
  return std::move(*session);
}

definition::Definition Desk::definition(const std::string& chart, std::uint32_t version) {
  if (version == 0) {
    for (const ChartVersion& each : store_.registry().list()) {
      if (each.name == chart) version = std::max(version, each.version);
    }
    if (version == 0) not_found("no program has registered `" + chart + "`");
  }
  const std::string what = "`" + chart + "` version " + std::to_string(version);
  const auto known = store_.registry().find(chart, version);
  if (!known) not_found("no program has registered " + what);
  if (known->definition.empty()) not_found(what + " was registered without a definition");
  return definition::Definition(known->definition);
}

Response json(const Json& body, int status) {
  Response response;
  response.status = status;
  response.body = body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
  return response;
}

Response page(const char* items, Json values, Json next) {
  Json body;
  body[items] = std::move(values);
  body["next"] = std::move(next);
  return json(body);
}

}  // namespace perdure::console

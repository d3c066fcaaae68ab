#include "runtime/ops/decoded.h"

#include <perdure/error.h>

#include <functional>

#include "runtime/definition/definition.h"

namespace perdure::ops {
namespace {

Json unread(std::string why) { return {{"unread", std::move(why)}}; }

Json by_definition(Store& store, const StoredSession& session,
                   const std::function<Json(const definition::Definition&)>& read) {
  const std::string chart = session.chart + " version " + std::to_string(session.version);
  const auto known = store.registry().find(session.chart, session.version);
  if (!known) return unread("no program has registered " + chart + " in this store");
  if (known->definition.empty()) return unread(chart + " was registered without a definition");
  try {
    return read(definition::Definition(known->definition));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::CorruptData) throw;
    return unread(error.what());
  }
}

}  // namespace

Json decoded_state(Store& store, const StoredSession& session) {
  return by_definition(store, session, [&](const definition::Definition& definition) -> Json {
    if (session.revision > 0) return definition.state(session.state);
    return {{"params", definition.params(session.state)}};
  });
}

Json decoded_result(Store& store, const StoredSession& session) {
  if (session.status != SessionStatus::Done || session.result.empty()) return nullptr;
  return by_definition(store, session, [&](const definition::Definition& definition) {
    return definition.result(session.result);
  });
}

Json decoded_event(Store& store, const StoredSession& session, EventKind kind,
                   const std::string& name, const std::string& invocation, const Bytes& payload) {
  if (payload.empty()) return nullptr;
  return by_definition(store, session, [&](const definition::Definition& definition) {
    return definition.event(kind, name, invocation, payload);
  });
}

}  // namespace perdure::ops

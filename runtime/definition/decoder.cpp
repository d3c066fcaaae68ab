#include "runtime/definition/decoder.h"

#include <perdure/error.h>

namespace perdure::definition {
namespace {

Json unread(std::string why) { return {{"unread", std::move(why)}}; }

std::string nobody(const std::string& session) { return "there is no session `" + session + "`"; }

}  // namespace

const Decoder::Known& Decoder::known(const Version& chart) {
  const auto [at, is_new] = definitions_.try_emplace(chart);
  Known& known = at->second;
  if (!is_new) return known;
  const std::string words = chart.first + " version " + std::to_string(chart.second);
  const auto registered = store_.registry().find(chart.first, chart.second);
  if (!registered) {
    known.why_not = "no program has registered " + words + " in this store";
  } else if (registered->definition.empty()) {
    known.why_not = words + " was registered without a definition";
  } else {
    try {
      known.definition.emplace(registered->definition);
    } catch (const Error& error) {
      known.why_not = error.what();
    }
  }
  return known;
}

const std::optional<Decoder::Version>& Decoder::version_of(const std::string& session) {
  const auto [at, is_new] = sessions_.try_emplace(session);
  if (!is_new) return at->second;
  if (const auto stored = store_.read(session)) at->second = {stored->chart, stored->version};
  return at->second;
}

Json Decoder::by(const Version& chart, const Read& read) {
  const Known& known = this->known(chart);
  if (!known.definition) return unread(known.why_not);
  try {
    return read(*known.definition);
  } catch (const Error& error) {
    return unread(error.what());
  }
}

Json Decoder::state(const StoredSession& session) {
  return by({session.chart, session.version}, [&](const Definition& definition) -> Json {
    if (session.revision > 0) return definition.state(session.state);
    return {{"params", definition.params(session.state)}};
  });
}

Json Decoder::result(const StoredSession& session) {
  if (session.status != SessionStatus::Done || session.result.empty()) return nullptr;
  return by({session.chart, session.version},
            [&](const Definition& definition) { return definition.result(session.result); });
}

Json Decoder::event(const std::string& session, EventKind kind, const std::string& name,
                    const std::string& invocation, const Bytes& payload) {
  if (payload.empty()) return nullptr;
  const std::optional<Version>& chart = version_of(session);
  if (!chart) return unread(nobody(session));
  return by(*chart, [&](const Definition& definition) {
    return definition.event(kind, name, invocation, payload);
  });
}

const Definition& Decoder::of(const std::string& session) {
  const std::optional<Version>& chart = version_of(session);
  if (!chart) throw Error(ErrorKind::UnknownSession, nobody(session));
  const Known& known = this->known(*chart);
  if (!known.definition) throw Error(ErrorKind::CorruptData, known.why_not);
  return *known.definition;
}

}  // namespace perdure::definition

// What a store's bytes say, by the definitions that their charts' programs registered.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "runtime/definition/definition.h"

namespace perdure::definition {

// Keeps the definitions that it has asked for, and which chart each session is of: for one listing, or one request. Used
// by one thread. What cannot be read is {"unread": why}, whatever the bytes are. Throws what the store throws.
class Decoder {
 public:
  // Which outlives it.
  explicit Decoder(Store& store) : store_(store) {}

  // A session's state, or its parameters before its first step: as Definition::state() has it.
  Json state(const StoredSession& session);
  // What it returned; null where it has not ended, or its chart returns nothing.
  Json result(const StoredSession& session);
  // The fields of an event that went to that session; null where it carried nothing.
  Json event(const std::string& session, EventKind kind, const std::string& name,
             const std::string& invocation, const Bytes& payload);
  // The definition of the session's chart. Throws Error(UnknownSession), and Error(CorruptData) if there is none.
  const Definition& of(const std::string& session);

 private:
  struct Known {
    std::optional<Definition> definition;
    std::string why_not;
  };
  using Version = std::pair<std::string, std::uint32_t>;
  using Read = std::function<Json(const Definition&)>;

  const Known& known(const Version& chart);
  const std::optional<Version>& version_of(const std::string& session);
  Json by(const Version& chart, const Read& read);

  Store& store_;
  std::map<Version, Known> definitions_;
  std::map<std::string, std::optional<Version>> sessions_;
};

}  // namespace perdure::definition

// perdure suspend ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int suspend(operate::Operator& by, const std::string& id, const std::string& reason,
            Output output) {
  const std::optional<StoredSession> found = by.store().read(id);
  if (!found || !by.suspend(*found, reason)) {
    const std::optional<StoredSession> session = by.store().read(id);
    fmt::print(output.error, "perdure: {}\n",
               session
                   ? fmt::format("session `{}` is {} already", printable(id), name(session->status))
                   : fmt::format("there is no session `{}`", printable(id)));
    return 1;
  }
  if (output.json) {
    print(output.out, {{"suspended", id}});
  } else {
    fmt::print(output.out, "suspended {}; its events wait for: perdure resume '{}'\n",
               printable(id), printable(id));
  }
  return 0;
}

}  // namespace perdure::ops

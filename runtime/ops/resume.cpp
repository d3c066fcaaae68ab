// perdure resume ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int resume(operate::Operator& by, const std::string& id, Output output) {
  const std::optional<StoredSession> found = by.store().read(id);
  if (!found || !by.resume(*found)) {
    const std::optional<StoredSession> session = by.store().read(id);
    fmt::print(output.error, "perdure: {}\n",
               session ? fmt::format("session `{}` is {}, not suspended", printable(id),
                                     name(session->status))
                       : fmt::format("there is no session `{}`", printable(id)));
    return 1;
  }
  if (output.json) {
    print(output.out, {{"resumed", id}});
  } else {
    fmt::print(output.out, "resumed {}\n", printable(id));
  }
  return 0;
}

}  // namespace perdure::ops

// perdure end ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int end(operate::Operator& by, const std::string& id, Output output) {
  const std::optional<StoredSession> session = by.store().read(id);
  if (!session || !by.end(*session)) {
    fmt::print(output.error, "perdure: {}\n",
               session
                   ? fmt::format("session `{}` is {} already", printable(id), name(session->status))
                   : fmt::format("there is no session `{}`", printable(id)));
    return 1;
  }
  if (output.json) {
    print(output.out, {{"ending", id}});
  } else {
    fmt::print(output.out, "{} ends after what is queued for it\n", printable(id));
  }
  return 0;
}

}  // namespace perdure::ops

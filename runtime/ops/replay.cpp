// replay ID
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/definition/decoder.h"
#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {

int replay(Runtime& runtime, const std::string& id, const ReplayTo& to, Output output) {
  const Replayed replayed = runtime.replay(id, to);
  StoredSession session;  // As it was, for whoever reads it.
  session.chart = replayed.chart;
  session.version = replayed.version;
  session.revision = replayed.revision;
  session.state = replayed.state;
  const Json decoded = definition::Decoder(runtime.store()).state(session);
  Json json = {
      {"id", id},
      {"chart", replayed.chart},
      {"version", replayed.version},
      {"began", replayed.began},
      {"revision", replayed.revision},
      {"at", time_text(replayed.at)},
      {"active", replayed.active},
      {"done", replayed.done},
      {"decoded", decoded},
      {"difference", replayed.difference.empty() ? Json(nullptr) : Json(replayed.difference)}};
  if (output.json) {
    print(output.out, json);
  } else {
    fmt::print(output.out, "session   {}\nchart     {} version {}\n", printable(id), replayed.chart,
               replayed.version);
    fmt::print(output.out, "revision  {}, from {}\nat        {}\nactive    {}\n", replayed.revision,
               replayed.began, time_text(replayed.at), printable(join(replayed.active)));
    fmt::print(output.out, "stored    {}\n",
               replayed.difference.empty() ? "the same" : printable(replayed.difference));
    print_indented(output.out, decoded);
  }
  return replayed.difference.empty() ? 0 : 1;
}

}  // namespace perdure::ops

// perdure maintain
#include <fmt/ostream.h>

#include <chrono>
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"

namespace perdure::ops {

int maintain(Store& store, const Retention& retention, Output output) {
  constexpr std::chrono::seconds BetweenWords{2};
  auto last = std::chrono::steady_clock::now();
  const auto progress = [&](const UpkeepReport& so_far) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last < BetweenWords) return;
    last = now;
    fmt::print(output.error,
               "perdure: so far {} sessions, {} rows of the journal, {} months, {} keys\n",
               so_far.sessions, so_far.journal_rows, so_far.dropped.size(), so_far.keys);
  };
  const UpkeepReport report = perdure::maintain(store, retention, {}, progress);
  const char* const gone = retention.archive ? "archived" : "removed";
  if (output.json) {
    print(output.out, {{"made", report.made},
                       {"dropped", report.dropped},
                       {"journal_rows", report.journal_rows},
                       {"sessions", report.sessions},
                       {"keys", report.keys}});
    return 0;
  }
  for (const std::string& name : report.made) fmt::print(output.out, "made {}\n", name);
  for (const std::string& name : report.dropped) fmt::print(output.out, "dropped {}\n", name);
  fmt::print(output.out, "{} {} sessions, removed {} rows of the journal, forgot {} keys\n", gone,
             report.sessions, report.journal_rows, report.keys);
  return 0;
}

}  // namespace perdure::ops

// replay, of programs that bring their charts.
#include "runtime/ops/options/line.h"
#include "runtime/view/time.h"

namespace perdure::ops {
namespace {

struct ReplayWords {
  std::string id;
  std::int64_t revision = -1;
  std::string at;
};

}  // namespace

void add_replay(Line& line) {
  const auto given = std::make_shared<ReplayWords>();
  CLI::App& app =
      line.add(line.app(), "replay", "Do a session's steps again and show what it was then",
               [given, &runtime = *line.runtime()](Store&, Output output) {
                 ReplayTo to;
                 if (given->revision >= 0) to.revision = given->revision;
                 if (!given->at.empty()) to.at = view::parse_time(given->at);
                 return replay(runtime, given->id, to, output);
               });
  add_id(app, given->id);
  CLI::Option* revision =
      app.add_option("--revision", given->revision, "Up to this step; otherwise the last one")
          ->check(CLI::NonNegativeNumber);
  app.add_option("--at", given->at, "Up to this time, in UTC: 2026-03-01T12:00:00.000Z")
      ->excludes(revision);
}

}  // namespace perdure::ops

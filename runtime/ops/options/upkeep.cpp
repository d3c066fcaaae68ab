// perdure maintain, backlog
#include "runtime/ops/options/line.h"
#include "runtime/view/time.h"

namespace perdure::ops {
namespace {

struct UpkeepWords {
  std::string keep_journal;
  std::string keep_finished;
  bool archive = false;
  bool all_lanes = false;
};

}  // namespace

void add_upkeep(Line& line) {
  const auto given = std::make_shared<UpkeepWords>();
  CLI::App& app =
      line.add(line.app(), "maintain", "Make room for what is to come, and remove what is over",
               [given](Store& store, Output output) {
                 Retention retention;
                 retention.archive = given->archive;
                 if (!given->keep_journal.empty())
                   retention.journal = view::parse_age(given->keep_journal);
                 if (!given->keep_finished.empty())
                   retention.finished = view::parse_age(given->keep_finished);
                 return maintain(store, retention, output);
               });
  app.add_option("--keep-journal", given->keep_journal,
                 "Remove what happened longer ago: 90d, 12h");
  CLI::Option* finished = app.add_option("--keep-finished", given->keep_finished,
                                         "Remove sessions that ended longer ago");
  app.add_flag("--archive", given->archive, "Into the table `archive`")->needs(finished);
  CLI::App& backlog_app = line.add(
      line.app(), "backlog", "How much waits, for how long, and how evenly over the lanes",
      [given](Store& store, Output output) { return backlog(store, given->all_lanes, output); });
  backlog_app.add_flag("--all", given->all_lanes, "Also the lanes where nothing waits");
}

}  // namespace perdure::ops

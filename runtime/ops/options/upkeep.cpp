// perdure maintain
#include "runtime/ops/options/line.h"
#include "runtime/ops/time.h"

namespace perdure::ops {
namespace {

struct Given {
  std::string keep_journal;
  std::string keep_finished;
  bool archive = false;
};

}  // namespace

void add_upkeep(Line& line) {
  const auto given = std::make_shared<Given>();
  CLI::App& app =
      line.add(line.app(), "maintain", "Make room for what is to come, and remove what is over",
               [given](Store& store, Output output) {
                 Retention retention;
                 retention.archive = given->archive;
                 if (!given->keep_journal.empty())
                   retention.journal = parse_age(given->keep_journal);
                 if (!given->keep_finished.empty())
                   retention.finished = parse_age(given->keep_finished);
                 return maintain(store, retention, output);
               });
  app.add_option("--keep-journal", given->keep_journal,
                 "Remove what happened longer ago: 90d, 12h");
  CLI::Option* finished = app.add_option("--keep-finished", given->keep_finished,
                                         "Remove sessions that ended longer ago");
  app.add_flag("--archive", given->archive, "Into the table `archive`")->needs(finished);
}

}  // namespace perdure::ops

// perdure journal, tail, trace
#include <map>

#include "runtime/ops/options/line.h"
#include "runtime/view/time.h"

namespace perdure::ops {
namespace {

const std::map<std::string, JournalOutcome> Outcomes = {
    {"taken", JournalOutcome::Taken},         {"ignored", JournalOutcome::Ignored},
    {"finished", JournalOutcome::Finished},   {"deferred", JournalOutcome::Deferred},
    {"discarded", JournalOutcome::Discarded}, {"operated", JournalOutcome::Operated},
};

struct HistoryWords {
  JournalFilter filter;
  std::string outcome;
  std::string from;
  std::string until;

  JournalFilter journal_filter() const {
    JournalFilter wanted = filter;
    if (!outcome.empty()) wanted.outcome = Outcomes.at(outcome);
    if (!from.empty()) wanted.from = view::parse_time(from);
    if (!until.empty()) wanted.until = view::parse_time(until);
    return wanted;
  }
};

struct TraceWords {
  std::string event;
  std::size_t limit = 1000;
};

void add_filter(CLI::App& app, HistoryWords& given) {
  app.add_option("ID", given.filter.session, "To this session");
  app.add_option("--chart", given.filter.chart, "To sessions of this chart: shop.Order");
  app.add_option("--event", given.filter.name, "Events of this name");
  app.add_option("--outcome", given.outcome, "What became of them")->check(CLI::IsMember(Outcomes));
}

void add_journal(Line& line) {
  const auto given = std::make_shared<HistoryWords>();
  CLI::App& app = line.add(line.app(), "journal", "What happened, oldest first",
                           [given](Store& store, Output output) {
                             return journal(store, given->journal_filter(), output);
                           });
  add_filter(app, *given);
  app.add_option("--from", given->from, "At this time or later, in UTC: 2026-03-01T12:00");
  app.add_option("--until", given->until, "Before this time");
  app.add_option("--after", given->filter.after, "With numbers greater than this one")
      ->check(CLI::NonNegativeNumber);
  add_limit(app, given->filter.limit);
}

void add_tail(Line& line) {
  const auto given = std::make_shared<HistoryWords>();
  CLI::App& app = line.add(line.app(), "tail",
                           "What happens, as it does, until Ctrl-C; with --json a line for each",
                           [given](Store& store, Output output) {
                             return tail(store, given->journal_filter(), output);
                           });
  add_filter(app, *given);
}

void add_trace(Line& line) {
  const auto given = std::make_shared<TraceWords>();
  CLI::App& app = line.add(
      line.app(), "trace", "What led to an event, and what it led to, across sessions and charts",
      [given](Store& store, Output output) {
        return trace(store, EventId::parse(given->event), given->limit, output);
      });
  app.add_option("EVENT", given->event, "The event's id")->required();
  add_limit(app, given->limit);
}

}  // namespace

void add_history(Line& line) {
  add_journal(line);
  add_tail(line);
  add_trace(line);
}

}  // namespace perdure::ops

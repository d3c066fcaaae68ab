// perdure dead
#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

struct DeadWords {
  DeadFilter filter;
  std::string event;
  bool all = false;
  bool yes = false;

  DeadFilter dead_filter() const {
    DeadFilter wanted = filter;
    if (!event.empty()) wanted.event = EventId::parse(event);
    return wanted;
  }
};

void add_filter(CLI::App& app, DeadWords& given) {
  app.add_option("EVENT", given.event, "The event's id");
  app.add_option("--session", given.filter.session, "Those to this session");
  app.add_option("--chart", given.filter.chart, "Those to sessions of this chart: shop.Order");
}

int settle(operate::Operator& by, const DeadWords& given, DeadAction action, Output output) {
  const DeadFilter filter = given.dead_filter();
  const bool chosen = filter.event || !filter.session.empty() || !filter.chart.empty();
  if (chosen == given.all) return complain("which events? EVENT, --session, --chart, or --all", 2);
  if (given.all && !given.yes) {
    return complain("--all means every dead event of the store: add --yes", 1);
  }
  return settle_dead(by, action, filter, output);
}

void add_action(Line& line, CLI::App& dead, const std::string& name, const std::string& what,
                DeadAction action) {
  const auto given = std::make_shared<DeadWords>();
  CLI::App& app =
      line.add_operation(dead, name, what, [given, action](operate::Operator& by, Output output) {
        return settle(by, *given, action, output);
      });
  add_filter(app, *given);
  app.add_flag("--all", given->all, "All there are");
  app.add_flag("--yes", given->yes, "Really all");
}

}  // namespace

void add_dead(Line& line) {
  CLI::App& dead = line.add_group("dead", "Events that were given up, with the reasons");
  const auto given = std::make_shared<DeadWords>();
  CLI::App& list =
      line.add(dead, "list", "List them, latest first", [given](Store& store, Output output) {
        return list_dead(store, given->dead_filter(), output);
      });
  add_filter(list, *given);
  list.add_option("--before", given->filter.before, "With numbers less than this one")
      ->check(CLI::PositiveNumber);
  add_limit(list, given->filter.limit);
  add_action(line, dead, "retry", "Queue them again, oldest first", DeadAction::Retry);
  add_action(line, dead, "discard", "Remove them; each leaves a row in the journal",
             DeadAction::Discard);
}

}  // namespace perdure::ops

// perdure sessions, show, tree, tokens, suspend, resume, end
#include <chrono>
#include <map>

#include "runtime/ops/options/line.h"
#include "runtime/view/time.h"

namespace perdure::ops {
namespace {

const std::map<std::string, SessionStatus> Statuses = {
    {"starting", SessionStatus::Starting},   {"running", SessionStatus::Running},
    {"done", SessionStatus::Done},           {"suspended", SessionStatus::Suspended},
    {"cancelled", SessionStatus::Cancelled},
};

const std::map<std::string, Trouble> Troubles = {
    {"suspended", Trouble::Suspended},
    {"retrying", Trouble::Retrying},
    {"dead", Trouble::Dead},
};

struct ListWords {
  SessionFilter filter;
  std::string status;
  std::string trouble;
  std::vector<std::string> where;
  std::string older;
  std::string younger;
  std::string idle;

  SessionFilter session_filter() const {
    SessionFilter wanted = filter;
    if (!status.empty()) wanted.status = Statuses.at(status);
    if (!trouble.empty()) wanted.trouble = Troubles.at(trouble);
    wanted.created_until = ago(older);
    wanted.created_from = ago(younger);
    wanted.updated_until = ago(idle);
    return wanted;
  }

  // By this machine's clock.
  static std::optional<Timestamp> ago(const std::string& age) {
    if (age.empty()) return std::nullopt;
    const auto now = std::chrono::system_clock::now();
    return std::chrono::time_point_cast<Duration>(now) - view::parse_age(age);
  }
};

struct SessionWords {
  std::string id;
  std::size_t tree_limit = 1000;
  std::string reason;
};

void add_list(Line& line) {
  const auto given = std::make_shared<ListWords>();
  CLI::App& app = line.add(line.app(), "sessions", "List sessions, in the order of their ids",
                           [given](Store& store, Output output) {
                             return sessions(store, given->session_filter(), given->where, output);
                           });
  app.add_option("--prefix", given->filter.prefix, "With ids that begin so");
  app.add_option("--chart", given->filter.chart, "Of this chart: shop.Order");
  app.add_option("--state", given->filter.state,
                 "With this state active; with --chart also a compound one");
  app.add_option("--status", given->status, "In this status")->check(CLI::IsMember(Statuses));
  app.add_option("--trouble", given->trouble,
                 "Suspended, tried again after a failed step, or with events that were given up")
      ->check(CLI::IsMember(Troubles));
  app.add_option("--where", given->where,
                 "What the chart marks @indexed: 'customer=c-42', 'amount>=100'; repeated for "
                 "several; takes --chart")
      ->expected(1)
      ->take_all();
  app.add_option("--parent", given->filter.parent, "Invoked by this session");
  app.add_option("--tenant", given->filter.tenant, "Of this tenant");
  app.add_option("--older", given->older, "Started so long ago, or longer: 90d, 12h, 30m");
  app.add_option("--younger", given->younger, "Started less long ago");
  app.add_option("--idle", given->idle, "Unchanged for so long, or longer");
  app.add_option("--after", given->filter.after, "With ids greater than this one");
  add_limit(app, given->filter.limit);
  app.footer(
      "Examples:\n"
      "  perdure sessions --trouble suspended\n"
      "  perdure sessions --chart shop.Order --state Payment --idle 2d\n"
      "  perdure sessions --chart shop.Order --where customer=c-42 --where 'total>=100'");
}

}  // namespace

void add_sessions(Line& line) {
  const auto given = std::make_shared<SessionWords>();
  add_list(line);
  CLI::App& show_app =
      line.add(line.app(), "show", "Show a session and the events that wait for it",
               [given](Store& store, Output output) { return show(store, given->id, output); });
  add_id(show_app, given->id);
  CLI::App& tree_app =
      line.add(line.app(), "tree", "A session and those that it invoked, and how far they are",
               [given](Store& store, Output output) {
                 return tree(store, given->id, given->tree_limit, output);
               });
  add_id(tree_app, given->id);
  add_limit(tree_app, given->tree_limit);
  CLI::App& tokens_app =
      line.add(line.app(), "tokens",
               "The resume tokens of a session: what they accept, and whether they were used",
               [given](Store& store, Output output) { return tokens(store, given->id, output); });
  add_id(tokens_app, given->id);
  CLI::App& suspend_app = line.add_operation(
      line.app(), "suspend", "Have a session take no more steps until it is resumed",
      [given](operate::Operator& by, Output output) {
        return suspend(by, given->id, given->reason, output);
      });
  add_id(suspend_app, given->id);
  suspend_app.add_option("--reason", given->reason, "What is shown of it; otherwise who did it");
  CLI::App& resume_app = line.add_operation(
      line.app(), "resume", "Let a suspended session run again",
      [given](operate::Operator& by, Output output) { return resume(by, given->id, output); });
  add_id(resume_app, given->id);
  CLI::App& end_app = line.add_operation(
      line.app(), "end",
      "Have a session cancelled: its exits are run, what it invoked goes with it",
      [given](operate::Operator& by, Output output) { return end(by, given->id, output); });
  add_id(end_app, given->id);
}

}  // namespace perdure::ops

// perdure sessions, show, tree, tokens, suspend, resume, end
#include <map>

#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

const std::map<std::string, SessionStatus> Statuses = {
    {"starting", SessionStatus::Starting},   {"running", SessionStatus::Running},
    {"done", SessionStatus::Done},           {"suspended", SessionStatus::Suspended},
    {"cancelled", SessionStatus::Cancelled},
};

struct SessionWords {
  SessionFilter filter;
  std::string status;
  std::string id;
  std::size_t tree_limit = 1000;
  std::string reason = "by an operator";
};

void add_list(Line& line, const std::shared_ptr<SessionWords>& given) {
  CLI::App& app = line.add(line.app(), "sessions", "List sessions, in the order of their ids",
                           [given](Store& store, Output output) {
                             SessionFilter filter = given->filter;
                             if (!given->status.empty()) filter.status = Statuses.at(given->status);
                             return sessions(store, filter, output);
                           });
  app.add_option("--chart", given->filter.chart, "Of this chart: shop.Order");
  app.add_option("--state", given->filter.state, "With this atomic state active");
  app.add_option("--status", given->status, "In this status")->check(CLI::IsMember(Statuses));
  app.add_option("--parent", given->filter.parent, "Invoked by this session");
  app.add_option("--tenant", given->filter.tenant, "Of this tenant");
  app.add_option("--after", given->filter.after, "With ids greater than this one");
  add_limit(app, given->filter.limit);
}

}  // namespace

void add_sessions(Line& line) {
  const auto given = std::make_shared<SessionWords>();
  add_list(line, given);
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
  CLI::App& suspend_app =
      line.add(line.app(), "suspend", "Have a session take no more steps until it is resumed",
               [given](Store& store, Output output) {
                 return suspend(store, given->id, given->reason, output);
               });
  add_id(suspend_app, given->id);
  suspend_app.add_option("--reason", given->reason, "What is shown of it")->capture_default_str();
  CLI::App& resume_app =
      line.add(line.app(), "resume", "Let a suspended session run again",
               [given](Store& store, Output output) { return resume(store, given->id, output); });
  add_id(resume_app, given->id);
  CLI::App& end_app =
      line.add(line.app(), "end",
               "Have a session cancelled: its exits are run, what it invoked goes with it",
               [given](Store& store, Output output) { return end(store, given->id, output); });
  add_id(end_app, given->id);
}

}  // namespace perdure::ops

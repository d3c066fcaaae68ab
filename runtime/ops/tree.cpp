// perdure tree ID
#include <fmt/ostream.h>

#include <map>
#include <ostream>
#include <utility>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

// How far a session is: its states, or how it ended.
std::string progress(const TreeNode& node) {
  return node.active.empty() || has_ended(node.status) ? std::string(name(node.status))
                                                       : join(node.active);
}

using Counts = std::map<std::pair<std::string, std::string>, std::int64_t>;  // Chart, progress.

Counts count(const std::vector<TreeNode>& nodes) {
  Counts counts;
  for (const TreeNode& node : nodes) ++counts[{node.chart, progress(node)}];
  return counts;
}

void print_json(std::ostream& out, const std::vector<TreeNode>& nodes) {
  Json sessions = Json::array();
  for (const TreeNode& node : nodes) {
    sessions.push_back({{"id", node.id},
                        {"parent", node.parent},
                        {"chart", node.chart},
                        {"status", name(node.status)},
                        {"active", node.active},
                        {"depth", node.depth}});
  }
  Json counts = Json::array();
  for (const auto& [what, number] : count(nodes)) {
    counts.push_back({{"chart", what.first}, {"state", what.second}, {"sessions", number}});
  }
  print(out, {{"sessions", sessions}, {"counts", counts}});
}

}  // namespace

int tree(Store& store, const std::string& id, std::size_t limit, Output output) {
  const std::vector<TreeNode> nodes = store.records().tree(id, limit);
  if (nodes.empty()) {
    fmt::print(output.error, "perdure: there is no session `{}`\n", printable(id));
    return 1;
  }
  if (output.json) {
    print_json(output.out, nodes);
  } else {
    Table sessions({"ID", "CHART", "STATUS", "ACTIVE"});
    for (const TreeNode& node : nodes) {
      sessions.row({std::string(static_cast<std::size_t>(node.depth) * 2, ' ') + node.id,
                    node.chart, std::string(name(node.status)), join(node.active)});
    }
    sessions.print(output.out, output.columns);
    output.out << '\n';
    Table counts({"CHART", "STATE", "SESSIONS"});
    for (const auto& [what, number] : count(nodes)) {
      counts.row({what.first, what.second, std::to_string(number)});
    }
    counts.print(output.out, output.columns);
  }
  if (nodes.size() == limit) fmt::print(output.error, "perdure: there may be more: --limit\n");
  return 0;
}

}  // namespace perdure::ops

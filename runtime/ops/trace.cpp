// perdure trace EVENT: what led to it, and what it led to, across sessions and charts.
#include <fmt/ostream.h>

#include <ostream>
#include <vector>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"
#include "runtime/view/causes.h"

namespace perdure::ops {
namespace {

std::string in_words(const TracedEvent& event) {
  std::string text = fmt::format("{}  to {}", event.name, event.session);
  if (!event.chart.empty()) text += " (" + event.chart + ")";
  text += "  " + time_text(event.at, "now") + "  " +
          std::string(event.outcome ? name(*event.outcome) : name(event.place));
  if (!event.left.empty() || !event.entered.empty()) {
    text += ": " + join(event.left) + " -> " + join(event.entered);
  }
  if (!event.reason.empty()) text += ": " + event.reason;
  if (!event.done_by.empty()) text += " by " + event.done_by;
  return printable(text) + "  " + event.id.text();
}

// Not by recursion: a chain of causes may be as long as `limit`.
void print_tree(const view::CausalTree& tree, const EventId& asked, std::ostream& out) {
  struct Open {
    EventId id;
    std::size_t depth;
  };
  std::vector<Open> open{{tree.root, 0}};
  while (!open.empty()) {
    const Open at = open.back();
    open.pop_back();
    fmt::print(out, "{}{}{}\n", std::string(2 * at.depth, ' '), in_words(tree.events.at(at.id)),
               at.id == asked ? "  <--" : "");
    const auto effects = tree.effects.find(at.id);
    if (effects == tree.effects.end()) continue;
    for (auto id = effects->second.rbegin(); id != effects->second.rend(); ++id) {
      open.push_back({*id, at.depth + 1});
    }
  }
}

}  // namespace

int trace(Store& store, const EventId& id, std::size_t limit, Output output) {
  const std::optional<view::CausalTree> tree = view::read_causes(store, id, {.events = limit});
  if (!tree) {
    fmt::print(output.error, "perdure: nothing is known of an event {}\n", id.text());
    return 1;
  }
  if (output.json) {
    print(output.out, view::to_json(*tree, id));
  } else {
    print_tree(*tree, id, output.out);
  }
  if (tree->lost_cause) {
    fmt::print(output.error,
               "perdure: the first of them was caused by {}, which is not known any more\n",
               tree->lost_cause->text());
  }
  if (tree->cut) fmt::print(output.error, "perdure: there is more: --limit {}\n", limit * 10);
  return 0;
}

}  // namespace perdure::ops

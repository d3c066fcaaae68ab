// perdure trace EVENT: what led to it, and what it led to, across sessions and charts.
#include <fmt/ostream.h>

#include <algorithm>
#include <map>
#include <ostream>
#include <set>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

// Causes and their effects, as far as they were read.
struct Tree {
  EventId root;
  std::optional<EventId> lost_cause;  // Of the root, where nothing is known of it any more.
  std::map<EventId, TracedEvent> events;
  std::map<EventId, std::vector<EventId>> effects;
  bool cut = false;
};

// Of an event that was handled more than once, what became of it last.
void keep(Tree& tree, const TracedEvent& event) { tree.events.insert_or_assign(event.id, event); }

std::optional<Tree> up_to_root(Store& store, const EventId& id, std::size_t limit) {
  Tree tree;
  tree.root = id;
  std::vector<TracedEvent> found = store.history().find({&id, 1}, {}, limit);
  if (found.empty()) return std::nullopt;
  for (const TracedEvent& event : found) keep(tree, event);
  while (tree.events.size() < limit) {
    const std::optional<EventId> cause = tree.events.at(tree.root).cause;
    if (!cause || tree.events.count(*cause) != 0) return tree;
    found = store.history().find({&*cause, 1}, {}, limit);
    if (found.empty()) {
      tree.lost_cause = cause;
      return tree;
    }
    for (const TracedEvent& event : found) keep(tree, event);
    tree.root = *cause;
  }
  tree.cut = true;
  return tree;
}

void down_to_leaves(Store& store, Tree& tree, std::size_t limit) {
  constexpr std::size_t AtOnce = 100;
  std::vector<EventId> frontier{tree.root};
  std::set<EventId> seen{tree.root};
  while (!frontier.empty()) {
    std::vector<EventId> next;
    for (std::size_t i = 0; i < frontier.size(); i += AtOnce) {
      const std::span<const EventId> causes =
          std::span(frontier).subspan(i, std::min(AtOnce, frontier.size() - i));
      const std::size_t room = seen.size() < limit ? limit - seen.size() : 0;
      const std::vector<TracedEvent> found = store.history().find({}, causes, room + 1);
      for (const TracedEvent& event : found) {
        if (seen.count(event.id) == 0 && seen.size() >= limit) {
          tree.cut = true;
          continue;
        }
        keep(tree, event);
        if (!seen.insert(event.id).second) continue;
        tree.effects[*event.cause].push_back(event.id);
        next.push_back(event.id);
      }
    }
    frontier = std::move(next);
  }
}

std::string in_words(const TracedEvent& event) {
  std::string text = fmt::format("{}  to {}", event.name, event.session);
  if (!event.chart.empty()) text += " (" + event.chart + ")";
  text += "  " + time_text(event.at, "now") + "  " +
          std::string(event.outcome ? name(*event.outcome) : name(event.place));
  if (!event.left.empty() || !event.entered.empty()) {
    text += ": " + join(event.left) + " -> " + join(event.entered);
  }
  if (!event.reason.empty()) text += ": " + event.reason;
  return printable(text) + "  " + event.id.text();
}

// Not by recursion: a chain of causes may be as long as `limit`.
void print_tree(const Tree& tree, const EventId& asked, std::ostream& out) {
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

// A list, each with its cause: a tree of any depth without nesting.
Json to_json(const Tree& tree, const EventId& asked) {
  Json events = Json::array();
  std::vector<EventId> open{tree.root};
  while (!open.empty()) {
    const EventId id = open.back();
    open.pop_back();
    events.push_back(ops::to_json(tree.events.at(id)));
    const auto effects = tree.effects.find(id);
    if (effects != tree.effects.end()) {
      open.insert(open.end(), effects->second.rbegin(), effects->second.rend());
    }
  }
  return {{"event", asked.text()},
          {"root", tree.root.text()},
          {"complete", !tree.cut && !tree.lost_cause},
          {"events", events}};
}

}  // namespace

int trace(Store& store, const EventId& id, std::size_t limit, Output output) {
  std::optional<Tree> tree = up_to_root(store, id, limit);
  if (!tree) {
    fmt::print(output.error, "perdure: nothing is known of an event {}\n", id.text());
    return 1;
  }
  down_to_leaves(store, *tree, limit);
  if (output.json) {
    print(output.out, to_json(*tree, id));
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

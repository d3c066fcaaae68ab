#include "runtime/view/causes.h"

#include <algorithm>
#include <set>
#include <utility>

namespace perdure::view {
namespace {

// Of an event that was handled more than once, what became of it last.
void keep(CausalTree& tree, const TracedEvent& event) {
  tree.events.insert_or_assign(event.id, event);
}

std::optional<CausalTree> up_to_root(Store& store, const EventId& id, const CausesLimit& limit) {
  CausalTree tree;
  tree.root = id;
  std::vector<TracedEvent> found = store.history().find({&id, 1}, {}, limit.events);
  if (found.empty()) return std::nullopt;
  for (const TracedEvent& event : found) keep(tree, event);
  while (tree.events.size() < limit.events && limit.has_time()) {
    const std::optional<EventId> cause = tree.events.at(tree.root).cause;
    if (!cause || tree.events.count(*cause) != 0) return tree;
    found = store.history().find({&*cause, 1}, {}, limit.events);
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

void down_to_leaves(Store& store, CausalTree& tree, const CausesLimit& limit) {
  constexpr std::size_t AtOnce = 100;
  std::vector<EventId> frontier{tree.root};
  std::set<EventId> seen{tree.root};
  while (!frontier.empty()) {
    std::vector<EventId> next;
    for (std::size_t i = 0; i < frontier.size(); i += AtOnce) {
      if (!limit.has_time()) {
        tree.cut = true;
        return;
      }
      std::vector<TracedEvent> causes;
      for (std::size_t at = i; at < std::min(i + AtOnce, frontier.size()); ++at) {
        causes.push_back(tree.events.at(frontier[at]));
      }
      const std::size_t room = seen.size() < limit.events ? limit.events - seen.size() : 0;
      for (const TracedEvent& event : store.history().effects(causes, room + 1)) {
        if (seen.count(event.id) == 0 && seen.size() >= limit.events) {
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

}  // namespace

std::optional<CausalTree> read_causes(Store& store, const EventId& id, const CausesLimit& limit) {
  std::optional<CausalTree> tree = up_to_root(store, id, limit);
  if (tree) down_to_leaves(store, *tree, limit);
  return tree;
}

Json to_json(const CausalTree& tree, const EventId& asked) {
  Json events = Json::array();
  std::vector<EventId> open{tree.root};
  while (!open.empty()) {
    const EventId id = open.back();
    open.pop_back();
    events.push_back(view::to_json(tree.events.at(id)));
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

}  // namespace perdure::view

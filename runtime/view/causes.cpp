#include "runtime/view/causes.h"

#include <algorithm>
#include <set>
#include <span>

namespace perdure::view {
namespace {

// Of an event that was handled more than once, what became of it last.
void keep(CausalTree& tree, const TracedEvent& event) {
  tree.events.insert_or_assign(event.id, event);
}

std::optional<CausalTree> up_to_root(Store& store, const EventId& id, std::size_t limit) {
  CausalTree tree;
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

void down_to_leaves(Store& store, CausalTree& tree, std::size_t limit) {
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

}  // namespace

std::optional<CausalTree> read_causes(Store& store, const EventId& id, std::size_t limit) {
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

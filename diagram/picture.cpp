#include "diagram/picture.h"

#include <map>
#include <set>
#include <utility>

#include "diagram/caption.h"

namespace perdure::diagram {
namespace {

// So many states may lead to one by arrows; where more do, each says so in a line of its own.
constexpr std::size_t Crowd = 5;

bool is_history(StateKind kind) {
  return kind == StateKind::History || kind == StateKind::DeepHistory;
}

class Drawing {
 public:
  explicit Drawing(Chart chart)
      : chart_(std::move(chart)), shape_of_(chart_.states.size()), incoming_(chart_.states.size()) {
    for (const State& state : chart_.states) {
      std::set<StateIndex> targets;
      for (const TransitionIndex index : state.transitions) {
        const Transition& transition = chart_.transitions[index];
        targets.insert(transition.targets.begin(), transition.targets.end());
      }
      for (const StateIndex target : targets) ++incoming_[target];
    }
  }

  Picture finish() && {
    picture_.captions = captions(chart_.states.front());
    add_initial(0);
    for (StateIndex i = 1; i < chart_.states.size(); ++i) add_state(i);
    for (const auto& [dot, state] : initials_) {
      for (const StateIndex target : chart_.states[state].initial) {
        connect(dot, shape_of_[target], {}, {});
      }
    }
    for (TransitionIndex i = 0; i < chart_.transitions.size(); ++i) add_transition(i);
    picture_.chart = std::move(chart_);
    return std::move(picture_);
  }

 private:
  const State& state(StateIndex index) const { return chart_.states[index]; }

  // The shape that a pseudo-state of `index` stands in; nothing for the chart's own.
  std::optional<ShapeIndex> inside(StateIndex index) const {
    if (index == 0) return std::nullopt;
    return shape_of_[index];
  }

  ShapeIndex add_shape(ShapeKind kind, StateIndex owner, std::string title,
                       std::optional<ShapeIndex> parent) {
    const auto index = static_cast<ShapeIndex>(picture_.shapes.size());
    Shape& shape = picture_.shapes.emplace_back();
    shape.kind = kind;
    shape.state = owner;
    shape.title = std::move(title);
    shape.parent = parent;
    (parent ? picture_.shapes[*parent].children : picture_.roots).push_back(index);
    return index;
  }

  ShapeKind kind_of(const State& s) const {
    switch (s.kind) {
      case StateKind::Parallel:
        return ShapeKind::Parallel;
      case StateKind::Final:
        return ShapeKind::Final;
      case StateKind::Choice:
        return ShapeKind::Choice;
      case StateKind::History:
        return ShapeKind::History;
      case StateKind::DeepHistory:
        return ShapeKind::DeepHistory;
      case StateKind::Compound:
        return state(s.parent).kind == StateKind::Parallel ? ShapeKind::Region
                                                           : ShapeKind::Compound;
      default:
        return ShapeKind::Box;
    }
  }

  std::vector<Caption> captions(const State& s) const {
    std::vector<Caption> out;
    if (!s.entry.empty()) out.push_back(caption("entry", s.entry));
    if (!s.exit.empty()) out.push_back(caption("exit", s.exit));
    for (const Token& token : s.tokens) out.push_back(caption(token));
    for (const Invocation& invocation : s.invocations) out.push_back(caption(invocation));
    if (!s.deferred.empty()) out.push_back(deferred_caption(s));
    for (const TransitionIndex index : s.transitions) {
      const Transition& transition = chart_.transitions[index];
      if (transition.targets.empty()) out.push_back(words(index));
      if (is_line(transition)) {
        out.push_back(words(index, state(transition.targets.front()).name));
      }
    }
    return out;
  }

  Caption words(TransitionIndex index, const std::string& target = {}) const {
    Caption out = caption(chart_.transitions[index], target);
    out.transition = index;
    return out;
  }

  bool is_line(const Transition& transition) const {
    const StateKind source = state(transition.source).kind;
    if (transition.targets.size() != 1 || source == StateKind::Choice || is_history(source)) {
      return false;
    }
    const StateIndex target = transition.targets.front();
    const bool round_regions = source == StateKind::Parallel && target == transition.source;
    return round_regions || incoming_[target] > Crowd;
  }

  void add_state(StateIndex index) {
    const State& s = state(index);
    const ShapeIndex shape = add_shape(kind_of(s), index, s.name, inside(s.parent));
    shape_of_[index] = shape;
    picture_.shapes[shape].doc = s.doc;
    picture_.shapes[shape].captions = captions(s);
    if (s.kind == StateKind::Compound) add_initial(index);
  }

  void add_initial(StateIndex index) {
    if (!state(index).initial.empty()) {
      initials_[add_shape(ShapeKind::Initial, index, "", inside(index))] = index;
    }
  }

  std::optional<ShapeIndex> initial_of(StateIndex index) const {
    for (const auto& [dot, owner] : initials_) {
      if (owner == index) return dot;
    }
    return std::nullopt;
  }

  // An arrow cannot end on a shape that it starts inside of. It goes to the dot that default entry starts
  // from, which is what happens, or else to a pill that says the name.
  ShapeIndex enclosing_target(StateIndex source, StateIndex target) {
    if (const auto dot = initial_of(target)) return *dot;
    const StateIndex where = source == target ? target : state(source).parent;
    return pill(where, target == 0 ? chart_.name : state(target).name);
  }

  ShapeIndex pill(StateIndex where, const std::string& title) {
    const auto [place, added] = pills_.try_emplace({where, title}, ShapeIndex{});
    if (added) place->second = add_shape(ShapeKind::Anywhere, where, title, inside(where));
    return place->second;
  }

  void add_transition(TransitionIndex index) {
    const Transition& transition = chart_.transitions[index];
    if (transition.targets.empty() || is_line(transition)) return;
    const StateIndex source = transition.source;
    const StateIndex target = transition.targets.front();
    const bool container = source == 0 || picture_.shapes[shape_of_[source]].is_container();
    ShapeIndex from = 0;
    if (container && chart_.is_within(target, source)) {
      from = pill(source, "any state");
    } else {
      from = shape_of_[source];
    }

    if (transition.targets.size() == 1) {
      const bool encloses = chart_.is_within(source, target) && (source != target || container);
      connect(from, encloses ? enclosing_target(source, target) : shape_of_[target], index,
              words(index));
      return;
    }
    if (is_history(state(source).kind)) {
      for (const StateIndex each : transition.targets) connect(from, shape_of_[each], index, {});
      return;
    }
    const StateIndex beside =
        container && chart_.is_within(target, source) ? source : state(source).parent;
    const ShapeIndex fork = add_shape(ShapeKind::Fork, beside, "", inside(beside));
    connect(from, fork, index, words(index));
    for (const StateIndex each : transition.targets) connect(fork, shape_of_[each], index, {});
  }

  void connect(ShapeIndex from, ShapeIndex to, std::optional<TransitionIndex> transition,
               Caption words) {
    const auto [place, added] = arrow_of_.try_emplace({from, to}, picture_.arrows.size());
    if (added) picture_.arrows.push_back({from, to, {}, {}});
    Arrow& arrow = picture_.arrows[place->second];
    if (transition) arrow.transitions.push_back(*transition);
    if (!words.lines.empty()) arrow.captions.push_back(std::move(words));
  }

  Chart chart_;
  Picture picture_;
  std::vector<ShapeIndex> shape_of_;
  std::vector<std::size_t> incoming_;          // States that lead to one.
  std::map<ShapeIndex, StateIndex> initials_;  // A dot, and the state that it stands in.
  std::map<std::pair<StateIndex, std::string>, ShapeIndex> pills_;
  std::map<std::pair<ShapeIndex, ShapeIndex>, std::size_t> arrow_of_;
};

}  // namespace

std::string Line::text() const {
  std::string out;
  for (const Span& span : spans) {
    if (!out.empty()) out += ' ';
    out += span.text;
  }
  return out;
}

Picture draw(Chart chart) { return Drawing(std::move(chart)).finish(); }

}  // namespace perdure::diagram

#include "compiler/emit/diagram/picture.h"

#include <map>
#include <utility>

#include "compiler/emit/diagram/caption.h"

namespace perdure::emit::diagram {
namespace {

// Arrows that a state may get before they are written as lines in the states that they come from.
constexpr std::size_t Crowd = 12;

class Drawing {
 public:
  explicit Drawing(const plan::Chart& chart)
      : chart_(chart), shape_of_(chart.states.size()), incoming_(chart.states.size()) {
    for (const plan::Transition& transition : chart.transitions) {
      for (const plan::StateIndex target : transition.targets) ++incoming_[target];
    }
  }

  Picture finish() && {
    picture_.title = chart_.name;
    picture_.doc = chart_.doc;
    picture_.captions = captions(chart_.states.front());
    add_initial(0);
    for (plan::StateIndex i = 1; i < chart_.states.size(); ++i) add_state(i);
    for (const auto& [dot, state] : initials_) {
      for (const plan::StateIndex target : chart_.states[state].initial) {
        connect(dot, shape_of_[target], {});
      }
    }
    for (const plan::Transition& transition : chart_.transitions) add_transition(transition);
    return std::move(picture_);
  }

 private:
  const plan::State& state(plan::StateIndex index) const { return chart_.states[index]; }

  // The shape that a pseudo-state of `index` stands in; nothing for the chart's own.
  std::optional<ShapeIndex> inside(plan::StateIndex index) const {
    if (index == 0) return std::nullopt;
    return shape_of_[index];
  }

  ShapeIndex add_shape(ShapeKind kind, plan::StateIndex owner, std::string title,
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

  ShapeKind kind_of(const plan::State& s) const {
    switch (s.kind) {
      case plan::StateKind::Parallel:
        return ShapeKind::Parallel;
      case plan::StateKind::Final:
        return ShapeKind::Final;
      case plan::StateKind::Choice:
        return ShapeKind::Choice;
      case plan::StateKind::History:
        return s.deep ? ShapeKind::DeepHistory : ShapeKind::History;
      case plan::StateKind::Compound:
        return state(s.parent).kind == plan::StateKind::Parallel ? ShapeKind::Region
                                                                 : ShapeKind::Compound;
      default:
        return ShapeKind::Box;
    }
  }

  std::vector<Caption> captions(const plan::State& s) const {
    std::vector<Caption> out;
    for (const plan::Block& block : s.entry) out.push_back(caption("entry", block));
    for (const plan::Block& block : s.exit) out.push_back(caption("exit", block));
    for (const plan::Token& token : s.tokens) out.push_back(caption(token));
    for (const std::uint32_t i : s.invocations) out.push_back(caption(chart_.invocations[i]));
    if (!s.deferred.empty()) out.push_back(deferred_caption(s));
    for (const plan::TransitionIndex index : s.transitions) {
      const plan::Transition& transition = chart_.transitions[index];
      if (transition.targets.empty()) out.push_back(caption(transition));
      if (is_line(transition)) {
        out.push_back(caption(transition, state(transition.targets.front()).name));
      }
    }
    return out;
  }

  bool is_line(const plan::Transition& transition) const {
    const plan::StateKind source = state(transition.source).kind;
    if (transition.targets.size() != 1 || source == plan::StateKind::Choice ||
        source == plan::StateKind::History) {
      return false;
    }
    const plan::StateIndex target = transition.targets.front();
    const bool round_regions = source == plan::StateKind::Parallel && target == transition.source;
    return round_regions || incoming_[target] > Crowd;
  }

  void add_state(plan::StateIndex index) {
    const plan::State& s = state(index);
    const ShapeIndex shape = add_shape(kind_of(s), index, s.name, inside(s.parent));
    shape_of_[index] = shape;
    picture_.shapes[shape].doc = s.doc;
    picture_.shapes[shape].captions = captions(s);
    if (s.kind == plan::StateKind::Compound) add_initial(index);
  }

  void add_initial(plan::StateIndex index) {
    if (!state(index).initial.empty()) {
      initials_[add_shape(ShapeKind::Initial, index, "", inside(index))] = index;
    }
  }

  std::optional<ShapeIndex> initial_of(plan::StateIndex index) const {
    for (const auto& [dot, owner] : initials_) {
      if (owner == index) return dot;
    }
    return std::nullopt;
  }

  bool within(plan::StateIndex inner, plan::StateIndex outer) const {
    return inner == outer || chart_.is_descendant(inner, outer);
  }

  // An arrow cannot end on a shape that it starts inside of. It goes to the dot that default entry starts
  // from, which is what happens, or else to a pill that says the name.
  ShapeIndex enclosing_target(plan::StateIndex source, plan::StateIndex target) {
    if (const auto dot = initial_of(target)) return *dot;
    const plan::StateIndex where = source == target ? target : state(source).parent;
    return pill(where, target == 0 ? chart_.name : state(target).name);
  }

  ShapeIndex pill(plan::StateIndex where, const std::string& title) {
    const auto [place, added] = pills_.try_emplace({where, title}, ShapeIndex{});
    if (added) place->second = add_shape(ShapeKind::Anywhere, where, title, inside(where));
    return place->second;
  }

  void add_transition(const plan::Transition& transition) {
    if (transition.targets.empty() || is_line(transition)) return;
    const plan::StateIndex source = transition.source;
    const plan::StateIndex target = transition.targets.front();
    const bool container = source == 0 || picture_.shapes[shape_of_[source]].is_container();
    ShapeIndex from = 0;
    if (container && within(target, source)) {
      from = pill(source, "any state");
    } else {
      from = shape_of_[source];
    }

    Caption words = caption(transition);
    if (transition.targets.size() == 1) {
      const bool encloses = within(source, target) && (source != target || container);
      connect(from, encloses ? enclosing_target(source, target) : shape_of_[target],
              std::move(words));
      return;
    }
    if (transition.trigger == plan::TriggerKind::HistoryDefault) {
      for (const plan::StateIndex each : transition.targets) connect(from, shape_of_[each], {});
      return;
    }
    const plan::StateIndex beside =
        container && within(target, source) ? source : state(source).parent;
    const ShapeIndex fork = add_shape(ShapeKind::Fork, beside, "", inside(beside));
    connect(from, fork, std::move(words));
    for (const plan::StateIndex each : transition.targets) connect(fork, shape_of_[each], {});
  }

  void connect(ShapeIndex from, ShapeIndex to, Caption words) {
    const auto [place, added] = arrow_of_.try_emplace({from, to}, picture_.arrows.size());
    if (added) picture_.arrows.push_back({from, to, {}});
    if (!words.lines.empty()) picture_.arrows[place->second].captions.push_back(std::move(words));
  }

  const plan::Chart& chart_;
  Picture picture_;
  std::vector<ShapeIndex> shape_of_;
  std::vector<std::size_t> incoming_;                // Transitions, by the state that they lead to.
  std::map<ShapeIndex, plan::StateIndex> initials_;  // A dot, and the state that it stands in.
  std::map<std::pair<plan::StateIndex, std::string>, ShapeIndex> pills_;
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

Picture draw(const plan::Chart& chart) { return Drawing(chart).finish(); }

}  // namespace perdure::emit::diagram

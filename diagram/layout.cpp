#include "diagram/layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "diagram/flat.h"
#include "diagram/measure.h"

namespace perdure::diagram {
namespace {

using flat::Side;
using NestIndex = std::size_t;
using ArrowIndex = std::size_t;

constexpr double Inset = 16;        // From a container's border to what is inside it.
constexpr double RegionInset = 4;   // From a parallel state's border to its regions.
constexpr double HeadingInset = 6;  // Below a heading.

constexpr double Lead = 34;  // Of an arrow from an initial dot, at most, where it is straight.
constexpr int Rounds = 3;
constexpr std::size_t RefinedShapes =
    200;  // Larger pictures are laid out once: they take long enough.

// An arrow that meets a container's border.
struct Crossing {
  ArrowIndex arrow = 0;
  // What it runs from, or to, inside: a child of the container; nothing where it ends at the border.
  std::optional<ShapeIndex> member;
  bool outgoing = false;
  Side side = Side::Bottom;
  double other_end = 0;   // Where, from left to right, its other end is to be expected.
  std::size_t order = 0;  // Among the ports of its side, from 1; 0: wherever Graphviz puts it.
  double x = 0;           // Of its port, from the container's left.
  std::size_t point = 0;  // Its node in the container's graph, and its edge.
  std::size_t piece = 0;
};

// An arrow between two children of a container, or from and to what is inside them.
struct Inner {
  ArrowIndex arrow = 0;
  ShapeIndex from = 0;
  ShapeIndex to = 0;
};

// A container, or the picture as a whole.
struct Nest {
  std::optional<ShapeIndex> shape;
  std::vector<ShapeIndex> members;
  std::vector<Crossing> crossings;  // In order of their arrows, at most one of each.
  std::vector<Inner> inner;
  flat::Arrangement inside;
  Point inset;  // From its corner to that of `inside`.
  Size size;
};

void move(Route& route, Point by) {
  const auto shift = [by](Point& at) { at = {at.x + by.x, at.y + by.y}; };
  for (Point& at : route.curve) shift(at);
  if (route.tip_at_end) shift(*route.tip_at_end);
  if (route.tip_at_start) shift(*route.tip_at_start);
  route.words.x += by.x;
  route.words.y += by.y;
}

class Composer {
 public:
  explicit Composer(const Picture& picture) : picture_(picture) {
    nest_of_.resize(picture.shapes.size(), 0);
    position_.resize(picture.shapes.size(), 0);
    add_nest(std::nullopt, picture.roots);
    for (ShapeIndex i = 0; i < picture.shapes.size(); ++i) {
      if (!picture.shapes[i].children.empty()) add_nest(i, picture.shapes[i].children);
    }
    for (ArrowIndex i = 0; i < picture.arrows.size(); ++i) split(i);
  }

  Layout compose() {
    // Outer containers first: which way an arrow leaves depends on where it goes.
    for (Nest& nest : nests_) {
      if (has_groups(nest)) orient(nest, flat::arrange(graph_of(nest, false)));
    }
    Layout best = arrange_all();
    // What was learned from one layout makes a better one, mostly.
    if (picture_.shapes.size() > RefinedShapes || nests_.size() == 1) return best;
    for (int round = 0; round < Rounds; ++round) {
      for (Nest& nest : nests_) orient(nest, nest.inside);
      for (Nest& nest : nests_) order_ports(nest);
      Layout next = arrange_all();
      if (length(next) < length(best)) best = std::move(next);
    }
    return best;
  }

 private:
  const Shape& shape(ShapeIndex index) const { return picture_.shapes[index]; }

  void add_nest(std::optional<ShapeIndex> owner, const std::vector<ShapeIndex>& members) {
    if (owner) nest_of_[*owner] = nests_.size();
    nests_.push_back({owner, members, {}, {}, {}, {}, {}});
    for (std::size_t i = 0; i < members.size(); ++i) position_[members[i]] = i;
  }

  // Nothing for a shape that has nothing inside.
  Nest* nest_in(ShapeIndex index) { return nest_of_[index] ? &nests_[nest_of_[index]] : nullptr; }
  Nest& nest_around(ShapeIndex index) {
    return nests_[shape(index).parent ? nest_of_[*shape(index).parent] : 0];
  }

  // Nothing if the arrow has no port in the border of `nest`.
  static Crossing* crossing(Nest* nest, ArrowIndex arrow) {
    if (!nest) return nullptr;
    const auto found = std::lower_bound(
        nest->crossings.begin(), nest->crossings.end(), arrow,
        [](const Crossing& each, ArrowIndex wanted) { return each.arrow < wanted; });
    return found != nest->crossings.end() && found->arrow == arrow ? &*found : nullptr;
  }

  // An arrow that ends at the border needs a port only beside those that go through it: elsewhere,
  // Graphviz finds the best place by itself.
  static bool has_port(const Nest& nest, const Crossing& crossing) {
    return crossing.member ||
           std::any_of(nest.crossings.begin(), nest.crossings.end(), [&](const Crossing& each) {
             return each.member && each.side == crossing.side;
           });
  }

  // From the shape outwards.
  std::vector<ShapeIndex> path(ShapeIndex index) const {
    std::vector<ShapeIndex> out{index};
    while (shape(out.back()).parent) out.push_back(*shape(out.back()).parent);
    return out;
  }

  void split(ArrowIndex arrow) {
    std::vector<ShapeIndex> from = path(picture_.arrows[arrow].from);
    std::vector<ShapeIndex> to = path(picture_.arrows[arrow].to);
    while (from.size() > 1 && to.size() > 1 && from.back() == to.back()) {
      from.pop_back();
      to.pop_back();
    }
    if (Nest* nest = nest_in(from.front())) {
      nest->crossings.push_back({arrow, std::nullopt, true, Side::Bottom, 0, 0, 0, 0, 0});
    }
    if (Nest* nest = nest_in(to.front())) {
      nest->crossings.push_back({arrow, std::nullopt, false, Side::Top, 0, 0, 0, 0, 0});
    }
    for (std::size_t i = 0; i + 1 < from.size(); ++i) {
      nest_around(from[i]).crossings.push_back({arrow, from[i], true, Side::Bottom, 0, 0, 0, 0, 0});
    }
    for (std::size_t i = 0; i + 1 < to.size(); ++i) {
      nest_around(to[i]).crossings.push_back({arrow, to[i], false, Side::Top, 0, 0, 0, 0, 0});
    }
    nest_around(from.back()).inner.push_back({arrow, from.back(), to.back()});
  }

  bool has_groups(const Nest& nest) const {
    return std::any_of(nest.members.begin(), nest.members.end(),
                       [this](ShapeIndex member) { return nest_of_[member] != 0; });
  }

  Layout arrange_all() {
    // Inner ones first: how large a container is depends on what is in it.
    for (NestIndex i = nests_.size(); i-- > 0;) arrange(nests_[i]);
    Layout out;
    out.size = nests_.front().size;
    out.shapes.resize(picture_.shapes.size());
    for (const Nest& nest : nests_) place(nest, out);
    for (ArrowIndex i = 0; i < picture_.arrows.size(); ++i) out.routes.push_back(stitch(i, out));
    return out;
  }

  // Of all arrows together: what makes a picture hard to follow.
  static double length(const Layout& layout) {
    double sum = 0;
    for (const Route& route : layout.routes) {
      for (std::size_t i = 1; i < route.curve.size(); ++i) {
        sum += std::hypot(route.curve[i].x - route.curve[i - 1].x,
                          route.curve[i].y - route.curve[i - 1].y);
      }
    }
    return sum;
  }

  // Decides where arrows cross the borders of the containers in `nest`: through the side, and in the
  // order, in which their other ends stand in `sketch`.
  void orient(Nest& nest, const flat::Arrangement& sketch) {
    const auto center = [&](ShapeIndex member) { return sketch.nodes[position_[member]].center(); };
    for (const Inner& inner : nest.inner) {
      const Point from = center(inner.from);
      const Point to = center(inner.to);
      const bool down = from.y <= to.y;
      if (Crossing* leaving = crossing(nest_in(inner.from), inner.arrow)) {
        leaving->side = down ? Side::Bottom : Side::Top;
        leaving->other_end = to.x;
      }
      if (Crossing* entering = crossing(nest_in(inner.to), inner.arrow)) {
        entering->side = down ? Side::Top : Side::Bottom;
        entering->other_end = from.x;
      }
    }
    for (const Crossing& outer : nest.crossings) {
      if (!outer.member) continue;
      if (Crossing* here = crossing(nest_in(*outer.member), outer.arrow)) {
        here->side = outer.side;
        here->other_end = sketch.nodes[outer.point].center().x;
      }
    }
  }

  // By where their other ends are; and where that is the same, as they are.
  static void order_ports(Nest& nest) {
    std::vector<Crossing*> ports;
    for (Crossing& each : nest.crossings) ports.push_back(&each);
    std::stable_sort(ports.begin(), ports.end(), [](const Crossing* a, const Crossing* b) {
      return std::pair(a->other_end, a->x) < std::pair(b->other_end, b->x);
    });
    for (std::size_t i = 0; i < ports.size(); ++i) ports[i]->order = i + 1;
  }

  flat::Node node_of(ShapeIndex index, bool with_ports, bool region) {
    flat::Node node;
    const Shape& s = shape(index);
    if (const Nest* inside = nest_in(index); inside && with_ports) {
      node.size = inside->size;
      for (const Crossing& each : inside->crossings) node.ports.push_back({each.side, each.x});
    } else {
      node.size = size_of(s);
    }
    if (s.kind == ShapeKind::Choice) node.form = flat::Form::Diamond;
    if (s.kind == ShapeKind::Initial || s.kind == ShapeKind::History ||
        s.kind == ShapeKind::DeepHistory) {
      node.form = flat::Form::Circle;
    }
    if (region && s.kind != ShapeKind::Anywhere && s.kind != ShapeKind::Fork) {
      node.rank = flat::Rank::Level;
      // Regions stand in the order in which the chart has them.
      if (s.is_container() || s.kind == ShapeKind::Box) {
        node.order = static_cast<double>(position_[index] + 1);
      }
    }
    return node;
  }

  // The port in the border of `member` that an arrow meets.
  std::optional<std::size_t> port(ShapeIndex member, ArrowIndex arrow, bool with_ports) {
    Nest* nest = nest_in(member);
    const Crossing* here = with_ports ? crossing(nest, arrow) : nullptr;
    if (!here || !has_port(*nest, *here)) return std::nullopt;
    return static_cast<std::size_t>(here - nest->crossings.data());
  }

  // The members of a nest, then a point for each port; its inner arrows, then the pieces of its crossings.
  flat::Graph graph_of(Nest& nest, bool with_ports) {
    flat::Graph graph;
    const bool parallel = nest.shape && shape(*nest.shape).kind == ShapeKind::Parallel;
    for (const ShapeIndex member : nest.members) {
      graph.nodes.push_back(node_of(member, with_ports, parallel));
    }
    for (const Inner& inner : nest.inner) {
      const Arrow& arrow = picture_.arrows[inner.arrow];
      flat::Edge& edge = graph.edges.emplace_back();
      edge.from = static_cast<flat::NodeIndex>(position_[inner.from]);
      edge.to = static_cast<flat::NodeIndex>(position_[inner.to]);
      edge.from_port = port(inner.from, inner.arrow, with_ports);
      edge.to_port = port(inner.to, inner.arrow, with_ports);
      edge.head_at_to = inner.to == arrow.to;
      edge.words = size_of(arrow.captions);
      if (shape(arrow.from).kind == ShapeKind::Initial) edge.weight = 3;
    }
    for (Crossing& each : nest.crossings) {
      if (!has_port(nest, each)) continue;
      const auto point = static_cast<flat::NodeIndex>(graph.nodes.size());
      each.point = point;
      flat::Node& end = graph.nodes.emplace_back();
      end.size = {1, 1};
      end.order = static_cast<double>(each.order);
      end.rank = each.side == Side::Top ? flat::Rank::First : flat::Rank::Last;
      const auto member = static_cast<flat::NodeIndex>(each.member ? position_[*each.member] : 0);
      each.piece = graph.edges.size();
      flat::Edge& edge = graph.edges.emplace_back();
      if (!each.member) {
        edge.hidden = true;
        edge.from = each.side == Side::Top ? point : member;
        edge.to = each.side == Side::Top ? member : point;
        continue;
      }
      const bool ends_here = !each.outgoing && *each.member == picture_.arrows[each.arrow].to;
      if (each.side == Side::Top) {
        edge.from = point;
        edge.to = member;
        edge.to_port = port(*each.member, each.arrow, with_ports);
        edge.head_at_to = ends_here;
      } else {
        edge.from = member;
        edge.to = point;
        edge.from_port = port(*each.member, each.arrow, with_ports);
        edge.head_at_from = ends_here;
      }
    }
    return graph;
  }

  // Lays `nest` out; whatever is inside it is laid out already.
  void arrange(Nest& nest) {
    const bool parallel = nest.shape && shape(*nest.shape).kind == ShapeKind::Parallel;
    if (parallel) {
      double tallest = 0;
      for (const ShapeIndex member : nest.members) {
        if (const Nest* region = nest_in(member)) tallest = std::max(tallest, region->size.height);
      }
      for (const ShapeIndex member : nest.members) {
        if (Nest* region = nest_in(member)) region->size.height = tallest;
      }
    }
    nest.inside = flat::arrange(graph_of(nest, true));
    bring_dots_near(nest);
    const Size inside = nest.inside.size;
    if (!nest.shape) {
      nest.size = inside;
      return;
    }
    const Size heading = heading_of(shape(*nest.shape));
    const double inset = parallel ? RegionInset : Inset;
    nest.size.width = std::ceil(std::max(inside.width + 2 * inset, heading.width));
    nest.inset = {(nest.size.width - inside.width) / 2,
                  heading.height + (parallel ? 0 : HeadingInset)};
    nest.size.height = std::ceil(nest.inset.y + inside.height + inset);
    for (Crossing& each : nest.crossings) {
      if (has_port(nest, each)) each.x = nest.inset.x + nest.inside.nodes[each.point].center().x;
    }
  }

  // Graphviz has a dot in the middle of its rank, which is as high as the highest that stands there: far from where it
  // leads, with nothing between. It comes down to that, along its arrow.
  void bring_dots_near(Nest& nest) const {
    for (std::size_t i = 0; i < nest.inner.size(); ++i) {
      const ShapeIndex from = nest.inner[i].from;
      Route& route = nest.inside.edges[i];
      if (shape(from).kind != ShapeKind::Initial || arrows_at(nest, from) > 1) continue;
      if (route.curve.empty() || route.words.height > 0) continue;
      Rect& dot = nest.inside.nodes[position_[from]];
      const double x = dot.center().x;
      const bool is_straight = std::all_of(route.curve.begin(), route.curve.end(),
                                           [x](const Point& at) { return std::abs(at.x - x) < 1; });
      const Point end = route.curve.back();
      const double gap = route.tip_at_end.value_or(end).y - dot.bottom();
      if (!is_straight || gap <= Lead) continue;
      dot.y += gap - Lead;
      const Point start{x, dot.bottom()};
      route.curve = {start, start, end, end};
    }
  }

  static std::ptrdiff_t arrows_at(const Nest& nest, ShapeIndex member) {
    return std::count_if(
               nest.inner.begin(), nest.inner.end(),
               [=](const Inner& each) { return each.from == member || each.to == member; }) +
           std::count_if(nest.crossings.begin(), nest.crossings.end(),
                         [=](const Crossing& each) { return each.member == member; });
  }

  Point corner(const Nest& nest, const Layout& layout) const {
    if (!nest.shape) return {};
    return {layout.shapes[*nest.shape].x, layout.shapes[*nest.shape].y};
  }

  void place(const Nest& nest, Layout& layout) {
    const Point at = corner(nest, layout);
    for (std::size_t i = 0; i < nest.members.size(); ++i) {
      const ShapeIndex member = nest.members[i];
      const Point center = nest.inside.nodes[i].center();
      const Nest* inside = nest_in(member);
      const Size size = inside ? inside->size : size_of(shape(member));
      layout.shapes[member] = {at.x + nest.inset.x + center.x - size.width / 2,
                               at.y + nest.inset.y + center.y - size.height / 2, size.width,
                               size.height};
    }
  }

  // The piece of an arrow inside a container that it leaves or enters, as the arrow runs.
  Route crossing_piece(Nest& nest, ArrowIndex arrow, const Layout& layout) {
    const Crossing& here = *crossing(&nest, arrow);
    Route piece = nest.inside.edges[here.piece];
    const Point at = corner(nest, layout);
    move(piece, {at.x + nest.inset.x, at.y + nest.inset.y});
    if (here.outgoing == (here.side == Side::Top)) reverse(piece);
    const Point border{at.x + here.x, here.side == Side::Top ? at.y : at.y + nest.size.height};
    if (piece.curve.empty()) piece.curve.push_back(border);
    if (here.outgoing) {
      extend(piece.curve, {border});
    } else {
      std::vector<Point> whole{border};
      extend(whole, piece.curve);
      piece.curve = std::move(whole);
    }
    return piece;
  }

  // Goes on with `next`, by a straight line where that starts elsewhere.
  static void extend(std::vector<Point>& curve, std::vector<Point> next) {
    if (next.empty()) return;
    if (curve.empty()) {
      curve = std::move(next);
      return;
    }
    const Point from = curve.back();
    const Point gap{next.front().x - from.x, next.front().y - from.y};
    if (std::hypot(gap.x, gap.y) > 1) {
      curve.insert(curve.end(), {from, next.front(), next.front()});
    } else if (next.size() > 1) {
      // Rounding: a step so small would be drawn as a cusp.
      next[1] = {next[1].x - gap.x, next[1].y - gap.y};
    }
    curve.insert(curve.end(), next.begin() + 1, next.end());
  }

  Route stitch(ArrowIndex arrow, const Layout& layout) {
    const Arrow& a = picture_.arrows[arrow];
    std::vector<ShapeIndex> from = path(a.from);
    std::vector<ShapeIndex> to = path(a.to);
    while (from.size() > 1 && to.size() > 1 && from.back() == to.back()) {
      from.pop_back();
      to.pop_back();
    }
    Route out;
    const auto add = [&out](const Route& piece) {
      extend(out.curve, piece.curve);
      if (piece.tip_at_end) out.tip_at_end = piece.tip_at_end;
      if (piece.words.height > 0) out.words = piece.words;
    };
    for (std::size_t i = 0; i + 1 < from.size(); ++i) {
      add(crossing_piece(nest_around(from[i]), arrow, layout));
    }
    const Nest& common = nest_around(from.back());
    const auto inner = std::find_if(common.inner.begin(), common.inner.end(),
                                    [arrow](const Inner& each) { return each.arrow == arrow; });
    Route middle = common.inside.edges[static_cast<std::size_t>(inner - common.inner.begin())];
    const Point at = corner(common, layout);
    move(middle, {at.x + common.inset.x, at.y + common.inset.y});
    add(middle);
    for (std::size_t i = to.size(); i-- > 1;) {
      add(crossing_piece(nest_around(to[i - 1]), arrow, layout));
    }
    return out;
  }

  const Picture& picture_;
  std::vector<Nest> nests_;            // Outer ones before those inside them.
  std::vector<NestIndex> nest_of_;     // By shape; 0: it has nothing inside.
  std::vector<std::size_t> position_;  // By shape: its place in Nest::members.
};

}  // namespace

Layout lay_out(const Picture& picture) { return Composer(picture).compose(); }

}  // namespace perdure::diagram

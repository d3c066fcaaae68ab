#include "diagram/state_text.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "diagram/lit.h"

namespace perdure::diagram {
namespace {

class StateTextWriter {
 public:
  StateTextWriter(const Picture& picture, const Highlight& highlight, const Dialect& dialect)
      : picture_(picture), dialect_(dialect), lit_(picture.chart, highlight) {
    choose_names();
  }

  std::string write() {
    write_inside(picture_.roots, "  ");
    for (const Arrow& arrow : picture_.arrows) {
      if (picture_.shapes[arrow.from].kind != ShapeKind::Initial) write_arrow(arrow, "  ");
    }
    for (ShapeIndex i = 0; i < picture_.shapes.size() && !dialect_.notes_beside_states; ++i) {
      write_note(i, "  ");
    }
    return out_;
  }

 private:
  const Shape& shape(ShapeIndex index) const { return picture_.shapes[index]; }

  static bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    });
  }

  bool is_reserved(std::string_view text) const {
    std::string lower(text);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return dialect_.is_reserved(lower);
  }

  // States keep their names; what has none, or one that would be misread, gets one that no state has.
  void choose_names() {
    std::set<std::string> taken;
    for (const Shape& each : picture_.shapes) taken.insert(each.title);
    for (ShapeIndex i = 0; i < picture_.shapes.size(); ++i) {
      const Shape& each = shape(i);
      const bool pseudo = each.kind == ShapeKind::Anywhere || each.kind == ShapeKind::Fork;
      if (!pseudo && is_name(each.title) && !is_reserved(each.title)) {
        names_.push_back(each.title);
        continue;
      }
      std::string name = each.kind == ShapeKind::Anywhere ? "any" + std::to_string(i)
                         : each.kind == ShapeKind::Fork   ? "fork" + std::to_string(i)
                         : is_name(each.title)            ? each.title + "_"
                                                          : "state" + std::to_string(i);
      while (!taken.insert(name).second) name += '_';
      names_.push_back(name);
    }
  }

  void write_inside(const std::vector<ShapeIndex>& shapes, const std::string& indent) {
    for (const ShapeIndex index : shapes) {
      write_shape(index, indent);
      if (dialect_.notes_beside_states) write_note(index, indent);
    }
    for (const Arrow& arrow : picture_.arrows) {
      if (std::find(shapes.begin(), shapes.end(), arrow.from) != shapes.end() &&
          shape(arrow.from).kind == ShapeKind::Initial) {
        write_arrow(arrow, indent);
      }
    }
    for (const ShapeIndex index : shapes) {
      if (shape(index).kind == ShapeKind::Final) out_ += indent + names_[index] + " --> [*]\n";
    }
  }

  void write_shape(ShapeIndex index, const std::string& indent) {
    const Shape& s = shape(index);
    const std::string& name = names_[index];
    switch (s.kind) {
      case ShapeKind::Initial:
        return;
      case ShapeKind::Fork:
        out_ += indent + "state " + name + " <<fork>>\n";
        return;
      case ShapeKind::Choice:
        out_ += indent + "state " + name + " <<choice>>\n";
        return;
      case ShapeKind::History:
      case ShapeKind::DeepHistory:
        out_ += indent +
                dialect_.history(dialect_.escape(s.title), name, s.kind == ShapeKind::DeepHistory) +
                "\n";
        return;
      default:
        break;
    }
    const bool divided = s.kind == ShapeKind::Parallel && dialect_.divides_regions;
    const char* kind = s.kind == ShapeKind::Parallel && !divided ? " (parallel)" : "";
    out_ += indent + "state \"" + dialect_.escape(s.title) + kind + "\" as " + name;
    out_ += std::string(light(s)) + "\n";
    for (const Caption& caption : s.captions) {
      // Lines of a state that holds others are told in a note: there is no place for them inside.
      if (s.children.empty()) out_ += indent + name + " : " + dialect_.escape(caption.full) + "\n";
    }
    if (s.children.empty()) return;
    out_ += indent + "state " + name + " {\n";
    if (!divided) {
      write_inside(s.children, indent + "  ");
    } else {
      write_regions(s.children, indent + "  ");
    }
    out_ += indent + "}\n";
  }

  // Whatever stands between two lines is a region; pseudo-states go with the first.
  void write_regions(const std::vector<ShapeIndex>& shapes, const std::string& indent) {
    std::vector<ShapeIndex> pseudo, regions;
    for (const ShapeIndex index : shapes) {
      const bool is_region = shape(index).is_container() || shape(index).kind == ShapeKind::Box;
      (is_region ? regions : pseudo).push_back(index);
    }
    if (regions.empty()) return write_inside(pseudo, indent);
    for (const ShapeIndex region : regions) {
      if (region != regions.front()) out_ += indent + "--\n";
      pseudo.push_back(region);
      write_inside(std::exchange(pseudo, {}), indent);
    }
  }

  void write_arrow(const Arrow& arrow, const std::string& indent) {
    const std::string from =
        shape(arrow.from).kind == ShapeKind::Initial ? "[*]" : names_[arrow.from];
    // An arrow back to where default entry starts: `[*]` would be the end.
    const std::string to = shape(arrow.to).kind == ShapeKind::Initial && shape(arrow.to).parent
                               ? names_[*shape(arrow.to).parent]
                               : names_[arrow.to];
    const auto line = [&](bool taken) {
      out_ += indent + from + " " + std::string(taken ? dialect_.taken_arrow : dialect_.arrow) +
              " " + to;
    };
    if (arrow.captions.empty()) {
      const auto& all = arrow.transitions;
      line(
          std::any_of(all.begin(), all.end(), [this](TransitionIndex i) { return lit_.taken(i); }));
      out_ += "\n";
    }
    for (const Caption& caption : arrow.captions) {
      line(caption.transition && lit_.taken(*caption.transition));
      out_ += " : " + dialect_.escape(caption.full) + "\n";
    }
  }

  // The first paragraph of what is said of it, and what there was no place for.
  void write_note(ShapeIndex index, const std::string& indent) {
    const Shape& s = shape(index);
    std::vector<std::string> lines;
    if (!s.doc.empty()) lines.push_back(s.doc.substr(0, s.doc.find("\n\n")));
    if (!s.children.empty()) {
      for (const Caption& caption : s.captions) lines.push_back(caption.full);
    }
    if (lines.empty()) return;
    out_ += indent + "note right of " + names_[index] + "\n";
    for (const std::string& line : lines) out_ += indent + "  " + dialect_.escape(line) + "\n";
    out_ += indent + "end note\n";
  }

  std::string_view light(const Shape& s) const {
    if (s.kind == ShapeKind::Anywhere) return "";
    if (lit_.active(s.state)) return dialect_.active;
    if (lit_.passed(s.state)) return dialect_.passed;
    return lit_.dims() && !lit_.reachable(s.state) ? dialect_.dimmed : "";
  }

  const Picture& picture_;
  const Dialect& dialect_;
  const Lit lit_;
  std::vector<std::string> names_;  // By shape.
  std::string out_;
};

}  // namespace

std::string state_text(const Picture& picture, const Highlight& highlight, const Dialect& dialect) {
  return StateTextWriter(picture, highlight, dialect).write();
}

}  // namespace perdure::diagram

// A picture as a Mermaid `stateDiagram-v2`.
//
//     Picture  ->  Mermaid
//
// Mermaid knows no history and no final state with a name: both are drawn as ordinary states, a final one
// with an arrow to `[*]`.
#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "diagram/diagram.h"
#include "diagram/picture.h"
#include "diagram/text.h"

namespace perdure::diagram {
namespace {

// Words of Mermaid's, in any case, that it does not take for a state.
constexpr std::array Words{"accdescr", "acctitle",  "as",    "choice", "class", "classdef", "click",
                           "default",  "direction", "end",   "fork",   "hide",  "href",     "join",
                           "note",     "root",      "scale", "state",  "style", "title"};

// Mermaid reads `#59;` as the character of that number, wherever text may stand.
std::string escape(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto [code_point, utf8] = take_character(text);
    const bool plain =
        code_point > 0x7F || (code_point >= '0' && code_point <= '9') ||
        (code_point >= 'A' && code_point <= 'Z') || (code_point >= 'a' && code_point <= 'z') ||
        std::u32string_view(U" _.,=+*/()[]?!'|").find(code_point) != std::u32string_view::npos;
    if (code_point < 0x20 || code_point == 0x7F) {
      out += ' ';
    } else if (plain) {
      out += utf8;
    } else {
      out += "#" + std::to_string(static_cast<std::uint32_t>(code_point)) + ";";
    }
  }
  return out;
}

class MermaidWriter {
 public:
  explicit MermaidWriter(const Picture& picture) : picture_(picture) { choose_names(); }

  std::string write() {
    out_ = "stateDiagram-v2\n";
    if (!picture_.chart.name.empty()) out_ += "  accTitle: " + escape(picture_.chart.name) + "\n";
    write_inside(picture_.roots, "  ");
    for (const Arrow& arrow : picture_.arrows) {
      if (picture_.shapes[arrow.from].kind != ShapeKind::Initial) write_arrow(arrow, "  ");
    }
    write_notes();
    return out_;
  }

 private:
  const Shape& shape(ShapeIndex index) const { return picture_.shapes[index]; }

  static bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    });
  }

  static bool is_word(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return std::find(Words.begin(), Words.end(), lower) != Words.end();
  }

  // States keep their names; what has none, or one that Mermaid would misread, gets one that no state has.
  void choose_names() {
    std::set<std::string> taken;
    for (const Shape& each : picture_.shapes) taken.insert(each.title);
    for (ShapeIndex i = 0; i < picture_.shapes.size(); ++i) {
      const Shape& each = shape(i);
      const bool pseudo = each.kind == ShapeKind::Anywhere || each.kind == ShapeKind::Fork;
      if (!pseudo && is_name(each.title) && !is_word(each.title)) {
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
    for (const ShapeIndex index : shapes) write_shape(index, indent);
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
        out_ += indent + "state \"" + (s.kind == ShapeKind::History ? "H " : "H* ") +
                escape(s.title) + "\" as " + name + "\n";
        return;
      default:
        break;
    }
    out_ += indent + "state \"" + escape(s.title) + "\" as " + name + "\n";
    for (const Caption& caption : s.captions) {
      // Lines of a state that holds others are told in a note: Mermaid has no place for them.
      if (s.children.empty()) out_ += indent + name + " : " + escape(caption.full) + "\n";
    }
    if (s.children.empty()) return;
    out_ += indent + "state " + name + " {\n";
    if (s.kind != ShapeKind::Parallel) {
      write_inside(s.children, indent + "  ");
    } else {
      write_regions(s.children, indent + "  ");
    }
    out_ += indent + "}\n";
  }

  // Mermaid takes whatever stands between two lines for a region; pseudo-states go with the first.
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
    // An arrow back to where default entry starts: Mermaid's `[*]` would be the end.
    const std::string to = shape(arrow.to).kind == ShapeKind::Initial && shape(arrow.to).parent
                               ? names_[*shape(arrow.to).parent]
                               : names_[arrow.to];
    if (arrow.captions.empty()) out_ += indent + from + " --> " + to + "\n";
    for (const Caption& caption : arrow.captions) {
      out_ += indent + from + " --> " + to + " : " + escape(caption.full) + "\n";
    }
  }

  void write_notes() {
    for (ShapeIndex i = 0; i < picture_.shapes.size(); ++i) {
      const Shape& s = shape(i);
      std::vector<std::string> lines;
      if (!s.doc.empty()) lines.push_back(s.doc.substr(0, s.doc.find("\n\n")));
      if (!s.children.empty()) {
        for (const Caption& caption : s.captions) lines.push_back(caption.full);
      }
      if (lines.empty()) continue;
      out_ += "  note right of " + names_[i] + "\n";
      for (const std::string& line : lines) out_ += "    " + escape(line) + "\n";
      out_ += "  end note\n";
    }
  }

  const Picture& picture_;
  std::vector<std::string> names_;  // By shape.
  std::string out_;
};

}  // namespace

std::string mermaid(const Picture& picture) { return MermaidWriter(picture).write(); }

}  // namespace perdure::diagram

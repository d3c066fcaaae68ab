// Draws a picture that has been laid out.
//
//     Picture, Layout  ->  SVG
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stdexcept>

#include "diagram/diagram.h"
#include "diagram/layout.h"
#include "diagram/lit.h"
#include "diagram/measure.h"
#include "diagram/text.h"
#include "diagram_templates.h"

namespace perdure::diagram {
namespace {

constexpr double Margin = 20;

// In tenths of a pixel, whatever the locale.
std::string number(double value) {
  const auto tenths = static_cast<std::int64_t>(std::llround(value * 10));
  std::string out = (tenths < 0 ? "-" : "") + std::to_string(std::abs(tenths) / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(std::abs(tenths) % 10);
  return out;
}

std::string attribute(const char* name, double value) {
  return std::string(" ") + name + "=\"" + number(value) + "\"";
}

std::string rectangle(const char* style, Rect r, double corner) {
  return std::string("<rect class=\"") + style + "\"" + attribute("x", r.x) + attribute("y", r.y) +
         attribute("width", r.width) + attribute("height", r.height) + attribute("rx", corner) +
         "/>\n";
}

std::string circle(const char* style, Point center, double radius) {
  return std::string("<circle class=\"") + style + "\"" + attribute("cx", center.x) +
         attribute("cy", center.y) + attribute("r", radius) + "/>\n";
}

std::string line(const char* style, Point from, Point to) {
  return std::string("<path class=\"") + style + "\" d=\"M" + number(from.x) + " " +
         number(from.y) + "L" + number(to.x) + " " + number(to.y) + "\"/>\n";
}

// `inner` is escaped already.
std::string text(const char* style, Point at, const std::string& inner, bool centered) {
  std::string out = "<text";
  if (*style) out += std::string(" class=\"") + style + "\"";
  out += attribute("x", at.x) + attribute("y", at.y);
  if (centered) out += " text-anchor=\"middle\"";
  return out + ">" + inner + "</text>\n";
}

std::string spans(const Line& line) {
  std::string out;
  for (const Span& span : line.spans) {
    if (!out.empty()) out += ' ';
    const std::string words = escape_xml(span.text);
    switch (span.kind) {
      case SpanKind::Trigger:
      case SpanKind::Target:
        out += words;
        break;
      case SpanKind::Guard:
        out += "<tspan class=\"guard\">" + words + "</tspan>";
        break;
      case SpanKind::Action:
        out += "<tspan class=\"action\">" + words + "</tspan>";
        break;
    }
  }
  return out;
}

std::string tip(const std::string& words) {
  return words.empty() ? "" : "<title>" + escape_xml(words) + "</title>\n";
}

// `text` in lines of at most `width`, broken at spaces.
std::vector<std::string> wrap(std::string_view words, double width) {
  std::vector<std::string> lines;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find_first_of(" \n"), words.size());
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (word.empty()) continue;
    if (lines.empty() ||
        text_width(lines.back(), TextSize) + text_width(word, TextSize) > width - 4) {
      lines.emplace_back(word);
    } else {
      lines.back().append(" ").append(word);
    }
  }
  return lines;
}

std::string first_paragraph(const std::string& doc) { return doc.substr(0, doc.find("\n\n")); }

std::string style(Theme theme) {
  const auto part = [](std::string_view name) {
    for (const auto& file : embedded::files) {
      if (file.name == name) return std::string(file.text);
    }
    throw std::logic_error("no style of this name is built in: " + std::string(name));
  };
  switch (theme) {
    case Theme::Light:
      return part("style.css");
    case Theme::Dark:
      return part("style.css") + part("dark.css");
    case Theme::Auto:
      break;
  }
  return part("style.css") + "@media (prefers-color-scheme: dark) {\n" + part("dark.css") + "}\n";
}

class Sheet {
 public:
  Sheet(const Picture& picture, const SvgOptions& options)
      : picture_(picture),
        options_(options),
        layout_(lay_out(picture)),
        lit_(picture.chart, options.highlight) {}

  std::string write() {
    const std::string heading = write_top();
    const double width = std::max(layout_.size.width, heading_width_) + 2 * Margin;
    const double height = heading_height_ + layout_.size.height + 2 * Margin;
    const std::string id = escape_xml(options_.id_prefix + picture_.chart.name);
    out_ = std::string("<svg class=\"perdure") + (lit_.dims() ? " dimmed" : "") +
           "\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + number(width) + " " +
           number(height) + "\"" + attribute("width", width) + attribute("height", height) +
           " role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-about\">\n<title id=\"" +
           id + "-title\">" + escape_xml(picture_.chart.name) +
           ", a statechart</title>\n<desc id=\"" + id + "-about\">" + escape_xml(description()) +
           "</desc>\n<style>\n" + style(options_.theme) + "</style>\n";
    out_ += rectangle("paper", {0, 0, width, height}, 8);
    out_ += heading;
    out_ += "<g transform=\"translate(" + number(Margin) + " " + number(Margin + heading_height_) +
            ")\">\n";
    for (ShapeIndex i = 0; i < picture_.shapes.size(); ++i) {
      if (is_group(picture_.shapes[i])) write_frame(i);
    }
    for (std::size_t i = 0; i < picture_.arrows.size(); ++i) write_route(i);
    for (ShapeIndex i = 0; i < picture_.shapes.size(); ++i) {
      if (is_group(picture_.shapes[i])) {
        write_heading(i);
      } else {
        write_shape(i);
      }
    }
    for (std::size_t i = 0; i < picture_.arrows.size(); ++i) write_words(i);
    return out_ + "</g>\n</svg>\n";
  }

 private:
  // It shows no state.
  static bool is_pseudo(ShapeKind kind) {
    return kind == ShapeKind::Initial || kind == ShapeKind::Fork || kind == ShapeKind::Anywhere;
  }

  static bool is_group(const Shape& shape) {
    return shape.is_container() && !shape.children.empty();
  }

  std::string description() const {
    std::string out = first_paragraph(picture_.chart.doc);
    std::replace(out.begin(), out.end(), '\n', ' ');
    if (!out.empty()) out += ' ';
    out += std::to_string(picture_.chart.states.size() - 1) + " states:";
    for (std::size_t i = 1; i < picture_.chart.states.size(); ++i) {
      out += (i == 1 ? " " : ", ") + picture_.chart.states[i].name;
    }
    return out + ".";
  }

  // The chart's name, what it is for, and what it does in every state. Sets its size.
  std::string write_top() {
    const double room = std::max(layout_.size.width, 360.0);
    double y = Margin + HeadingSize - 3;
    std::string out = text("heading", {Margin, y}, escape_xml(picture_.chart.name), false);
    heading_width_ = text_width(picture_.chart.name, HeadingSize, Weight::Bold);
    const auto put = [&](const char* style, const std::string& plain, const std::string& inner) {
      y += LineHeight + 1;
      out += text(style, {Margin, y}, inner, false);
      heading_width_ = std::max(heading_width_, text_width(plain, TextSize));
    };
    y += 3;
    for (const std::string& each : wrap(first_paragraph(picture_.chart.doc), room)) {
      put("about", each, escape_xml(each));
    }
    for (const Caption& caption : picture_.captions) {
      for (const Line& each : caption.lines) put("", each.text(), spans(each));
    }
    heading_height_ = y - Margin + 20;
    return out;
  }

  const std::string& state_name(const Shape& shape) const {
    return picture_.chart.states[shape.state].name;
  }

  // As they stand behind another class.
  std::string classes(StateIndex state) const {
    return std::string(lit_.holds_active(state) ? " active" : "") +
           (lit_.passed(state) ? " passed" : "") + (lit_.reachable(state) ? " reachable" : "");
  }

  // Of what shows several: each class that one of them has.
  std::string classes(const std::vector<TransitionIndex>& transitions) const {
    const auto any = [&](bool (Lit::*is)(TransitionIndex) const) {
      return std::any_of(transitions.begin(), transitions.end(),
                         [&](TransitionIndex each) { return (lit_.*is)(each); });
    };
    return std::string(any(&Lit::taken) ? " taken" : "") + (any(&Lit::due) ? " due" : "") +
           (any(&Lit::reachable_transition) ? " reachable" : "");
  }

  // Of an element that shows a state, or part of it.
  std::string state_marks(const Shape& shape, const char* style) const {
    return std::string(" class=\"") + style + classes(shape.state) + "\" data-state=\"" +
           escape_xml(state_name(shape)) + "\"";
  }

  // Of one that shows transitions. Where there are none, it is the default entry of what `from` stands in.
  std::string transition_marks(const std::vector<TransitionIndex>& transitions,
                               const Shape& from) const {
    if (transitions.empty()) return state_marks(from, "transition");
    std::string indexes;
    std::string timers;
    for (const TransitionIndex each : transitions) {
      indexes += (indexes.empty() ? "" : " ") + std::to_string(each);
      const std::string& timer = picture_.chart.transitions[each].timer;
      if (!timer.empty()) timers += (timers.empty() ? "" : " ") + timer;
    }
    return " class=\"transition" + classes(transitions) + "\" data-transitions=\"" + indexes +
           "\"" + (timers.empty() ? "" : " data-timer=\"" + escape_xml(timers) + "\"");
  }

  void open(const Shape& shape) {
    if (!options_.link_prefix.empty()) {
      out_ += "<a href=\"" + escape_xml(options_.link_prefix + state_name(shape)) + "\">\n";
    }
    out_ += "<g id=\"" +
            escape_xml(options_.id_prefix + picture_.chart.name + "-" + state_name(shape)) + "\"" +
            state_marks(shape, "state") + ">\n";
    std::string words = shape.title;
    for (const Caption& caption : shape.captions) words += "\n" + caption.full;
    out_ += tip(shape.doc.empty() ? words : words + "\n\n" + shape.doc);
  }

  void close() { out_ += options_.link_prefix.empty() ? "</g>\n" : "</g>\n</a>\n"; }

  // The lines of a state, below a rule at `y`.
  void write_lines(const Shape& shape, Rect box, double y) {
    if (shape.captions.empty()) return;
    out_ += line("rule", {box.x, y}, {box.right(), y});
    double baseline = y + 4;
    for (const Caption& caption : shape.captions) {
      if (caption.transition) {
        out_ += "<g" + transition_marks({*caption.transition}, shape) + ">\n" + tip(caption.full);
      }
      for (const Line& each : caption.lines) {
        baseline += LineHeight;
        out_ += text("", {box.x + Padding, baseline - 1}, spans(each), false);
      }
      if (caption.transition) out_ += "</g>\n";
    }
  }

  void write_frame(ShapeIndex index) {
    const Shape& shape = picture_.shapes[index];
    const Rect box = layout_.shapes[index];
    out_ += "<g" + state_marks(shape, "frame") + ">\n";
    out_ += shape.kind == ShapeKind::Region ? rectangle("region", box, 10)
                                            : rectangle("group", box, 10);
    if (shape.kind == ShapeKind::Parallel) divide(shape, box);
    out_ += "</g>\n";
  }

  // The title and the lines of a container, above the arrows that run through them.
  void write_heading(ShapeIndex index) {
    const Shape& shape = picture_.shapes[index];
    const Rect box = layout_.shapes[index];
    open(shape);
    out_ += text("name words", {box.x + Padding, box.y + 20}, escape_xml(shape.title), false);
    write_lines(shape, box, box.y + TitleHeight);
    close();
  }

  // Dashed lines between regions that stand side by side.
  void divide(const Shape& parallel, Rect box) {
    std::vector<Rect> regions;
    for (const ShapeIndex child : parallel.children) {
      const Shape& region = picture_.shapes[child];
      if (region.is_container() || region.kind == ShapeKind::Box) {
        regions.push_back(layout_.shapes[child]);
      }
    }
    const double top = box.y + heading_of(parallel).height;
    std::sort(regions.begin(), regions.end(), [](Rect a, Rect b) { return a.x < b.x; });
    for (std::size_t i = 1; i < regions.size(); ++i) {
      const double gap = regions[i].x - regions[i - 1].right();
      const double x = regions[i - 1].right() + std::min(gap / 2, 14.0);
      if (gap >= 0) out_ += line("divide", {x, top}, {x, box.bottom()});
    }
  }

  void write_shape(ShapeIndex index) {
    const Shape& shape = picture_.shapes[index];
    const Rect box = layout_.shapes[index];
    const Point center = box.center();
    if (is_pseudo(shape.kind)) {
      out_ += "<g" + state_marks(shape, "pseudo") + ">\n";
      if (shape.kind == ShapeKind::Anywhere) {
        out_ += rectangle("any", box, box.height / 2);
        out_ += text("", {center.x, center.y + 4}, escape_xml(shape.title), true);
      } else {
        out_ += rectangle("dot", box, std::min(box.width, box.height) / 2);
      }
      out_ += "</g>\n";
      return;
    }
    open(shape);
    switch (shape.kind) {
      case ShapeKind::History:
      case ShapeKind::DeepHistory:
        out_ += circle("memory", center, box.width / 2);
        out_ +=
            text("", {center.x, center.y + 4}, shape.kind == ShapeKind::History ? "H" : "H*", true);
        break;
      case ShapeKind::Choice:
        out_ += "<path class=\"choice\" d=\"M" + number(box.x) + " " + number(center.y) + "L" +
                number(center.x) + " " + number(box.y) + "L" + number(box.right()) + " " +
                number(center.y) + "L" + number(center.x) + " " + number(box.bottom()) + "Z\"/>\n";
        out_ += text("", {center.x, center.y + 4}, escape_xml(shape.title), true);
        break;
      case ShapeKind::Final:
        write_final(shape, box);
        break;
      default:
        write_box(shape, box);
    }
    close();
  }

  void write_box(const Shape& shape, Rect box) {
    out_ += rectangle("box", box, 8);
    const double middle = shape.captions.empty() ? box.height / 2 : TitleHeight / 2;
    out_ += text("name", {box.center().x, box.y + middle + 5}, escape_xml(shape.title), true);
    write_lines(shape, box, box.y + TitleHeight);
  }

  void write_final(const Shape& shape, Rect box) {
    const double bar = TitleHeight + 4;
    out_ += rectangle("end", box, bar / 2);
    const Point eye{box.x + 18, box.y + bar / 2};
    out_ += circle("ring", eye, 8);
    out_ += circle("core", eye, 4.5);
    out_ += text("name", {eye.x + 15, eye.y + 5}, escape_xml(shape.title), false);
    write_lines(shape, box, box.y + bar);
  }

  void write_route(std::size_t index) {
    const Route& route = layout_.routes[index];
    if (route.curve.size() < 4) return;
    const Point base = route.curve.back();
    const Point tip = route.tip_at_end.value_or(base);
    out_ += "<g" + marks(index) + ">\n" + tool_tip(index) + "<path class=\"line\" d=\"M" +
            number(route.curve.front().x) + " " + number(route.curve.front().y) + "C";
    for (std::size_t i = 1; i < route.curve.size(); ++i) {
      if (i > 1) out_ += ' ';
      out_ += number(route.curve[i].x) + " " + number(route.curve[i].y);
    }
    const double dx = tip.x - base.x;
    const double dy = tip.y - base.y;
    const double size = std::max(std::hypot(dx, dy), 0.1);
    const Point side{-dy / size * 3.6, dx / size * 3.6};
    out_ += "\"/>\n<path class=\"head\" d=\"M" + number(tip.x) + " " + number(tip.y) + "L" +
            number(base.x + side.x) + " " + number(base.y + side.y) + "L" +
            number(base.x - side.x) + " " + number(base.y - side.y) + "Z\"/>\n</g>\n";
  }

  std::string marks(std::size_t index) const {
    const Arrow& arrow = picture_.arrows[index];
    return transition_marks(arrow.transitions, picture_.shapes[arrow.from]);
  }

  std::string tool_tip(std::size_t index) const {
    std::string words;
    for (const Caption& caption : picture_.arrows[index].captions) {
      words += (words.empty() ? "" : "\n") + caption.full;
    }
    return tip(words);
  }

  void write_words(std::size_t index) {
    const Arrow& arrow = picture_.arrows[index];
    if (arrow.captions.empty()) return;
    const Rect box = layout_.routes[index].words;
    const double height = static_cast<double>(line_count(arrow.captions)) * LineHeight;
    double baseline = box.center().y - height / 2 - 4;
    for (const Caption& caption : arrow.captions) {
      std::vector<TransitionIndex> whose;
      if (caption.transition) whose.push_back(*caption.transition);
      out_ +=
          "<g" + transition_marks(whose, picture_.shapes[arrow.from]) + ">\n" + tip(caption.full);
      for (const Line& each : caption.lines) {
        baseline += LineHeight;
        out_ += text("words", {box.x + 6, baseline}, spans(each), false);
      }
      out_ += "</g>\n";
    }
  }

  const Picture& picture_;
  const SvgOptions& options_;
  const Layout layout_;
  const Lit lit_;
  double heading_width_ = 0;
  double heading_height_ = 0;
  std::string out_;
};

}  // namespace

std::string svg(const Picture& picture, const SvgOptions& options) {
  return Sheet(picture, options).write();
}

}  // namespace perdure::diagram

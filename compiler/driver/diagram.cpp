// perdurec diagram. See commands.h.
#include "diagram/diagram.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include "compiler/driver/commands.h"
#include "compiler/driver/output.h"
#include "compiler/emit/definition/definition.h"
#include "diagram/png/png.h"

namespace perdure::driver {
namespace {

struct PictureFormat {
  std::string name;
  std::vector<std::string> endings;
};

const std::vector<PictureFormat>& formats() {
  static const std::vector<PictureFormat> all{{"svg", {".svg"}},
                                              {"png", {".png"}},
                                              {"dot", {".dot", ".gv"}},
                                              {"mermaid", {".mmd", ".mermaid"}},
                                              {"plantuml", {".puml", ".plantuml", ".pu"}}};
  return all;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

// By what is asked for, or else by the ending of the file's name.
std::string format_of(const DiagramOptions& options) {
  if (!options.format.empty()) return options.format;
  if (options.output.empty() || is_directory(options.output)) return "svg";
  const std::string ending = std::filesystem::path(options.output).extension().string();
  for (const PictureFormat& format : formats()) {
    const auto& endings = format.endings;
    if (std::find(endings.begin(), endings.end(), ending) != endings.end()) return format.name;
  }
  throw std::runtime_error("no format is known by the name of `" + options.output +
                           "`: say --format " + joined(picture_formats()));
}

std::string ending_of(const std::string& format) {
  const auto found = std::find_if(formats().begin(), formats().end(),
                                  [&](const PictureFormat& each) { return each.name == format; });
  return found->endings.front();
}

// Those that are asked for.
std::vector<const plan::Chart*> choose(const Compilation& compilation,
                                       const DiagramOptions& options) {
  std::vector<std::string> names;
  std::vector<const plan::Chart*> out;
  for (const std::string& name : options.files) {
    for (const plan::Chart& each : compilation.plan->file(name)->charts) {
      names.push_back(each.name);
      if (options.chart.empty() || each.name == options.chart) out.push_back(&each);
    }
  }
  if (out.empty()) {
    throw std::runtime_error(names.empty() ? "there is no chart"
                                           : "there is no chart `" + options.chart + "`, but " +
                                                 joined(names));
  }
  if (out.size() > 1 && !is_directory(options.output)) {
    throw std::runtime_error("there are several charts: choose one with --chart, of " +
                             joined(names) +
                             ", or say with -o into which directory they are to go");
  }
  return out;
}

diagram::Highlight highlight(const diagram::Chart& chart, const DiagramOptions& options) {
  diagram::Highlight out = diagram::path(chart, diagram::find_states(chart, options.path));
  for (const diagram::StateIndex each : diagram::find_states(chart, options.highlight)) {
    out.active.push_back(each);
  }
  if (!options.reachable_from.empty()) {
    const diagram::StateIndex from = diagram::find_states(chart, {options.reachable_from}).front();
    out.reachable = diagram::reachable_from(chart, from);
  }
  return out;
}

std::string draw(const diagram::Picture& picture, const std::string& format,
                 const DiagramOptions& options) {
  diagram::SvgOptions svg;
  svg.highlight = highlight(picture.chart, options);
  if (format == "dot") return diagram::dot(picture, svg.highlight);
  if (format == "mermaid") return diagram::mermaid(picture, svg.highlight);
  if (format == "plantuml") return diagram::plantuml(picture, svg.highlight);
  svg.theme = options.theme == "dark"    ? diagram::Theme::Dark
              : options.theme == "light" ? diagram::Theme::Light
                                         : diagram::Theme::Auto;
  if (format == "svg") return diagram::svg(picture, svg);
  if (svg.theme == diagram::Theme::Auto) svg.theme = diagram::Theme::Light;
  return diagram::png(diagram::svg(picture, svg));
}

}  // namespace

std::vector<std::string> picture_formats() {
  std::vector<std::string> out;
  for (const PictureFormat& each : formats()) out.push_back(each.name);
  return out;
}

int run_diagram(const Common& common, const DiagramOptions& options) {
  try {
    const std::string format = format_of(options);
    const bool drawn = format == "svg" || format == "png";
    if (!options.theme.empty() && !drawn) {
      return fail("--theme is for svg and png: whoever draws " + format + " chooses its colours");
    }
    if (format == "png" && options.output.empty() && isatty(STDOUT_FILENO) != 0) {
      return fail("a PNG is nothing for a terminal: say where to with -o");
    }
    const Compilation compilation = compile(options.files, common.warnings, common.load);
    if (const int exit = report(common, compilation); exit != Fine) return exit;
    std::map<std::string, std::string> drawings;  // By where they go.
    for (const plan::Chart* chart : choose(compilation, options)) {
      const std::string definition = emit::emit_definition(*compilation.plan, *chart).json;
      const diagram::Picture picture = diagram::draw(diagram::read_chart(definition));
      const std::string path =
          is_directory(options.output)
              ? (std::filesystem::path(options.output) / (chart->name + ending_of(format))).string()
              : options.output;
      if (!drawings.emplace(path, draw(picture, format, options)).second) {
        return fail("two charts would both become `" + path +
                    "`: draw them into different directories");
      }
    }
    for (auto& [path, drawing] : drawings) {
      if (const int exit = deliver(path, std::move(drawing)); exit != Fine) return exit;
    }
    return Fine;
  } catch (const std::runtime_error& error) {
    return fail(error.what());
  }
}

}  // namespace perdure::driver

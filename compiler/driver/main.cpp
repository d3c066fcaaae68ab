// perdurec's command line.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "compiler/driver/commands.h"

namespace {

using namespace perdure::driver;

enum class Colour { Auto, Always, Never };

bool wants_colour(Colour colour) {
  if (colour != Colour::Auto) return colour == Colour::Always;
  const char* forbidden = std::getenv("NO_COLOR");  // https://no-color.org
  const char* terminal = std::getenv("TERM");
  if (forbidden != nullptr && *forbidden != '\0') return false;
  if (terminal != nullptr && std::string(terminal) == "dumb") return false;
  return isatty(STDERR_FILENO) != 0;
}

bool ends_with(const std::string& text, const std::string& end) {
  return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

std::string check_warning(const std::string& word) {
  if (word == "error" || (word.rfind("no-P", 0) == 0 && word.size() == 8)) return {};
  return "-W" + word + ": there are -Werror and, say, -Wno-P3001";
}

int run(int argc, char** argv) {
  CLI::App app{"perdurec turns statecharts into C++, pictures and pages."};
  app.set_version_flag("--version", std::string("perdurec ") + PERDURE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.footer(
      "Exit: 0 fine, 1 a chart is at fault, 2 usage or the system.\n"
      "`perdurec COMMAND --help` has examples.");

  Common common;
  Colour colour = Colour::Auto;
  std::vector<std::string> warnings;
  app.add_option("--diagnostics", common.format, "How diagnostics are written: text, or JSON lines")
      ->type_name("text|json")
      ->transform(CLI::Transformer(
                      std::map<std::string, Format>{{"text", Format::Text}, {"json", Format::Json}})
                      .description(""))
      ->check(CLI::IsMember({Format::Text, Format::Json}).description(""));
  app.add_option("--color", colour, "Colour in diagnostics; by default on a terminal")
      ->type_name("auto|always|never")
      ->transform(CLI::CheckedTransformer(std::map<std::string, Colour>{{"auto", Colour::Auto},
                                                                        {"always", Colour::Always},
                                                                        {"never", Colour::Never}})
                      .description(""));
  app.add_option("-W", warnings, "-Werror makes warnings errors; -Wno-CODE is silent on one")
      ->type_name("error|no-CODE")
      ->expected(1)
      ->take_all()
      ->check(CLI::Validator(check_warning, ""));

  CompileOptions compile;
  CLI::App* compiling =
      app.add_subcommand("compile", "Make NAME.chart.h and NAME.chart.cpp of charts");
  compiling->add_option("FILE", compile.files, "The charts")->required();
  compiling->add_option("-o", compile.directory, "Where to, by default here")->type_name("DIR");
  compiling
      ->add_option("--depfile", compile.depfile, "Also write a Makefile rule of all files read")
      ->type_name("PATH");
  compiling->add_flag("--check", compile.check,
                      "Write nothing; fail and name the files where what is there is stale");
  compiling->footer(
      "  perdurec compile order.chart payments.chart -o generated\n"
      "  perdurec compile --check order.chart -o generated");

  std::vector<std::string> checked;
  CLI::App* checking =
      app.add_subcommand("check", "Say what is wrong with charts, and write nothing");
  checking->add_option("FILE", checked, "The charts")->required();
  checking->footer(
      "  perdurec check order.chart\n"
      "  perdurec check --diagnostics=json -Werror -Wno-P3003 *.chart");

  DiagramOptions diagram;
  CLI::App* drawing = app.add_subcommand("diagram", "Draw a chart");
  drawing->add_option("FILE", diagram.file, "The chart's file")->required();
  drawing->add_option("--format", diagram.picture, "By default svg")
      ->type_name("svg|dot|mermaid")
      ->transform(
          CLI::CheckedTransformer(std::map<std::string, Picture>{{"svg", Picture::Svg},
                                                                 {"dot", Picture::Dot},
                                                                 {"mermaid", Picture::Mermaid}})
              .description(""));
  drawing->add_option("--chart", diagram.chart, "Which, where the file has several")
      ->type_name("NAME");
  drawing->add_option("-o", diagram.output, "Where to, by default standard output")
      ->type_name("PATH");
  drawing->footer(
      "  perdurec diagram order.chart -o order.svg\n"
      "  perdurec diagram --format mermaid order.chart");

  DocsOptions docs;
  CLI::App* documenting = app.add_subcommand("docs", "Write the reference page of a chart file");
  documenting->add_option("FILE", docs.file, "The chart's file")->required();
  documenting->add_option("-o", docs.output, "Where to; PATH.html becomes HTML, all else Markdown")
      ->type_name("PATH");
  documenting->footer(
      "  perdurec docs order.chart -o order.html\n"
      "  perdurec docs order.chart > order.md");

  std::string code;
  CLI::App* explaining =
      app.add_subcommand("explain", "Say more about a diagnostic, with examples");
  explaining->add_option("CODE", code, "Its code or name; left out, all are listed");
  explaining->footer("  perdurec explain P3001");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Fine : UsageOrSystem;
  }
  common.colour = wants_colour(colour);
  for (const std::string& word : warnings) {
    if (word == "error") {
      common.warnings.are_errors = true;
    } else {
      common.warnings.disabled.insert(word.substr(3));
    }
  }
  docs.html = ends_with(docs.output, ".html");
  if (compiling->parsed()) return run_compile(common, compile);
  if (checking->parsed()) return run_check(common, checked);
  if (drawing->parsed()) return run_diagram(common, diagram);
  if (documenting->parsed()) return run_docs(common, docs);
  return run_explain(code);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {  // Out of memory, or a defect.
    std::fprintf(stderr, "perdurec: %s\n", error.what());
    return UsageOrSystem;
  }
}

// perdurec's command line.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/failure.h"
#include "cli/self.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/commands.h"

namespace {

using namespace perdure::driver;

bool wants_colour(const std::string& choice) {
  if (choice != "auto") return choice == "always";
  const char* forbidden = std::getenv("NO_COLOR");  // https://no-color.org
  const char* terminal = std::getenv("TERM");
  if (forbidden != nullptr && *forbidden != '\0') return false;
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return isatty(STDERR_FILENO) != 0;
}

// What is wrong with the words after -W; nothing if they are well.
std::string check_warning(const std::string& word) {
  if (word == "error") return {};
  for (const perdure::MessageInfo* message : perdure::all_messages()) {
    const bool is_warning = message->severity == perdure::Severity::Warning;
    if (is_warning && word == "no-" + std::string(message->code)) return {};
  }
  return "there is no -W" + word + ", only -Werror and -Wno-CODE with a warning's code";
}

// The words of a.b.
std::vector<std::string> parts(const std::string& dotted) {
  std::vector<std::string> found(1);
  for (const char c : dotted) {
    if (c == '.') {
      found.emplace_back();
    } else {
      found.back() += c;
    }
  }
  return found;
}

std::string check_namespace(const std::string& dotted) {
  const auto is_letter = [](char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; };
  for (const std::string& part : parts(dotted)) {
    const bool fits = std::all_of(part.begin(), part.end(), [&](char c) {
      return is_letter(c) || c == '_' || (c >= '0' && c <= '9');
    });
    if (part.empty() || !fits || !(is_letter(part.front()) || part.front() == '_')) {
      return "`" + dotted + "` is no namespace: write a.b";
    }
  }
  return {};
}

CLI::Validator one_of(std::vector<std::string> words) {
  CLI::Validator validator = CLI::IsMember(std::move(words));
  validator.description("");
  return validator;
}

// The options that every command has.
struct CommonWords {
  std::string format = "text";
  std::string colour = "auto";
  std::vector<std::string> warnings;
  std::string name_space;
  std::vector<std::string> include;

  void add_to(CLI::App& app) {
    app.add_option("--diagnostics", format, "How diagnostics are written: text, or JSON lines")
        ->type_name("text|json")
        ->check(one_of({"text", "json"}));
    app.add_option("--color", colour, "Colour in diagnostics; by default on a terminal")
        ->type_name("auto|always|never")
        ->check(one_of({"auto", "always", "never"}));
    app.add_option("-W", warnings, "-Werror makes warnings errors; -Wno-CODE is silent on one")
        ->type_name("error|no-CODE")
        ->allow_extra_args(false)
        ->check(CLI::Validator(check_warning, ""));
    app.add_option("--namespace", name_space, "The C++ namespace of SCXML documents")
        ->type_name("A.B")
        ->check(CLI::Validator(check_namespace, ""));
    app.add_option("--include", include,
                   "SCXML documents may name files here too, besides their own directory")
        ->type_name("DIR")
        ->allow_extra_args(false);
  }

  Common meaning() const {
    Common common;
    common.format = format == "json" ? Format::Json : Format::Text;
    common.colour = wants_colour(colour);
    for (const std::string& word : warnings) {
      if (word == "error") {
        common.warnings.are_errors = true;
      } else {
        common.warnings.disabled.insert(word.substr(std::string_view("no-").size()));
      }
    }
    common.load.include = include;
    if (!name_space.empty()) common.load.name_space = parts(name_space);
    return common;
  }
};

int run(int argc, char** argv) {
  CLI::App app{"perdurec turns statecharts into C++, pictures and pages.", "perdurec"};
  app.set_version_flag("--version", std::string("perdurec ") + PERDURE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.failure_message(perdure::cli::failure_of);
  app.footer(
      "Examples:\n"
      "  perdurec compile order.chart -o generated\n"
      "  perdurec diagram order.chart -o order.svg\n"
      "Exit: 0 fine, 1 a chart is at fault, 2 usage or the system.");
  CommonWords common;
  common.add_to(app);

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
      "Examples:\n"
      "  perdurec compile order.chart payments.chart -o generated\n"
      "  perdurec compile --check order.chart -o generated");

  std::vector<std::string> checked;
  CLI::App* checking =
      app.add_subcommand("check", "Say what is wrong with charts, and write nothing");
  checking->add_option("FILE", checked, "The charts")->required();
  checking->footer(
      "Examples:\n"
      "  perdurec check order.chart\n"
      "  perdurec check --diagnostics=json -Werror -Wno-P3003 order.chart");

  std::vector<std::string> released;
  CLI::App* releasing =
      app.add_subcommand("release", "Record the versions that charts have, in NAME.chart.lock");
  releasing->add_option("FILE", released, "The charts")->required();
  releasing->footer(
      "Do so when a version goes to where its sessions matter, and commit the lock file.\n"
      "Examples:\n"
      "  perdurec release order.chart");

  FmtOptions fmt;
  CLI::App* formatting = app.add_subcommand("fmt", "Write charts in the one style that they have");
  formatting->add_option("FILE", fmt.files, "The charts; - is standard input")->required();
  formatting->add_flag("--check", fmt.check,
                       "Write nothing; fail and name the files that are not formatted");
  formatting->footer(
      "A file with a syntax error is left as it is.\n"
      "Examples:\n"
      "  perdurec fmt order.chart payments.chart\n"
      "  perdurec fmt --check *.chart\n"
      "  perdurec fmt - < order.chart");

  DiagramOptions diagram;
  CLI::App* drawing = app.add_subcommand("diagram", "Draw charts");
  drawing->add_option("FILE", diagram.files, "The charts")->required();
  drawing->add_option("--format", diagram.format, "By default what the name after -o says, or svg")
      ->type_name("svg|png|dot|mermaid|plantuml")
      ->check(one_of(picture_formats()));
  drawing->add_option("--chart", diagram.chart, "Which, where there are several")
      ->type_name("NAME");
  drawing
      ->add_option("--theme", diagram.theme,
                   "Of svg and png; auto, by default, is as the reader's system, png light")
      ->type_name("light|dark|auto")
      ->check(one_of({"light", "dark", "auto"}));
  drawing->add_option("--highlight", diagram.highlight, "Light these states")
      ->delimiter(',')
      ->type_name("STATE,…");
  drawing->add_option("--path", diagram.path, "Light the way from each of these states to the next")
      ->delimiter(',')
      ->type_name("STATE,…");
  drawing
      ->add_option("--reachable-from", diagram.reachable_from,
                   "Dim what cannot be reached from there")
      ->type_name("STATE");
  drawing
      ->add_option(
          "-o", diagram.output,
          "Where to, by default standard output; a directory for all charts, each by its name")
      ->type_name("PATH");
  drawing->footer(
      "Examples:\n"
      "  perdurec diagram order.chart -o order.svg\n"
      "  perdurec diagram order.chart payments.chart -o pictures\n"
      "  perdurec diagram order.chart -o order.png --theme dark --path "
      "Pending,AwaitingApproval,Rejected\n"
      "  perdurec diagram --format mermaid order.chart");

  DocsOptions docs;
  CLI::App* documenting = app.add_subcommand("docs", "Write the reference pages of chart files");
  documenting->add_option("FILE", docs.files, "The charts")->required();
  documenting
      ->add_option("-o", docs.output,
                   "PATH.html or PATH.md, or a directory for a page of each file and an index; by "
                   "default standard output")
      ->type_name("PATH");
  documenting
      ->add_option("--format", docs.format,
                   "By default what the name after -o says; of a directory, html")
      ->type_name("html|markdown")
      ->check(one_of({"html", "markdown"}));
  documenting->footer(
      "Examples:\n"
      "  perdurec docs order.chart -o order.html\n"
      "  perdurec docs order.chart payments.chart -o site\n"
      "  perdurec docs order.chart > order.md");

  ExportOptions exported;
  std::string form = "scxml";
  CLI::App* exporting = app.add_subcommand("export", "Write a chart file for other tools");
  exporting->add_option("FILE", exported.file, "The chart's file")->required();
  exporting->add_option("--format", form, "By default scxml")
      ->type_name("scxml")
      ->check(one_of({"scxml"}));
  exporting->add_option("-o", exported.output, "Where to, by default standard output")
      ->type_name("PATH");
  exporting->footer(
      "What is written compiles to the same machine: perdurec reads it back.\n"
      "The lock file of FILE, if there is one, is put beside what -o names, too.\n"
      "Imports stay as they are named, so it belongs beside FILE.\n"
      "Examples:\n"
      "  perdurec export --format scxml order.chart -o order.scxml\n"
      "  perdurec export order.chart > order.scxml");

  SimulateOptions simulate;
  CLI::App* simulating = app.add_subcommand("simulate", "Try a chart, without C++");
  simulating->add_option("FILE", simulate.file, "The chart's file")->required();
  simulating->add_option("--chart", simulate.chart, "Which, where the file has several")
      ->type_name("NAME");
  simulating
      ->add_option("--script", simulate.script,
                   "Play a behaviour script; - is standard input. Left out, commands are typed")
      ->type_name("PATH");
  CLI::Option* checks = simulating->add_flag(
      "--check", simulate.check, "Print nothing; fail where the script says something else");
  simulating->add_flag("--update", simulate.update, "Write what happens into the script")
      ->excludes(checks);
  simulating->add_flag("--json", simulate.json, "What happens as JSON, a line for each command")
      ->excludes(checks);
  simulating->footer(
      "At the prompt, `help` lists the commands.\n"
      "Examples:\n"
      "  perdurec simulate order.chart\n"
      "  perdurec simulate order.chart --script order.behave --check\n"
      "  echo 'start(\"c-42\")' | perdurec simulate order.chart --json");

  std::string code;
  CLI::App* explaining =
      app.add_subcommand("explain", "Say more about a diagnostic, with examples");
  explaining->add_option("CODE", code, "Its code or name; left out, all are listed");
  explaining->footer("Examples:\n  perdurec explain P3001\n  perdurec explain");
  const perdure::cli::Self self(app, "perdurec", PERDURE_VERSION);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Fine : UsageOrSystem;
  }
  if (self.parsed()) return self.run();
  if (compiling->parsed()) return run_compile(common.meaning(), compile);
  if (checking->parsed()) return run_check(common.meaning(), checked);
  if (releasing->parsed()) return run_release(common.meaning(), released);
  if (formatting->parsed()) return run_fmt(common.meaning(), fmt);
  if (drawing->parsed()) return run_diagram(common.meaning(), diagram);
  if (documenting->parsed()) return run_docs(common.meaning(), docs);
  if (exporting->parsed()) return run_export(common.meaning(), exported);
  if (simulating->parsed()) return run_simulate(common.meaning(), simulate);
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

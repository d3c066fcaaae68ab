// perdurec's command line.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <functional>
#include <memory>
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

// The commands, and the one that was typed.
class Commands {
 public:
  explicit Commands(CLI::App& app) : app_(app) { common_.add_to(app); }

  // A command and its options: what `does` gets when it was typed.
  template <class Options>
  std::pair<CLI::App&, Options&> add(const std::string& name, const std::string& what,
                                     int (*does)(const Common&, const Options&)) {
    CLI::App& command = *app_.add_subcommand(name, what);
    const auto options = std::make_shared<Options>();
    command.final_callback([this, options, does] {
      chosen_ = [this, options, does] { return does(common_.meaning(), *options); };
    });
    return {command, *options};
  }

  // After parsing; how the process ends.
  int run() const { return chosen_(); }

 private:
  CLI::App& app_;
  CommonWords common_;
  std::function<int()> chosen_;
};

void add_compile(Commands& commands) {
  auto [command, options] = commands.add<CompileOptions>(
      "compile", "Make NAME.chart.h and NAME.chart.cpp of charts", run_compile);
  command.add_option("FILE", options.files, "The charts")->required();
  command.add_option("-o", options.directory, "Where to, by default here")->type_name("DIR");
  command.add_option("--depfile", options.depfile, "Also write a Makefile rule of all files read")
      ->type_name("PATH");
  command.add_flag("--check", options.check,
                   "Write nothing; fail and name the files where what is there is stale");
  command.footer(
      "Examples:\n"
      "  perdurec compile order.chart payments.chart -o generated\n"
      "  perdurec compile --check order.chart -o generated");
}

void add_check(Commands& commands) {
  auto [command, options] = commands.add<std::vector<std::string>>(
      "check", "Say what is wrong with charts, and write nothing", run_check);
  command.add_option("FILE", options, "The charts")->required();
  command.footer(
      "Examples:\n"
      "  perdurec check order.chart\n"
      "  perdurec check --diagnostics=json -Werror -Wno-P3003 order.chart");
}

void add_release(Commands& commands) {
  auto [command, options] = commands.add<std::vector<std::string>>(
      "release", "Record the versions that charts have, in NAME.chart.lock", run_release);
  command.add_option("FILE", options, "The charts")->required();
  command.footer(
      "Do so when a version goes to where its sessions matter, and commit the lock file.\n"
      "Examples:\n"
      "  perdurec release order.chart");
}

void add_fmt(Commands& commands) {
  auto [command, options] =
      commands.add<FmtOptions>("fmt", "Write charts in the one style that they have", run_fmt);
  command.add_option("FILE", options.files, "The charts; - is standard input")->required();
  command.add_flag("--check", options.check,
                   "Write nothing; fail and name the files that are not formatted");
  command.footer(
      "A file with a syntax error is left as it is.\n"
      "Examples:\n"
      "  perdurec fmt order.chart payments.chart\n"
      "  perdurec fmt --check *.chart\n"
      "  perdurec fmt - < order.chart");
}

void add_diagram(Commands& commands) {
  auto [command, options] = commands.add<DiagramOptions>("diagram", "Draw charts", run_diagram);
  command.add_option("FILE", options.files, "The charts")->required();
  command.add_option("--format", options.format, "By default what the name after -o says, or svg")
      ->type_name("svg|png|dot|mermaid|plantuml")
      ->check(one_of(picture_formats()));
  command.add_option("--chart", options.chart, "Which, where there are several")->type_name("NAME");
  command
      .add_option("--theme", options.theme,
                  "Of svg and png; auto, by default, is as the reader's system, png light")
      ->type_name("light|dark|auto")
      ->check(one_of({"light", "dark", "auto"}));
  command.add_option("--highlight", options.highlight, "Light these states")
      ->delimiter(',')
      ->type_name("STATE,…");
  command.add_option("--path", options.path, "Light the way from each of these states to the next")
      ->delimiter(',')
      ->type_name("STATE,…");
  command
      .add_option("--reachable-from", options.reachable_from,
                  "Dim what cannot be reached from there")
      ->type_name("STATE");
  command
      .add_option(
          "-o", options.output,
          "Where to, by default standard output; a directory for all charts, each by its name")
      ->type_name("PATH");
  command.footer(
      "Examples:\n"
      "  perdurec diagram order.chart -o order.svg\n"
      "  perdurec diagram order.chart payments.chart -o pictures\n"
      "  perdurec diagram order.chart -o order.png --theme dark --path "
      "Pending,AwaitingApproval,Rejected\n"
      "  perdurec diagram --format mermaid order.chart");
}

void add_docs(Commands& commands) {
  auto [command, options] =
      commands.add<DocsOptions>("docs", "Write the reference pages of chart files", run_docs);
  command.add_option("FILE", options.files, "The charts")->required();
  command
      .add_option("-o", options.output,
                  "PATH.html or PATH.md, or a directory for a page of each file and an index; by "
                  "default standard output")
      ->type_name("PATH");
  command
      .add_option("--format", options.format,
                  "By default what the name after -o says; of a directory, html")
      ->type_name("html|markdown")
      ->check(one_of({"html", "markdown"}));
  command.footer(
      "Examples:\n"
      "  perdurec docs order.chart -o order.html\n"
      "  perdurec docs order.chart payments.chart -o site\n"
      "  perdurec docs order.chart > order.md");
}

void add_export(Commands& commands) {
  auto [command, options] =
      commands.add<ExportOptions>("export", "Write a chart file for other tools", run_export);
  command.add_option("FILE", options.file, "The chart's file")->required();
  command.add_option("--format", options.format, "By default scxml")
      ->type_name("scxml")
      ->check(one_of({"scxml"}));
  command.add_option("-o", options.output, "Where to, by default standard output")
      ->type_name("PATH");
  command.footer(
      "What is written compiles to the same machine: perdurec reads it back.\n"
      "The lock file of FILE, if there is one, is put beside what -o names, too.\n"
      "Imports stay as they are named, so it belongs beside FILE.\n"
      "Examples:\n"
      "  perdurec export --format scxml order.chart -o order.scxml\n"
      "  perdurec export order.chart > order.scxml");
}

void add_simulate(Commands& commands) {
  auto [command, options] =
      commands.add<SimulateOptions>("simulate", "Try a chart, without C++", run_simulate);
  command.add_option("FILE", options.file, "The chart's file")->required();
  command.add_option("--chart", options.chart, "Which, where the file has several")
      ->type_name("NAME");
  command
      .add_option("--script", options.script,
                  "Play a behaviour script; - is standard input. Left out, commands are typed")
      ->type_name("PATH");
  CLI::Option* checks = command.add_flag(
      "--check", options.check, "Print nothing; fail where the script says something else");
  command.add_flag("--update", options.update, "Write what happens into the script")
      ->excludes(checks);
  command.add_flag("--json", options.json, "What happens as JSON, a line for each command")
      ->excludes(checks);
  command.footer(
      "At the prompt, `help` lists the commands.\n"
      "Examples:\n"
      "  perdurec simulate order.chart\n"
      "  perdurec simulate order.chart --script order.behave --check\n"
      "  echo 'start(\"c-42\")' | perdurec simulate order.chart --json");
}

void add_explain(Commands& commands) {
  auto [command, options] = commands.add<std::string>(
      "explain", "Say more about a diagnostic, with examples",
      [](const Common&, const std::string& code) { return run_explain(code); });
  command.add_option("CODE", options, "Its code or name; left out, all are listed");
  command.footer("Examples:\n  perdurec explain P3001\n  perdurec explain");
}

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
  Commands commands(app);
  add_compile(commands);
  add_check(commands);
  add_release(commands);
  add_fmt(commands);
  add_diagram(commands);
  add_docs(commands);
  add_export(commands);
  add_simulate(commands);
  add_explain(commands);
  const perdure::cli::Self self(app, "perdurec", PERDURE_VERSION);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? Fine : UsageOrSystem;
  }
  return self.parsed() ? self.run() : commands.run();
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

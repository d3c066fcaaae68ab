// perdurec simulate. See commands.h.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "compiler/diagnostics/render.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/output.h"
#include "compiler/driver/read.h"
#include "compiler/simulate/script/json.h"
#include "compiler/simulate/script/play.h"
#include "compiler/simulate/script/refusals.h"
#include "compiler/simulate/terminal/shell.h"

namespace perdure::driver {

namespace {

constexpr std::string_view Stdin = "-";

void say(const Common& common, const source::Files& files, Reporter& report) {
  const std::vector<Diagnostic> diagnostics = report.take();
  const std::string text = common.format == Format::Json
                               ? render_json(files, diagnostics)
                               : render_text(files, diagnostics, common.colour);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

// The charts of the file itself that are named so; all of them where `name` is empty.
std::vector<model::ChartId> charts_named(const simulate::Definition& definition,
                                         source::FileId file, const std::string& name) {
  std::vector<model::ChartId> found;
  for (const model::ChartId id : definition.program.file(file)->charts) {
    const bool is_it =
        name.empty() || definition.chart(id).name.name == name || definition.qualified(id) == name;
    if (is_it && !definition.chart(id).released_of) found.push_back(id);
  }
  return found;
}

class Playing {
 public:
  Playing(const Common& common, const SimulateOptions& options, simulate::Simulation& simulation,
          source::Files& files)
      : common_(common), options_(options), simulation_(simulation), files_(files) {}

  int play(const std::string& path) {
    const bool from_input = path == Stdin;
    const std::string name = from_input ? "<stdin>" : path;
    const Read found = from_input ? read_standard_input() : read(path);
    Reporter report;
    script_ = files_.add(name, found.outcome == Read::Outcome::Whole ? found.text : "");
    if (found.outcome != Read::Outcome::Whole) {
      report_failure(name, found, {script_, 0, 0}, report);
      say(common_, files_, report);
      return UsageOrSystem;
    }
    const bool whole = simulate::play(
        simulation_, script_, report,
        {[&](std::string_view line) { add(std::string(line) + "\n"); },
         [&](source::Range line, const simulate::Reply& reply) { take(line, reply, report); }});
    const bool fine = report.errors() == 0;
    say(common_, files_, report);
    if (!whole || !fine) return ChartAtFault;
    if (!options_.update || played_ == found.text) return exit_;
    const Trouble trouble = rewrite(path, played_);
    return trouble ? fail(trouble.text) : Fine;
  }

 private:
  void take(source::Range line, const simulate::Reply& reply, Reporter& report) {
    if (options_.check) return compare(line, reply, report);
    if (!options_.json) {
      add(text_of(reply));
      if (options_.update) return;
      for (const std::string& each : reply.notes) add("# " + each + "\n");
      return;
    }
    if (print(json_of(simulation_, reply) + "\n")) exit_ = UsageOrSystem;
  }

  void add(const std::string& text) {
    if (options_.update) {
      played_ += text;
    } else if (!options_.check && !options_.json) {
      if (print(text)) exit_ = UsageOrSystem;
    }
  }

  // The first line that differs is told.
  void compare(source::Range line, const simulate::Reply& reply, Reporter& report) const {
    const std::string_view text = files_.text(script_);
    const std::string happens = text_of(reply);
    std::size_t begin = line.begin;
    for (std::size_t at = 0; at < happens.size();) {
      const std::size_t end = happens.find('\n', at);
      const std::string_view wanted = std::string_view(happens).substr(at, end - at);
      const std::size_t stop = std::min(text.find('\n', begin), text.size());
      const std::string_view written = text.substr(begin, stop - begin);
      const bool is_outcome = at == 0 || simulate::kind_of(written) == simulate::Kind::Outcome;
      if (!is_outcome || written != wanted) {
        return differs(begin, is_outcome ? stop : begin, wanted, report);
      }
      at = end + 1;
      begin = std::min(stop + 1, text.size());
    }
    const std::size_t stop = std::min(text.find('\n', begin), text.size());
    const bool more =
        simulate::kind_of(text.substr(begin, stop - begin)) == simulate::Kind::Outcome;
    if (more) differs(begin, stop, "nothing more", report);
  }

  void differs(std::size_t begin, std::size_t end, std::string_view wanted,
               Reporter& report) const {
    report.report(simulate::refusal::ScriptDiffers,
                  {script_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                  wanted);
  }

  const Common& common_;
  const SimulateOptions& options_;
  simulate::Simulation& simulation_;
  source::Files& files_;
  source::FileId script_;
  std::string played_;
  int exit_ = Fine;
};

bool colour_wanted() {
  const char* forbidden = std::getenv("NO_COLOR");  // https://no-color.org
  return forbidden == nullptr || *forbidden == '\0';
}

int at_terminal(simulate::Definition& definition, simulate::Simulation& simulation) {
  const simulate::Shell::Disk disk{[](const std::string& path, std::string& text) -> std::string {
                                     Read found = read(path);
                                     if (found.outcome == Read::Outcome::TooLarge)
                                       return "`" + path + "` is too large";
                                     if (found.outcome != Read::Outcome::Whole)
                                       return "cannot read `" + path + "`: " + found.text;
                                     text = std::move(found.text);
                                     return {};
                                   },
                                   [](const std::string& path, const std::string& text) {
                                     return write({path, text}).text;
                                   }};
  simulate::Shell(definition, simulation, disk, colour_wanted()).run();
  return Fine;
}

}  // namespace

int run_simulate(const Common& common, const SimulateOptions& options) {
  const bool typed = options.script.empty() && isatty(STDIN_FILENO) != 0;
  const std::string script = options.script.empty() ? std::string(Stdin) : options.script;
  if (options.update && script == Stdin) return fail("--update needs a --script that is a file");
  if (options.check && typed) return fail("--check needs a --script");

  Compilation compilation = compile({options.file}, common.warnings, common.load);
  if (const int exit = report(common, compilation); exit != Fine) return exit;
  simulate::Definition definition(compilation.files, *compilation.checked);
  const auto charts = charts_named(definition, compilation.inputs.front(), options.chart);
  if (charts.empty()) {
    return fail("`" + options.file + "` has no chart" +
                (options.chart.empty() ? "" : " `" + options.chart + "`"));
  }
  std::optional<model::ChartId> chart;
  if (charts.size() == 1) chart = charts.front();
  Reporter refused;
  if (chart &&
      !simulate::is_simulated(definition, *chart, definition.chart(*chart).name.range, refused)) {
    say(common, compilation.files, refused);
    return ChartAtFault;
  }
  simulate::Simulation simulation(definition, chart);
  if (typed) return at_terminal(definition, simulation);
  return Playing(common, options, simulation, compilation.files).play(script);
}

}  // namespace perdure::driver

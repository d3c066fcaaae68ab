// perdurec fmt. See commands.h.
#include <algorithm>
#include <cstdio>
#include <string_view>

#include "compiler/diagnostics/render.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/output.h"
#include "compiler/driver/read.h"
#include "compiler/format/format.h"

namespace perdure::driver {

namespace {

constexpr std::string_view StandardInput = "-";

class Formatter {
 public:
  Formatter(const Common& common, bool check) : common_(common), check_(check) {}

  // A file at fault is left as it is, and the others are formatted.
  void format(const std::string& path) {
    const bool from_input = path == StandardInput;
    const Read found = from_input ? read_standard_input() : read(path);
    Reporter report;
    source::Files files;
    const std::string name = from_input ? "<stdin>" : path;
    if (found.outcome != Read::Outcome::Whole) {
      report_failure(name, found, {files.add(name, ""), 0, 0}, report);
      say(files, report);
      fail(found.outcome == Read::Outcome::TooLarge ? ChartAtFault : UsageOrSystem);
      return;
    }
    const source::FileId file = files.add(name, found.text);
    const std::optional<std::string> text = format::format(files, file, report);
    if (!text) {
      say(files, report);
      fail(ChartAtFault);
    } else if (check_) {
      if (*text == found.text) return;
      std::fprintf(stderr, "perdurec: `%s` is not formatted\n", name.c_str());
      fail(ChartAtFault);
    } else if (from_input) {
      stop_at(print(*text));
    } else if (*text != found.text) {
      stop_at(rewrite(path, *text));
    }
  }

  int exit() const { return exit_; }

 private:
  void say(const source::Files& files, Reporter& report) const {
    const std::vector<Diagnostic> diagnostics = report.take();
    const std::string text = common_.format == Format::Json
                                 ? render_json(files, diagnostics)
                                 : render_text(files, diagnostics, common_.colour);
    std::fwrite(text.data(), 1, text.size(), stderr);
  }

  void stop_at(const Trouble& trouble) {
    if (!trouble) return;
    std::fprintf(stderr, "perdurec: %s\n", trouble.text.c_str());
    fail(UsageOrSystem);
  }

  void fail(int exit) { exit_ = std::max(exit_, exit); }

  const Common& common_;
  const bool check_;
  int exit_ = Fine;
};

}  // namespace

int run_fmt(const Common& common, const FmtOptions& options) {
  Formatter formatter(common, options.check);
  for (const std::string& path : options.files) formatter.format(path);
  return formatter.exit();
}

}  // namespace perdure::driver

// perdure export, import
#include <unistd.h>

#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

struct TransferWords {
  ExportRequest out;
  bool all = false;
  ImportRequest in;
  bool check = false;
};

int run_export(operate::Operator& by, const TransferWords& given, Output output) {
  const TransferFilter& filter = given.out.filter;
  const bool chosen = !filter.ids.empty() || !filter.chart.empty() || !filter.state.empty() ||
                      !filter.tenant.empty();
  if (chosen == given.all) {
    return complain("which sessions? ID, --chart, --state, --tenant, or --all", 2);
  }
  if (given.out.file.empty() && ::isatty(STDOUT_FILENO) != 0) {
    return complain("where to? -o FILE, or a pipe: an export is not for a terminal", 2);
  }
  return export_sessions(by, given.out, output);
}

void add_export(Line& line, const std::shared_ptr<TransferWords>& given) {
  CLI::App& app = line.add_operation(
      line.app(), "export", "Write sessions with their history to a file",
      [given](operate::Operator& by, Output output) { return run_export(by, *given, output); });
  app.add_option("ID", given->out.filter.ids, "These sessions, with all that they invoked");
  app.add_option("--chart", given->out.filter.chart, "Of this chart: shop.Order");
  app.add_option("--state", given->out.filter.state, "With this atomic state active");
  app.add_option("--tenant", given->out.filter.tenant, "Of this tenant");
  app.add_flag("--all", given->all, "All there are");
  app.add_option("-o,--output", given->out.file, "Where to; otherwise standard output")
      ->type_name("FILE");
  CLI::Option* suspend =
      app.add_flag("--suspend", given->out.suspend, "First suspend those that could take a step");
  app.add_flag("--running", given->out.running,
               "Also those that could take a step: they go on here, and there")
      ->excludes(suspend);
  app.footer(
      "Examples:\n"
      "  perdure export order-1 -o order-1.export\n"
      "  perdure export --chart shop.Order --suspend -o orders.export\n"
      "  perdure export --all --running | ssh there perdure import -");
}

void add_import(Line& line, const std::shared_ptr<TransferWords>& given) {
  CLI::App& app = line.add_operation(line.app(), "import", "Make the sessions of such a file",
                                     [given](operate::Operator& by, Output output) {
                                       return given->check ? check_export(given->in.file, output)
                                                           : import_sessions(by, given->in, output);
                                     });
  app.add_option("FILE", given->in.file, "What `perdure export` wrote; - is standard input")
      ->required();
  app.add_flag("--skip-existing", given->in.skip_existing,
               "Leave sessions alone that are there already, instead of refusing the file");
  app.add_flag("--resume", given->in.resume,
               "And resume those that `perdure export --suspend` suspended");
  app.add_flag("--check", given->check, "Only say whether the file is whole, and what is in it");
  app.footer(
      "Nothing is imported from a file that was cut or altered.\n"
      "Examples:\n"
      "  perdure import orders.export --resume\n"
      "  perdure import --check orders.export");
}

}  // namespace

void add_transfer(Line& line) {
  const auto given = std::make_shared<TransferWords>();
  add_export(line, given);
  add_import(line, given);
}

}  // namespace perdure::ops

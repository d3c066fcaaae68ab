// Any bytes as a chart: read, checked, planned and written as C++, without a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/emit/cpp/cpp.h"
#include "compiler/parse/parse.h"
#include "compiler/plan/plan.h"

using namespace perdure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  source::Files files;
  const source::FileId file =
      files.add("fuzz.chart", std::string(reinterpret_cast<const char*>(data), size));
  model::Program program;
  Reporter report;
  parse::parse(files, file, program, report);
  if (report.errors() == 0) {
    if (const auto checked = check::check(std::move(program), report)) {
      const plan::Plan plan = plan::make_plan(files, *checked);
      for (const plan::File& each : plan.files) emit::emit_cpp(plan, each);
    }
  }
  const auto diagnostics = report.take();
  render_text(files, diagnostics, true);
  render_json(files, diagnostics);
  return 0;
}

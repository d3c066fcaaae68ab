// Any bytes as a chart: read, checked, planned, and written as C++ and as SCXML, without a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "compiler/parse/parse.h"
#include "tests/fuzz/carry_on.h"

using namespace perdure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  source::Files files;
  const source::FileId file =
      files.add("fuzz.chart", std::string(reinterpret_cast<const char*>(data), size));
  model::Program program;
  Reporter report;
  parse::parse(files, file, program, report);
  fuzz::carry_on(files, std::move(program), report);
  return 0;
}

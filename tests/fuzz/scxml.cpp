// Any bytes as an SCXML document: read, checked, planned, and written as C++ and as SCXML, without a crash. Nothing that
// it names is there.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include "compiler/scxml/encoding.h"
#include "compiler/scxml/read.h"
#include "tests/fuzz/carry_on.h"

using namespace perdure;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  source::Files files;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  const source::FileId file = files.add("fuzz.scxml", scxml::to_utf8(std::move(bytes)));
  model::Program program;
  Reporter report;
  scxml::read(files, file, {}, program, report);
  fuzz::carry_on(files, std::move(program), report);
  return 0;
}

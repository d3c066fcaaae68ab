// Any bytes formatted: no crash, no word lost (format() itself sees to that), and nothing left to do
// after once.
#include "compiler/format/format.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>

using namespace perdure;

namespace {

std::optional<std::string> formatted(std::string text) {
  source::Files files;
  Reporter report;
  const source::FileId file = files.add("fuzz.chart", std::move(text));
  return format::format(files, file, report);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto once = formatted(std::string(reinterpret_cast<const char*>(data), size));
  if (once && formatted(*once) != once) std::abort();
  return 0;
}

// Any bytes as a request to the console, on a memory store with a session in it: answered, and never by a failure of its own.
//
//     input: a method, a space, a target, a line's end · a byte, which headers there are · the body
#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/console/api.h"
#include "stored.chart.h"

using namespace perdure;

namespace {

struct Bed {
  Bed() {
    ChartVersion chart;
    chart.name = "fuzz.Stored";
    chart.version = 2;
    chart.definition = fuzz::stored::Machine::chart_definition();
    store->registry().add(chart);
    NewSession session;
    session.id = "s";
    session.chart = chart.name;
    session.version = chart.version;
    session.start = EventId::random();
    store->start(session);
  }

  std::unique_ptr<Store> store = open("memory:");
  console::Api api{*store, {{}, {"fuzzer", console::Role::Operate}, {"localhost"}}, 1e9};
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Bed bed;
  std::string_view in(reinterpret_cast<const char*>(data), size);
  console::Request request;
  const std::size_t space = in.substr(0, 16).find(' ');
  if (space == std::string_view::npos) return 0;
  request.method = in.substr(0, space);
  in.remove_prefix(space + 1);
  const std::size_t end = in.find('\n');
  request.target = in.substr(0, end);
  request.address = "fuzz";
  request.headers["host"] = "localhost:1";
  if (end != std::string_view::npos && end + 1 < in.size()) {
    const auto which = static_cast<unsigned char>(in[end + 1]);
    if ((which & 1U) == 0) request.headers["content-type"] = "application/json";
    if ((which & 2U) != 0) request.headers["origin"] = "http://localhost:1";
    if ((which & 4U) != 0) request.headers["authorization"] = "Bearer x";
    if ((which & 8U) != 0) request.headers["host"] = "elsewhere";
    request.body = in.substr(end + 2);
  }
  const console::Response response = bed.api.answer(request);
  // 503 is for those who watch while too many do.
  if (response.status >= 500 && response.status != 503) std::abort();
  return 0;
}

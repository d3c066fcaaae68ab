// Writes sessions that were stored along the way of one, as inputs of the archive's fuzzer.
//
//     fuzz_archive_seeds FOLDER
#include <cstddef>
#include <cstdio>
#include <fstream>
#include <string>

#include "stored.chart.h"

namespace {

using namespace fuzz;
using namespace fuzz::stored;

void append(std::string& out, const perdure::Bytes& bytes) {
  for (const std::byte each : bytes) out += std::to_integer<char>(each);
}

// The state, then an `add`, a `put` and two `both`.
void write(const std::string& path, const Machine& machine) {
  perdure::Bytes state;
  perdure::OutArchive archive(state);
  machine.save(archive);
  std::string out;
  for (int i = 0; i < 2; ++i) out += static_cast<char>(state.size() >> (8 * i) & 0xFF);
  append(out, state);
  const auto event = [&](int which, const perdure::Bytes& payload) {
    out += static_cast<char>(2 * which);
    out += static_cast<char>(payload.size());
    append(out, payload);
  };
  event(0, perdure::to_bytes(event::Add{Item{"sku", 2, Colour::green, "note", {"a", "b"}}}));
  event(1, perdure::to_bytes(event::Put{3, 0.5}));
  event(6, {});
  event(6, {});
  std::ofstream(path, std::ios::binary) << out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: fuzz_archive_seeds FOLDER\n", stderr);
    return 2;
  }
  Handlers handlers;
  Machine machine(handlers, {.limit = 3, .names = {{"one", {1, 2}}, {"two", {}}}});
  int count = 0;
  const auto keep = [&] { write(std::string(argv[1]) + "/" + std::to_string(count++), machine); };
  machine.start();
  keep();
  machine.dispatch(event::Next{});
  keep();
  const Item item{"x-1", 4, Colour::blue, std::nullopt, {"wheel"}};
  machine.dispatch(event::Add{item});
  machine.dispatch(event::Put{4, 2.5});
  machine.dispatch(event::Paint{{{Colour::red, 1}, {Colour::blue, 2}}});
  machine.dispatch(event::Raw{{std::byte{1}, std::byte{0}}, perdure::Timestamp{}, {}});
  machine.dispatch(event::Nest{{{}, {item, std::nullopt}}});
  keep();
  machine.dispatch(event::Next{});
  machine.dispatch(event::Both{});
  keep();
  machine.dispatch(event::Add{item});
  keep();
  machine.dispatch(event::Off{});
  keep();
  machine.dispatch(event::DeepAgain{});
  machine.dispatch(event::Both{});
  keep();
  machine.dispatch(event::Finish{"the end"});
  keep();
  return 0;
}

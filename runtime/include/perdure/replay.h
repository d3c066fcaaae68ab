// A session as it once was, found by doing its steps again.
#pragma once

#include <perdure/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perdure {

// Which step to go to: the last one up to a revision, or up to a time; the last of all where neither is said.
struct ReplayTo {
  std::optional<std::int64_t> revision = {};
  std::optional<Timestamp> at = {};
};

struct Replayed {
  std::string chart;
  std::uint32_t version = 1;
  std::int64_t began = 0;     // The snapshot's revision that it began from; 0: its parameters.
  std::int64_t revision = 0;  // How far it came.
  Timestamp at{};             // Of that step.
  std::vector<std::string> active;
  // At revision 0 the parameters. Values that are kept beside sessions are in it.
  Bytes state;
  bool done = false;
  Bytes result;
  // Where it went another way than is stored: the first step that did, and how. Empty: nowhere.
  std::string difference;
};

}  // namespace perdure

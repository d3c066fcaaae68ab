// What a library of compiled documents gives the runner, for each of them: `perdure_document_<id>`.
#pragma once

#include <perdure/testing.h>

#include <string>

namespace perdure::conformance {

struct Document {
  std::string chart;  // Its stored name.
  Bytes params;       // What it is started with: nothing of the test's.
};

// Adds the document's charts and those of what it invokes.
using AddDocument = void(testing::World& world, Document& document);

template <class Machine>
void add(testing::World& world) {
  static typename Machine::Handlers handlers;
  world.add<Machine>(handlers);
}

template <class Machine>
Document document() {
  return {std::string(Machine::chart_name), to_bytes(typename Machine::Params{})};
}

}  // namespace perdure::conformance

// A macrostep that does not end.
#include <perdure/steps.h>

namespace perdure::machine {

void endless(std::string_view chart) {
  throw EndlessMacrostep("chart " + std::string(chart) + " does not come to rest: " +
                         std::to_string(MaxMicrosteps) + " transitions followed one event");
}

}  // namespace perdure::machine

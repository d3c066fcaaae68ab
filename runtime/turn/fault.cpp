#include "runtime/turn/fault.h"

#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <string>

namespace perdure::turn {
namespace {

struct Chosen {
  std::string name;
  int countdown = 1;
};

Chosen chosen_fault() {
  const char* text = std::getenv("PERDURE_FAULT");
  if (text == nullptr) return {};
  Chosen chosen{text};
  const std::size_t colon = chosen.name.find(':');
  if (colon != std::string::npos) {
    const char* const end = chosen.name.data() + chosen.name.size();
    std::from_chars(chosen.name.data() + colon + 1, end, chosen.countdown);
    chosen.name.resize(colon);
  }
  return chosen;
}

}  // namespace

void reach_fault(std::string_view name) {
  static const Chosen chosen = chosen_fault();
  static std::atomic<int> left = chosen.countdown;
  // SIGKILL: nothing of ours may tidy up on the way out.
  if (name == chosen.name && --left == 0) std::raise(SIGKILL);
}

}  // namespace perdure::turn

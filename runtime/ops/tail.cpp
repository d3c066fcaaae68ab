// perdure tail
#include <fmt/ostream.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/fields.h"
#include "runtime/ops/json.h"
#include "runtime/ops/text.h"
#include "runtime/view/follow.h"

namespace perdure::ops {
namespace {

constexpr std::chrono::milliseconds BetweenLooks{500};

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void perdure_stop_tail(int) { asked_to_stop = 1; }

// While one lives, SIGINT and SIGTERM are a wish to be done, and a reader that has gone is a failed write.
class Signals {
 public:
  Signals() {
    asked_to_stop = 0;
    for (std::size_t i = 0; i < Stops.size(); ++i) set(Stops[i], perdure_stop_tail, before_[i]);
    set(SIGPIPE, SIG_IGN, before_pipe_);
  }
  ~Signals() {
    for (std::size_t i = 0; i < Stops.size(); ++i) sigaction(Stops[i], &before_[i], nullptr);
    sigaction(SIGPIPE, &before_pipe_, nullptr);
  }
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

 private:
  static constexpr std::array Stops = {SIGINT, SIGTERM};

  static void set(int signal, void (*handler)(int), struct sigaction& before) {
    struct sigaction action = {};
    action.sa_handler = handler;
    sigaction(signal, &action, &before);
  }

  std::array<struct sigaction, Stops.size()> before_{};
  struct sigaction before_pipe_ = {};
};

// Returns early when a signal comes.
void wait_a_moment() { ::poll(nullptr, 0, static_cast<int>(BetweenLooks.count())); }

void print_entry(const JournalEntry& entry, Output output) {
  if (output.json) {
    output.out << to_json(entry).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
    return;
  }
  std::string text = fmt::format("{}  {}  {}  {}", time_text(entry.at), entry.session, entry.name,
                                 outcome_text(entry));
  if (!entry.left.empty() || !entry.entered.empty()) {
    text += "  " + join(entry.left) + " -> " + join(entry.entered);
  }
  output.out << printable(text) << '\n';
}

}  // namespace

int tail(Store& store, const JournalFilter& filter, Output output) {
  const Signals signals;
  view::Follower follower(store.history(), filter);
  while (asked_to_stop == 0 && output.out) {
    for (const JournalEntry& entry : follower.next().entries) print_entry(entry, output);
    output.out.flush();
    if (output.out && asked_to_stop == 0) wait_a_moment();
  }
  return 0;
}

}  // namespace perdure::ops

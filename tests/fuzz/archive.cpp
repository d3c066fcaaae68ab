// Any bytes as a stored session and the payloads of its events: refused, or a session as good as any.
//
//     input: 2 bytes, the length of the state · the state · then 1 byte, an event; 1 byte, the length
//     of its payload; the payload · and so on
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <span>
#include <string_view>

#include "stored.chart.h"

using namespace perdure;

namespace {

constexpr std::string_view Events[] = {"add",
                                       "put",
                                       "paint",
                                       "raw",
                                       "nest",
                                       "next",
                                       "both",
                                       "show",
                                       "off",
                                       "on_again",
                                       "deep_again",
                                       "finish",
                                       "error.execution",
                                       "no such event"};

class Input {
 public:
  explicit Input(std::span<const std::byte> bytes) : rest_(bytes) {}

  bool empty() const { return rest_.empty(); }
  std::size_t number(int bytes) {
    std::size_t value = 0;
    for (int i = 0; i < bytes && !rest_.empty(); ++i) {
      value |= std::to_integer<std::size_t>(rest_.front()) << (8 * i);
      rest_ = rest_.subspan(1);
    }
    return value;
  }
  std::span<const std::byte> take(std::size_t size) {
    const auto taken = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(taken.size());
    return taken;
  }

 private:
  std::span<const std::byte> rest_;
};

// What was read can be stored, and read again to the same.
void expect_to_be_storable(const Chart& chart, const LiveSession& session) {
  Bytes once;
  session.save(once);
  Bytes twice;
  chart.load(once)->save(twice);
  if (once != twice) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::stored::Handlers handlers;
  const std::unique_ptr<Chart> chart = chart_of<fuzz::Stored>(handlers);
  Input input(std::as_bytes(std::span(data, size)));
  std::unique_ptr<LiveSession> session;
  try {
    session = chart->load(input.take(input.number(2)));
  } catch (const Error&) {
    return 0;
  }
  expect_to_be_storable(*chart, *session);

  Step step;
  while (!input.empty() && !session->done()) {
    const std::size_t which = input.number(1);
    Delivery delivery;
    delivery.payload = input.take(input.number(1));
    delivery.kind = which % 2 == 0 ? EventKind::Event : EventKind::Timer;
    delivery.event = "Low.after.0";
    if (delivery.kind == EventKind::Event) delivery.event = Events[which / 2 % std::size(Events)];
    step.event = delivery.event;
    try {
      session->handle(delivery, step);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::CorruptData) throw;  // Of the payload: nothing has changed.
    }
    expect_to_be_storable(*chart, *session);
  }
  return 0;
}

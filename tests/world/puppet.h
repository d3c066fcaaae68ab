// A chart that does what the test says, and remembers what it was handed.
#pragma once

#include <perdure/archive.h>
#include <perdure/chart.h>
#include <perdure/testing.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::testing {

using namespace std::chrono_literals;

// What a puppet keeps, and what its test sees of a step.
struct Strings {
  std::vector<std::string> heard;  // "event: payload", or "done pay.0: payload" and its kin.
  bool done = false;

  template <class Archive>
  void serialize(Archive& archive) {
    archive(heard, done);
  }
};

struct Moment {
  EventKind kind;
  std::string event;
  std::string invocation;
  std::string text;  // The payload, where it is a string.
  const Step& step;
  Strings& strings;
  Effects& effects;
};

class Puppet : public Chart {
 public:
  // Called for the first step (EventKind::Start), each event, and a cancellation (event "cancelled").
  using Play = std::function<Handled(Moment& moment)>;

  explicit Puppet(std::string name, Play play) : name_(std::move(name)), play_(std::move(play)) {}

  std::string_view name() const override { return name_; }
  std::uint32_t version() const override { return 1; }
  std::string_view shape() const override { return "0"; }

  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    auto live = std::make_unique<Live>(*this);
    if (!params.empty()) live->strings.heard.push_back(from_bytes<std::string>(params));
    return live;
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    auto live = std::make_unique<Live>(*this);
    live->strings = from_bytes<Strings>(state);
    return live;
  }

 private:
  struct Live : LiveSession {
    explicit Live(const Puppet& of) : chart(of) {}

    void start(const Step& step) override { play({EventKind::Start, {}, {}, {}}, step); }
    Handled handle(const Delivery& delivery, const Step& step) override {
      return play(delivery, step);
    }
    void cancel(const Step& step) override { play({EventKind::Event, "cancelled", {}, {}}, step); }
    Effects& effects() override { return asked; }
    const Trace& trace() const override { return no_trace; }
    bool done() const override { return strings.done; }
    Bytes result() const override { return to_bytes(std::string("a result")); }
    std::vector<std::string_view> active() const override { return {strings.done ? "End" : "On"}; }
    void save(Bytes& out) const override {
      OutArchive archive(out);
      archive(strings);
    }

    Handled play(const Delivery& delivery, const Step& step) {
      asked.clear();
      Moment moment{delivery.kind,
                    std::string(delivery.event),
                    std::string(delivery.invocation),
                    {},
                    step,
                    strings,
                    asked};
      if (delivery.kind == EventKind::Progress) {
        InArchive archive(delivery.payload);
        double part = 0;
        archive(part, moment.text);
      } else if (!delivery.payload.empty()) {
        moment.text = words_in(delivery.payload);
      }
      std::string line = moment.event;
      if (!moment.invocation.empty()) {
        static constexpr const char* Kinds[] = {"start",  "event",    "timer",  "done",
                                                "failed", "progress", "emitted"};
        line = Kinds[static_cast<int>(delivery.kind)] + (" " + moment.invocation);
        if (!moment.event.empty()) line += " " + moment.event;
      }
      if (!moment.text.empty()) line += ": " + moment.text;
      if (delivery.kind != EventKind::Start) strings.heard.push_back(line);
      return chart.play_ ? chart.play_(moment) : Handled::Taken;
    }

    // Those of an event through an I/O processor, or the payload is a string.
    static std::string words_in(std::span<const std::byte> payload) {
      try {
        return from_bytes<scxml::Event>(payload).data.text;
      } catch (const Error&) {
        return from_bytes<std::string>(payload);
      }
    }

    const Puppet& chart;
    Strings strings;
    Effects asked;
    Trace no_trace;
  };

  std::string name_;
  Play play_;
};

inline void add(World& world, std::string name, Puppet::Play play = {}) {
  world.add(std::make_unique<Puppet>(std::move(name), std::move(play)));
}

inline std::vector<std::string> heard(const World& world, std::string_view id) {
  return from_bytes<Strings>(world.session(id).state).heard;
}

inline SendEffect send(std::string event, Duration delay = {}, std::string send_id = {}) {
  SendEffect effect;
  effect.event = std::move(event);
  effect.delay = delay;
  effect.send_id = std::move(send_id);
  return effect;
}

inline SendEffect send_to(std::string to, std::string event, Duration delay = {}) {
  SendEffect effect = send(std::move(event), delay);
  effect.to = std::move(to);
  return effect;
}

}  // namespace perdure::testing

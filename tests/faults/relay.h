// The chart of the fault tests, by hand: each session remembers all that it was told, in order, and tells
// another session of every tick.
#pragma once

#include <perdure/runtime.h>

#include <cereal/types/map.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace perdure::faults {

struct Tick {  // From the test, numbered from 1 for each session.
  static constexpr std::string_view name = "tick";
  std::int64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number);
  }
};
struct Note {  // From another session, for each of its ticks.
  static constexpr std::string_view name = "note";
  std::string from;
  std::int64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(from, number);
  }
};
struct Late {  // From itself, for each fifth tick, LateAfter later.
  static constexpr std::string_view name = "late";
  std::int64_t number = 0;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(number);
  }
};
inline constexpr std::int64_t LateEvery = 5;
inline constexpr Duration LateAfter = std::chrono::milliseconds(10);

// What a session keeps beside it: each third tick writes another one.
inline constexpr std::int64_t PaperEvery = 3;
inline Bytes paper_after(std::int64_t ticks) {
  const std::int64_t writes = ticks / PaperEvery;
  return writes == 0 ? Bytes()
                     : Bytes(2000 + static_cast<std::size_t>(writes % 7), std::byte(writes));
}

// From the test: the handler ends its process.
struct Poison {
  static constexpr std::string_view name = "poison";
};
inline constexpr int PoisonedExit = 66;

// As much of what perdurec generates as Runtime asks for.
struct Relay {
  static constexpr std::string_view chart_name = "test.Relay";
  static constexpr std::uint32_t chart_version = 1;
  struct Params {
    std::string peer;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(peer);
    }
  };
  struct Handlers {
    std::function<void()> on_step = [] {};
    std::function<void()> on_poison = [] {};
    std::function<void(const Step&, std::int64_t number)> on_tick = [](const Step&, std::int64_t) {
    };
  };
  using Event = std::variant<Tick, Note, Late>;
  struct Snapshot {
    Params params;
    std::vector<std::int64_t> ticks;
    std::map<std::string, std::vector<std::int64_t>> notes;  // By sender.
    std::vector<std::int64_t> lates;
    Large<Bytes> paper;

    explicit Snapshot(Params p = {}) : params(std::move(p)) {}
    static Snapshot load(InArchive& in) {
      Snapshot made;
      in(made.params, made.ticks, made.notes, made.lates, made.paper);
      return made;
    }
    void save(OutArchive& out) const { out(params, ticks, notes, lates, paper); }
  };
};

class RelaySession : public LiveSession {
 public:
  RelaySession(Relay::Handlers& handlers, Relay::Snapshot at)
      : handlers_(handlers), at_(std::move(at)) {}

  void start(const Step&) override { effects_.clear(); }
  Handled handle(const Delivery& delivery, const Step& step) override {
    const std::string_view event = delivery.event;
    const std::span<const std::byte> payload = delivery.payload;
    effects_.clear();
    handlers_.on_step();
    if (event == Tick::name) {
      const std::int64_t number = from_bytes<Tick>(payload).number;
      at_.ticks.push_back(number);
      if (number % PaperEvery == 0) {
        if (at_.paper.get() != paper_after(number - 1)) throw std::logic_error("another paper");
        at_.paper = paper_after(number);
      }
      handlers_.on_tick(step, number);
      send(Note{step.session, number}, at_.params.peer);
      if (number % LateEvery == 0) send(Late{number}, "", LateAfter);
    } else if (event == Note::name) {
      const Note note = from_bytes<Note>(payload);
      at_.notes[note.from].push_back(note.number);
    } else if (event == Late::name) {
      at_.lates.push_back(from_bytes<Late>(payload).number);
    } else if (event == Poison::name) {
      handlers_.on_poison();
    } else {
      return Handled::Unknown;
    }
    return Handled::Taken;
  }
  void cancel(const Step&) override {}
  Effects& effects() override { return effects_; }
  const Trace& trace() const override { return trace_; }
  bool done() const override { return false; }
  Bytes result() const override { return {}; }
  std::vector<std::string_view> active() const override { return {"Relaying"}; }
  void save(Bytes& out) const override {
    OutArchive archive(out);
    at_.save(archive);
  }
  std::vector<LargeValue*> large() override { return {&at_.paper}; }
  void save_apart(Bytes& out) const override {
    OutArchive archive = OutArchive::naming_large(out);
    at_.save(archive);
  }

 private:
  template <class Event>
  void send(const Event& event, const std::string& to, Duration delay = Duration::zero()) {
    SendEffect effect;
    effect.to = to;
    effect.event = Event::name;
    effect.payload = to_bytes(event);
    effect.delay = delay;
    effects_.push_back(std::move(effect));
  }

  Relay::Handlers& handlers_;
  Relay::Snapshot at_;
  Effects effects_;
  Trace trace_;
};

class RelayChart : public Chart {
 public:
  explicit RelayChart(Relay::Handlers& handlers) : handlers_(handlers) {}
  std::string_view name() const override { return Relay::chart_name; }
  std::uint32_t version() const override { return Relay::chart_version; }
  std::string_view shape() const override { return "0"; }
  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    return std::make_unique<RelaySession>(handlers_,
                                          Relay::Snapshot(from_bytes<Relay::Params>(params)));
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    return load_apart(state, nullptr);
  }
  bool keeps_apart() const override { return true; }
  std::unique_ptr<LiveSession> load_apart(
      std::span<const std::byte> state, const std::shared_ptr<LargeSource>& large) const override {
    InArchive in(state, large);
    Relay::Snapshot at = Relay::Snapshot::load(in);
    in.finish();
    return std::make_unique<RelaySession>(handlers_, std::move(at));
  }

 private:
  Relay::Handlers& handlers_;
};

}  // namespace perdure::faults

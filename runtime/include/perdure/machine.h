// What generated code stands on. The only header of Perdure that it includes.
#pragma once

#include <perdure/answers.h>
#include <perdure/any_event.h>
#include <perdure/archive.h>
#include <perdure/chart.h>
#include <perdure/checked.h>
#include <perdure/configuration.h>
#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/indexed.h>
#include <perdure/large.h>
#include <perdure/layout.h>
#include <perdure/migrate.h>
#include <perdure/search.h>
#include <perdure/steps.h>
#include <perdure/text.h>
#include <perdure/types.h>
#include <perdure/values.h>
#include <perdure/waiting.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

// Generated code names the one that it was made for. It rises when code made for an older one would
// no longer compile, or would mean something else.
#define PERDURE_RUNTIME_ABI 1

namespace perdure {

namespace machine {

// A session of a generated machine without its types.
template <class Machine>
class TypedSession final : public LiveSession {
 public:
  explicit TypedSession(Machine machine) : machine_(std::move(machine)) {
    machine_.trace_into(&trace_);
  }
  TypedSession(const TypedSession&) = delete;
  TypedSession& operator=(const TypedSession&) = delete;

  void start(const Step& step) override {
    prepare(step);
    machine_.start();
  }

  Handled handle(const Delivery& delivery, const Step& step) override {
    prepare(step);
    if constexpr (requires { machine_.handle(delivery); }) {
      return machine_.handle(delivery);
    } else {
      return decode_and_dispatch(delivery);
    }
  }

  void cancel(const Step& step) override {
    prepare(step);
    machine_.cancel();
  }

  Effects& effects() override { return machine_.effects(); }
  const Trace& trace() const override { return trace_; }
  bool done() const override { return machine_.done(); }

  Bytes result() const override {
    if constexpr (requires { machine_.result(); }) {
      if (machine_.result()) return to_bytes(*machine_.result());
    }
    return {};
  }

  std::vector<std::string_view> active() const override { return machine_.active(); }

  std::vector<std::string_view> deferred() const override {
    if constexpr (requires { machine_.deferred(); }) return machine_.deferred();
    return {};
  }

  std::vector<IndexedAttribute> indexed() const override {
    if constexpr (requires { machine_.indexed(); }) return machine_.indexed();
    return {};
  }

  void save(Bytes& out) const override {
    OutArchive archive(out);
    machine_.save(archive);
  }

  std::vector<LargeValue*> large() override {
    if constexpr (requires { machine_.large_values(); }) return machine_.large_values();
    return {};
  }

  void save_apart(Bytes& out) const override {
    OutArchive archive = OutArchive::naming_large(out);
    machine_.save(archive);
  }

 private:
  Handled decode_and_dispatch(const Delivery& delivery) {
    if (delivery.kind == EventKind::Timer) {
      return machine_.fire(delivery.event) ? Handled::Taken : Handled::Ignored;
    }
    if (delivery.kind == EventKind::Event) {
      const auto event = Machine::decode(delivery.event, delivery.payload);
      return event ? dispatch(*event) : Handled::Unknown;
    }
    if constexpr (requires { machine_.outcome(delivery); }) {
      const auto event = machine_.outcome(delivery);
      if (event) return dispatch(*event);
    }
    return Handled::Ignored;
  }

  Handled dispatch(const typename Machine::Event& event) {
    if constexpr (requires { machine_.deferred(); }) {
      const std::size_t before = machine_.deferred().size();
      if (machine_.dispatch(event)) return Handled::Taken;
      return machine_.deferred().size() > before ? Handled::Deferred : Handled::Ignored;
    } else {
      return machine_.dispatch(event) ? Handled::Taken : Handled::Ignored;
    }
  }

  void prepare(const Step& step) {
    machine_.step() = step;
    machine_.effects().clear();
    trace_.clear();
  }

  Machine machine_;
  Trace trace_;
};

template <class Machine>
class TypedChart final : public Chart {
 public:
  explicit TypedChart(typename Machine::Handlers& handlers) : handlers_(&handlers) {
    if constexpr (requires { Machine::witness(handlers); }) {
      witness_ = Machine::witness(handlers);
      handlers_ = witness_.get();
    }
  }

  std::string_view name() const override { return Machine::chart_name; }
  std::uint32_t version() const override { return Machine::chart_version; }
  std::string_view shape() const override { return Machine::chart_shape; }
  std::string_view behaviour() const override { return Machine::chart_behaviour; }
  std::string definition() const override { return Machine::chart_definition(); }

  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    return std::make_unique<TypedSession<Machine>>(
        Machine(*handlers_, from_bytes<typename Machine::Params>(params)));
  }

  bool loads(std::uint32_t version) const override {
    if constexpr (requires { Machine::versions; }) {
      return std::find(Machine::versions.begin(), Machine::versions.end(), version) !=
             Machine::versions.end();
    } else {
      return version == Machine::chart_version;
    }
  }

  std::unique_ptr<LiveSession> create_from(std::uint32_t older,
                                           std::span<const std::byte> params) const override {
    if constexpr (requires { Machine::versions; }) {
      if (loads(older) && older != Machine::chart_version) {
        InArchive archive(params);
        return reading(archive,
                       [&] { return Machine(*handlers_, Machine::load_params(archive, older)); });
      }
    }
    return Chart::create_from(older, params);
  }

  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    return load_apart(state, nullptr);
  }

  bool keeps_apart() const override {
    return requires { Machine::keeps_apart; };
  }

  std::unique_ptr<LiveSession> load_apart(
      std::span<const std::byte> state, const std::shared_ptr<LargeSource>& large) const override {
    InArchive archive(state, large);
    return reading(archive, [&] { return Machine(*handlers_, Machine::Snapshot::load(archive)); });
  }

 private:
  // What `read` makes of all that is in the archive.
  template <class Read>
  static std::unique_ptr<LiveSession> reading(InArchive& archive, const Read& read) {
    try {
      Machine machine = read();
      archive.finish();
      return std::make_unique<TypedSession<Machine>>(std::move(machine));
    } catch (const cereal::Exception& error) {  // From the serialization of a user's type.
      InArchive::corrupt(error.what());
    }
  }

  std::unique_ptr<typename Machine::Handlers> witness_;  // Hands on to the program's.
  typename Machine::Handlers* handlers_;
};

}  // namespace machine

// The chart behind a generated machine, as the runtime takes it. `handlers` must live as long, and
// is called by every thread that runs one of its sessions.
template <class Machine>
std::unique_ptr<Chart> chart_of(typename Machine::Handlers& handlers) {
  return std::make_unique<machine::TypedChart<Machine>>(handlers);
}

}  // namespace perdure

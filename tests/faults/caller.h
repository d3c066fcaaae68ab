// The chart of the fault tests of services, by hand: each `call` invokes the service, and each outcome is remembered.
#pragma once

#include <perdure/runtime.h>

#include <cereal/types/string.hpp>
#include <cereal/types/vector.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace perdure::faults {

struct Call {
  static constexpr std::string_view name = "call";
  bool deadly = false;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(deadly);
  }
};

// What becomes of it is the number of the attempt.
struct Work {
  static constexpr std::string_view name = "test.Caller.work";
  using Result = std::int64_t;
  bool deadly = false;  // Its process does not outlive it.
  template <class Archive>
  void serialize(Archive& archive) {
    archive(deadly);
  }
};

struct Caller {
  static constexpr std::string_view chart_name = "test.Caller";
  static constexpr std::int64_t Retries = 2;

  std::int64_t calls = 0;
  std::vector<std::string> done;  // Invocations, as their outcomes came.
  std::vector<std::int64_t> attempts;
  std::vector<std::string> failed;
  std::vector<std::string> why;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(calls, done, attempts, failed, why);
  }
};

class CallerSession : public LiveSession {
 public:
  explicit CallerSession(Caller at) : at_(std::move(at)) {}

  void start(const Step&) override { effects_.clear(); }
  Handled handle(const Delivery& delivery, const Step&) override {
    effects_.clear();
    const std::string invocation(delivery.invocation);
    if (delivery.kind == EventKind::Done) {
      at_.done.push_back(invocation);
      at_.attempts.push_back(from_bytes<std::int64_t>(delivery.payload));
    } else if (delivery.kind == EventKind::Failed) {
      at_.failed.push_back(invocation);
      at_.why.push_back(from_bytes<std::string>(delivery.payload));
    } else {
      InvokeEffect invoke;
      invoke.invocation = "work." + std::to_string(++at_.calls);
      invoke.name = Work::name;
      invoke.arguments = to_bytes(Work{from_bytes<Call>(delivery.payload).deadly});
      invoke.retries = Caller::Retries;
      effects_.push_back(std::move(invoke));
    }
    return Handled::Taken;
  }
  void cancel(const Step&) override {}
  Effects& effects() override { return effects_; }
  const Trace& trace() const override { return trace_; }
  bool done() const override { return false; }
  Bytes result() const override { return {}; }
  std::vector<std::string_view> active() const override { return {"Calling"}; }
  void save(Bytes& out) const override {
    OutArchive archive(out);
    archive(at_);
  }

 private:
  Caller at_;
  Effects effects_;
  Trace trace_;
};

class CallerChart : public Chart {
 public:
  std::string_view name() const override { return Caller::chart_name; }
  std::uint32_t version() const override { return 1; }
  std::string_view shape() const override { return "0"; }
  std::unique_ptr<LiveSession> create(std::span<const std::byte>) const override {
    return std::make_unique<CallerSession>(Caller{});
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    return std::make_unique<CallerSession>(from_bytes<Caller>(state));
  }
};

}  // namespace perdure::faults

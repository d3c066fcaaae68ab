// A generated machine without its type, so that the comparison is compiled once and not for each chart.
#pragma once

#include <perdure/machine.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace perdure::property {

// What the guards of an engine answer, and what its actions said.
struct World {
  std::uint64_t seed = 0;
  int step = 0;
  std::vector<std::string> notes = {};

  bool guard(std::int64_t number) const;
};

class Engine {
 public:
  virtual ~Engine() = default;
  virtual void start() = 0;
  virtual void send(const std::string& event) = 0;
  virtual std::set<std::string> configuration() const = 0;
  virtual bool done() const = 0;
  // What is deferred, oldest first.
  virtual std::vector<std::string> deferred() const = 0;
  // Stores the machine, destroys it and loads it.
  virtual void reopen() = 0;
};

struct RandomChart {
  const char* file;
  const char* name;
  std::unique_ptr<Engine> (*make)(World& world);
};

template <class Machine>
class Generated final : public Engine {
 public:
  explicit Generated(World& world)
      : handlers_(world), machine_(std::make_unique<Machine>(handlers_)) {}

  void start() override { machine_->start(); }
  void send(const std::string& event) override { machine_->dispatch(*Machine::decode(event, {})); }
  std::set<std::string> configuration() const override {
    const auto names = machine_->active();
    return {names.begin(), names.end()};
  }
  bool done() const override { return machine_->done(); }
  std::vector<std::string> deferred() const override {
    if constexpr (requires { machine_->deferred(); }) {
      const auto names = machine_->deferred();
      return {names.begin(), names.end()};
    }
    return {};
  }
  void reopen() override {
    Bytes stored;
    OutArchive out(stored);
    machine_->save(out);
    machine_.reset();
    InArchive in(stored);
    auto loaded = Machine::Snapshot::load(in);
    in.finish();
    machine_ = std::make_unique<Machine>(handlers_, std::move(loaded));
  }

 private:
  class Recorder : public Machine::Handlers {
   public:
    explicit Recorder(World& world) : world_(world) {}
    bool guard(std::int64_t number) const override { return world_.guard(number); }
    void note(const Step&, const std::string& text) override { world_.notes.push_back(text); }
    void fail(const Step&) override { throw ExecutionError("as told"); }

   private:
    World& world_;
  };

  Recorder handlers_;
  std::unique_ptr<Machine> machine_;
};

template <class Machine>
RandomChart random_chart(const char* file, const char* name) {
  return {file, name, [](World& world) -> std::unique_ptr<Engine> {
            return std::make_unique<Generated<Machine>>(world);
          }};
}

}  // namespace perdure::property

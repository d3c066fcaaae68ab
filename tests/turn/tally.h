// A machine as perdurec generates one, by hand and as small as can be: it adds up numbers.
#pragma once

#include <perdure/runtime.h>

#include <functional>
#include <memory>
#include <string>
#include <variant>

namespace perdure::testing {

class Tally {
 public:
  struct Params {
    std::string owner;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(owner);
    }
  };
  struct Add {
    static constexpr std::string_view name = "add";
    std::int64_t number = 0;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(number);
    }
  };
  struct Finish {
    static constexpr std::string_view name = "finish";
    template <class Archive>
    void serialize(Archive&) {}
  };
  struct Unheard {  // Not one of its events.
    static constexpr std::string_view name = "unheard";
    template <class Archive>
    void serialize(Archive&) {}
  };
  using Event = std::variant<Add, Finish>;

  class Handlers {
   public:
    virtual ~Handlers() = default;
    virtual void added(const Step& step, std::int64_t number, Effects& effects) = 0;
  };

  class Snapshot {
   public:
    explicit Snapshot(Params params = {}) : params_(std::move(params)) {}
    const Params& params() const { return params_; }
    const std::vector<std::int64_t>& numbers() const { return numbers_; }
    bool started() const { return started_; }
    bool done() const { return done_; }
    void save(OutArchive& out) const { out(params_, numbers_, started_, done_); }
    static Snapshot load(InArchive& in) {
      Snapshot made;
      in(made.params_, made.numbers_, made.started_, made.done_);
      return made;
    }

   protected:
    friend class TallyChart;
    Params params_;
    std::vector<std::int64_t> numbers_;
    bool started_ = false;
    bool done_ = false;
  };

  static constexpr std::string_view chart_name = "test.Tally";
  static constexpr std::uint32_t chart_version = 1;
};

class TallyChart : public Chart {
 public:
  explicit TallyChart(Tally::Handlers& handlers) : handlers_(handlers) {}
  std::string_view name() const override { return Tally::chart_name; }
  std::uint32_t version() const override { return Tally::chart_version; }
  std::string_view shape() const override { return "0"; }
  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    Tally::Params loaded;
    InArchive in(params);
    in(loaded);
    in.finish();
    return std::make_unique<Live>(handlers_, Tally::Snapshot(loaded));
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    InArchive in(state);
    Tally::Snapshot snapshot = Tally::Snapshot::load(in);
    in.finish();
    return std::make_unique<Live>(handlers_, std::move(snapshot));
  }

 private:
  class Live : public LiveSession {
   public:
    Live(Tally::Handlers& handlers, Tally::Snapshot at) : handlers_(handlers), at_(std::move(at)) {}
    void start(const Step&) override {
      effects_.clear();
      at_.started_ = true;
      trace_ = {{}, {"Counting"}};
    }
    Handled handle(const Delivery& delivery, const Step& step) override {
      const std::string_view event = delivery.event;
      const std::span<const std::byte> payload = delivery.payload;
      effects_.clear();
      trace_.clear();
      if (event == Tally::Finish::name) {
        at_.done_ = true;
        trace_ = {{"Counting"}, {"Finished"}};
        return Handled::Taken;
      }
      if (event != Tally::Add::name) return Handled::Unknown;
      Tally::Add add;
      InArchive in(payload);
      in(add);
      in.finish();
      at_.numbers_.push_back(add.number);
      handlers_.added(step, add.number, effects_);
      return Handled::Taken;
    }
    void cancel(const Step&) override {}
    Effects& effects() override { return effects_; }
    const Trace& trace() const override { return trace_; }
    bool done() const override { return at_.done_; }
    Bytes result() const override { return {}; }
    std::vector<std::string_view> active() const override {
      return {at_.done_ ? "Finished" : "Counting"};
    }
    void save(Bytes& out) const override {
      OutArchive archive(out);
      at_.save(archive);
    }

   private:
    Tally::Handlers& handlers_;
    Tally::Snapshot at_;
    Effects effects_;
    Trace trace_;
  };

  Tally::Handlers& handlers_;
};

// Handlers that do what the test says at each number.
class TallyHandlers : public Tally::Handlers {
 public:
  std::function<void(const Step&, std::int64_t, Effects&)> on_add;
  void added(const Step& step, std::int64_t number, Effects& effects) override {
    if (on_add) on_add(step, number, effects);
  }
};

}  // namespace perdure::testing

namespace perdure {
template <>
inline std::unique_ptr<Chart> chart_of<testing::Tally>(testing::Tally::Handlers& handlers) {
  return std::make_unique<testing::TallyChart>(handlers);
}
}  // namespace perdure

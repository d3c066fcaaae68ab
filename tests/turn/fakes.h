// A batch that no store claimed, and a chart that does what the test says.
#pragma once

#include <perdure/chart.h>
#include <perdure/store.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::testing {

inline Bytes bytes(std::string_view text) {
  Bytes out;
  for (const char c : text) out.push_back(static_cast<std::byte>(c));
  return out;
}
inline std::string text(std::span<const std::byte> bytes) {
  std::string out;
  for (const std::byte b : bytes) out.push_back(static_cast<char>(b));
  return out;
}

// Its state is the text that `behave` leaves. "corrupt" and "other version" are states that cannot
// be loaded. Its one active state is the text's last word.
class FakeChart : public Chart {
 public:
  // Changes the state and adds effects; "start" is the first step. Throws what it likes.
  using Behave =
      std::function<Handled(std::string_view event, std::string& state, Effects& effects)>;

  explicit FakeChart(Behave behave, std::string name = "test.Fake", std::uint32_t version = 1)
      : behave_(std::move(behave)), name_(std::move(name)), version_(version) {}

  std::string_view name() const override { return name_; }
  std::uint32_t version() const override { return version_; }
  std::string_view shape() const override { return "0"; }
  std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const override {
    return std::make_unique<Live>(*this, text(params));
  }
  std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const override {
    const std::string stored = text(state);
    if (stored == "corrupt") throw Error(ErrorKind::CorruptData, "truncated");
    if (stored == "other version") throw Error(ErrorKind::VersionMismatch, "of another shape");
    return std::make_unique<Live>(*this, stored);
  }

 private:
  class Live : public LiveSession {
   public:
    Live(const FakeChart& chart, std::string state) : chart_(chart), state_(std::move(state)) {}

    void start(const Step&) override { behave("start"); }
    Handled handle(const Delivery& delivery, const Step&) override {
      return behave(delivery.event);
    }
    void cancel(const Step&) override {}
    Effects& effects() override { return effects_; }
    const Trace& trace() const override { return trace_; }
    bool done() const override { return state_.find("done") != std::string::npos; }
    Bytes result() const override { return bytes("result"); }
    std::vector<std::string_view> active() const override { return {"Active"}; }
    void save(Bytes& out) const override {
      const Bytes saved = bytes(state_);
      out.insert(out.end(), saved.begin(), saved.end());
    }

   private:
    Handled behave(std::string_view event) {
      effects_.clear();
      trace_.clear();
      const Handled handled = chart_.behave_(event, state_, effects_);
      if (handled == Handled::Taken) trace_.entered.push_back("Active");
      return handled;
    }

    const FakeChart& chart_;
    std::string state_;
    Effects effects_;
    Trace trace_;
  };

  Behave behave_;
  std::string name_;
  std::uint32_t version_;
};

inline constexpr Timestamp Noon{std::chrono::hours(12)};

class FakeBatch : public Batch {
 public:
  std::int32_t lane() const override { return 0; }
  Timestamp now() const override { return Noon; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  CommitResult commit(const BatchWrite&) override { return CommitResult::Committed; }
  std::optional<Bytes> large_value(std::size_t, const LargeName&) override { return std::nullopt; }

  // A running session, to be changed by the test before it is dispatched.
  StoredSession& session(const std::string& id, std::string_view state = "") {
    StoredSession session;
    session.id = id;
    session.chart = "test.Fake";
    session.status = SessionStatus::Running;
    session.revision = 7;
    session.state = bytes(state);
    session.active = {"Before"};
    sessions_.push_back(std::move(session));
    return sessions_.back();
  }

  DueEvent& event(const std::string& session, const std::string& name,
                  EventKind kind = EventKind::Event) {
    DueEvent event;
    event.sequence = static_cast<std::int64_t>(events_.size()) + 1;
    event.id = EventId::random();
    event.kind = kind;
    event.session = session;
    event.sender = session;
    event.name = name;
    for (std::size_t i = 0; i < sessions_.size(); ++i) {
      if (sessions_[i].id == session) event.session_index = i;
    }
    events_.push_back(std::move(event));
    return events_.back();
  }

 private:
  std::vector<StoredSession> sessions_;
  std::vector<DueEvent> events_;
};

}  // namespace perdure::testing

// A world of sessions in memory, for tests of charts: no store, no threads, and a clock that only the test moves.
//
//     perdure::testing::World world;
//     world.add<shop::Order>(handlers);
//     world.serve<shop::order::service::ChargeCard>([](const auto& call) { return Receipt{call.amount}; });
//     world.start<shop::Order>("order-1", {.customer = "c-42"});
//     world.send("order-1", shop::order::event::Submit{items});
//     world.advance(std::chrono::hours(24 * 7));
//     EXPECT_TRUE(world.machine<shop::Order>("order-1").in<shop::order::state::Rejected>());
//
// What a session's steps ask for is carried out: sends and timers arrive when the clock comes to them, in order; what
// a state invokes is started, by the charts and the services that the test gave, and cancelled when the state is left;
// tokens can be redeemed. Everything is noted, to be looked at. docs/testing.md tells it by examples.
//
// A World is used by one thread; handlers and services may send() from inside a step, which then waits for its turn.
#pragma once

#include <perdure/chart.h>
#include <perdure/expect.h>
#include <perdure/io_processor.h>
#include <perdure/machine.h>
#include <perdure/scxml.h>
#include <perdure/service.h>
#include <perdure/tokens.h>

#include <concepts>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace perdure::testing {

// How sessions are kept between steps.
enum class Keeping {
  InMemory,
  Stored,  // Saved, destroyed and loaded after every macrostep; it has to come back the same.
};

struct WorldOptions {
  Keeping keeping = Keeping::InMemory;
  // What the clock shows at first: by default noon of 2 January 2020, UTC.
  Timestamp start{std::chrono::hours(18'263 * 24 + 12)};
  // Steps at one and the same time before that is taken for an endless conversation: std::runtime_error.
  std::size_t max_steps = 100'000;
};

enum class SessionStatus {
  Starting,  // Its first step has not been run.
  Running,
  Done,       // A final state of the chart was entered.
  Cancelled,  // The state that invoked it was left.
  Broken,     // A handler threw. It takes no more events.
};

// A session as it stands.
struct SessionView {
  std::string id;
  std::string chart;
  std::string
      parent;  // The session that invoked it, and under which name: empty where there is none.
  std::string invocation;
  SessionStatus status = SessionStatus::Starting;
  std::vector<std::string> active;  // Active atomic states, in document order.
  Bytes state;                      // As LiveSession::save() writes it.
  Bytes result;
};

// One step of a session, as it happened.
struct StepRecord {
  Timestamp at{};
  std::string session;
  EventKind kind = EventKind::Event;
  std::string event = {};  // Empty for the first step and for a cancellation.
  std::string invocation = {};
  Handled handled = Handled::Taken;
  Effects effects = {};
  std::vector<std::string> left = {};
  std::vector<std::string> entered = {};
  std::vector<std::string> active = {};  // Afterwards.
};

struct LogLine {
  std::string session;
  LogLevel level = LogLevel::Info;
  std::string text;
};

// An event that reached nobody, and why.
struct Dropped {
  std::string session;  // Whom it was sent to.
  std::string event;
  std::string reason;
};

// A token that is good at this time.
struct Token {
  std::string session;
  std::string name;  // "<state>.<token>"
  std::string secret;
  std::vector<std::string> accepts;
  std::optional<Timestamp> expires;
};

using perdure::Redeemed;

// An attempt at a service's work, as the double of that service is told of it, and tells about it: all that a Runtime's is.
class Job : public perdure::Job {
 public:
  // The attempt works for so long by the world's clock: what is said and answered from here on comes then, or never,
  // where the attempt's time is out or the invocation cancelled before.
  virtual void works(Duration time) = 0;
};

// A call of a service that nothing has answered yet, because the test does it by hand.
struct Call {
  std::string service;
  std::string session;
  std::string invocation;
  std::int64_t attempt = 1;
  Bytes arguments;
};

// An event as perdurec generates it.
template <class T>
concept Event = requires(Bytes& bytes, const T& event) {
  { T::name } -> std::convertible_to<std::string_view>;
  OutArchive(bytes)(event);
};

// A service as perdurec generates it: its name, its arguments as members, and what it returns, maybe void.
template <class T>
concept Service = ServiceType<T>;

class World {
 public:
  explicit World(WorldOptions options = {});
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Before start(). `handlers` outlive the world.
  template <class Machine>
  void add(typename Machine::Handlers& handlers) {
    add(chart_of<Machine>(handlers));
  }
  void add(std::unique_ptr<Chart> chart);
  // From now on, `plug` takes the sends of its type, and what arrives there is delivered. It outlives the world's
  // last step. Arrivals are handled by whatever of this class runs next: run_for() waits for them.
  void use(IoProcessorPlug& plug);

  // start(), send(), redeem(), answer(), fail() and their kin run at once whatever is due after them, to the end.
  // Whatever a handler throws, ExecutionError excepted, comes out of there: its session is then Broken, and what else
  // is due is left for the next call. (A Runtime undoes the step and tries again.)

  // Throws Error(SessionExists), Error(UnknownChart).
  template <class Machine>
  void start(std::string_view id, const typename Machine::Params& params = {}) {
    start(id, Machine::chart_name, to_bytes(params));
  }
  void start(std::string_view id, std::string_view chart, Bytes params = {});

  // What the session made of it; nothing where it had to wait for its turn, or was dropped: sends to a session that
  // has ended reach nobody, as in a Runtime, and are noted in dropped(). Throws Error(UnknownSession) where there
  // never was one.
  template <Event Event>
  std::optional<Handled> send(std::string_view id, const Event& event) {
    return send(id, Event::name, to_bytes(event));
  }
  std::optional<Handled> send(std::string_view id, const scxml::Event& event) {
    return send(id, event.name, to_bytes(event));
  }
  std::optional<Handled> send(std::string_view id, std::string_view event, Bytes payload = {});

  // Time. The clock stands still while things are handled, and moves only here.
  Timestamp now() const;
  // Lets time pass: what becomes due is handled in order, at its time.
  void advance(Duration by);
  // The clock follows the real one for so long, or until `until`, asked after each round of steps, is true: for tests with
  // I/O. Whether it was.
  bool run_for(Duration limit, const std::function<bool()>& until = {});
  // When the next thing is due, if anything waits.
  std::optional<Timestamp> next_due() const;

  // Services. `work` is called for each attempt, as work(const S&) or work(const S&, Job&); what it returns is the result,
  // and what it throws is why the attempt failed. After the last attempt the invocation has failed.
  template <Service S, class Work>
  void serve(Work work) {
    serve(S::name, [work = std::move(work)](const Bytes& arguments, Job& job) mutable {
      return do_service<S>(work, arguments, job);
    });
  }
  using Serve = std::function<Bytes(const Bytes& arguments, Job& job)>;
  void serve(std::string_view service, Serve work);

  // Calls of services that nobody serves wait for the test, oldest first.
  std::vector<Call> calls() const;
  // The oldest of that service's. Throw Error(InvalidArgument) where there is none.
  template <Service S>
  S call() const {
    return from_bytes<S>(oldest(S::name).arguments);
  }
  template <Service S>
  requires std::is_void_v<typename S::Result>
  void answer() { answer(oldest(S::name), {}); }
  template <Service S>
  requires(!std::is_void_v<typename S::Result>) void answer(const typename S::Result& result) {
    answer(oldest(S::name), to_bytes(result));
  }
  template <Service S>
  void fail(std::string_view why) {
    fail(oldest(S::name), why);
  }
  template <Service S>
  void progress(double done, std::string_view text) {
    progress(oldest(S::name), done, text);
  }
  Call oldest(std::string_view service) const;
  void answer(const Call& call, Bytes result);
  void fail(const Call& call, std::string_view why);  // This attempt.
  void progress(const Call& call, double done, std::string_view text);

  // Tokens, oldest first. Their secrets are the same in each run of a test.
  std::vector<Token> tokens() const;
  // Of the session's token of that name, with or without its state. Throws Error(InvalidArgument) where there is none.
  std::string secret(std::string_view session, std::string_view token) const;
  template <Event Event>
  Redeemed redeem(std::string_view secret, const Event& event) {
    return redeem(secret, Event::name, to_bytes(event));
  }
  Redeemed redeem(std::string_view secret, std::string_view event, Bytes payload = {});

  // Looking at it.
  bool has_session(std::string_view id) const;  // One that has not ended.
  // Throw Error(UnknownSession).
  SessionView session(std::string_view id) const;
  template <class Machine>
  typename Machine::Snapshot machine(std::string_view id) const {
    const SessionView view = session(id);
    check_chart(view, Machine::chart_name);
    InArchive in(view.state);
    auto snapshot = Machine::Snapshot::load(in);
    in.finish();
    return snapshot;
  }
  // In one line: world.expect<shop::Order>("order-1").in<state::Charging>(); see perdure/expect.h.
  template <class Machine>
  auto expect(std::string_view id) const {
    return testing::expect(machine<Machine>(id));
  }
  // In the order in which they were started. With `parent`, those that it invoked.
  std::vector<std::string> sessions() const;
  std::vector<std::string> children(std::string_view parent) const;

  const std::vector<StepRecord>& steps() const;
  // What a session's steps have asked for, of one kind: effects<SendEffect>("order-1"). In order.
  template <class Kind>
  std::vector<Kind> effects(std::string_view id) const {
    std::vector<Kind> found;
    for (const StepRecord& step : steps()) {
      if (step.session != id) continue;
      for (const Effect& effect : step.effects) {
        if (const auto* asked = std::get_if<Kind>(&effect)) found.push_back(*asked);
      }
    }
    return found;
  }
  const std::vector<LogLine>& log() const;
  const std::vector<Dropped>& dropped() const;
  void forget_records();  // Empties these three.

 private:
  static void check_chart(const SessionView& view, std::string_view chart);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure::testing

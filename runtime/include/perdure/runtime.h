// A Runtime keeps sessions going: it starts them, sends them events, and works through what is due.
//
//     perdure::Runtime runtime{perdure::open("postgresql:///shop"), {.node = "worker-1", .threads =
//     2}}; runtime.add<shop::Order>(handlers); runtime.start<shop::Order>("order-1", {.customer =
//     "c-42"}); runtime.send("order-1", shop::order::event::Submit{items}); runtime.run();
//
// Any number of runtimes, in any number of processes, may share a store. An event that was sent is
// handled exactly once, after those sent to the same session before it; docs/runtime.md has the
// whole promise.
#pragma once

#include <perdure/chart.h>
#include <perdure/chart_options.h>
#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/machine.h>
#include <perdure/maintenance.h>
#include <perdure/message.h>
#include <perdure/observer.h>
#include <perdure/replay.h>
#include <perdure/sending.h>
#include <perdure/service.h>
#include <perdure/store.h>
#include <perdure/types.h>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace perdure {

enum class LogForm {
  KeyValue,  // time=… level=info node="…" msg="…" session="…"
  Json,      // {"time":"…","level":"info","node":"…","msg":"…","session":"…"}
};

struct RuntimeOptions {
  std::string node = {};     // This process in the log; empty: host name and process number.
  unsigned threads = 1;      // That run() and drain() use: 1 to 256.
  std::size_t batch = 1000;  // Events handled in one transaction at most: 1 to 100,000.
  Duration poll =
      std::chrono::milliseconds(100);  // Between looks while nothing wakes an idle worker.
  std::int32_t max_attempts = 10;      // At a step that throws, before its session is suspended.
  Duration retry_first =
      std::chrono::seconds(1);  // Before the second attempt; then twice as long each time,
  Duration retry_longest = std::chrono::minutes(5);  // up to this.
  // Every how many steps a session's state is kept besides, and in the journal what each step was told, so that
  // replay() can do steps again; 0: never, and a journal that takes less room.
  std::int64_t snapshot_every = 0;
  bool migrate = false;  // Bring the store's schema to this build's version, for programs that own
                         // their store.
  LogLevel log =
      LogLevel::Info;  // What is less is not logged. Logs go to standard error, a line each.
  LogForm log_form = LogForm::KeyValue;
  Observer* observer =
      nullptr;  // Is told of the work, such as perdure::Metrics. It outlives the runtime.
  // Of stored state, whose sessions stay decoded in memory while nobody else has their lane, and of their rows.
  std::size_t hot_bytes = std::size_t{128} << 20U;
  Retention retention = {};  // What run() removes now and then.
  // Between maintain()s of run(), which indexes the journal after many steps, too; 0: never.
  Duration upkeep = std::chrono::hours(1);
};

struct ServeOptions {
  unsigned concurrency = 1;  // Attempts that this process makes at a time: 1 to 1,000.
  // After so long without a word from this process its attempts are over, and others may make the next. It is heard of
  // three times as often. From 10 ms.
  Duration lease = std::chrono::seconds(30);
};

template <class Event, class Variant>
inline constexpr bool IsAlternative = false;
template <class Event, class... Events>
inline constexpr bool IsAlternative<Event, std::variant<Events...>> =
    (std::is_same_v<Event, Events> || ...);
template <class Event, class Machine>
inline constexpr bool IsAlternative<Event, machine::AnyEvent<Machine>> =
    machine::AnyEvent<Machine>::template takes<Event>;

// One of the events that the machine's chart declares.
template <class Event, class Machine>
concept EventOf = EventType<Event> && IsAlternative<Event, typename Machine::Event>;

// A session as it stood when it was read.
template <class Machine>
struct Session {
  SessionStatus status = SessionStatus::Starting;
  std::int64_t revision = 0;  // Steps run.
  std::string failure;  // Why its last attempt failed, or why it is suspended; empty: neither.
  typename Machine::Snapshot snapshot;  // Not started() before its first step was run.
};

// Everything but add() may be called from any thread. Everything that talks to the store throws
// what it throws: Error(StoreUnavailable), Error(StoreFailure), Error(NotMigrated).
class Runtime {
 public:
  // Throws Error(InvalidArgument) for an option out of its range, and Error(NotMigrated) if the
  // schema is not this build's and `migrate` was not asked for.
  explicit Runtime(std::unique_ptr<Store> store, RuntimeOptions options = {});
  // No other thread may be in run() or drain().
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // From now on this runtime handles the events of that chart's sessions. `handlers` are shared by
  // its threads and outlive it. Before run() and drain(). start(), send() and read() need no add():
  // a program may leave the work to others. Throws Error(InvalidArgument) if that version was added
  // before.
  template <class Machine>
  void add(typename Machine::Handlers& handlers, ChartOptions options = {}) {
    add(chart_of<Machine>(handlers), options);
  }
  void add(std::unique_ptr<Chart> chart, ChartOptions options = {});

  // From now on this runtime does the work of that service, whichever session invokes it: `work` is called for each
  // attempt as work(const S&) or work(const S&, Job&), see perdure/service.h, by as many threads as
  // `concurrency` says. What it returns is the result; what it throws is why the attempt failed. A call that hangs
  // holds its thread, and no more: its session hears that the time is out. Before run() and drain(). A runtime that
  // serves and has no chart leaves the sessions to others. Throws Error(InvalidArgument) for an option out of its range,
  // and if that service is served already.
  template <ServiceType S, class Work>
  void serve(Work work, ServeOptions options = {}) {
    serve(
        S::name,
        [work = std::move(work)](const Bytes& arguments, Job& job) mutable {
          return do_service<S>(work, arguments, job);
        },
        options);
  }
  // With arguments and result as they are stored.
  void serve(std::string_view service, ServiceWork work, ServeOptions options = {});

  // Makes a session, with its first step and `first` behind it in its queue, all or nothing. Throws
  // Error(SessionExists) if there is one of that id, Error(InvalidArgument) if is_session_id() is
  // not true of it. A connection lost in the middle is followed up.
  template <class Machine, EventOf<Machine>... First>
  void start(std::string_view id, const typename Machine::Params& params = {},
             const First&... first) {
    start_session(new_session<Machine>(id, params), {message(id, first)...}, {});
  }
  // True: made, by this call or by one before it that had the same key. False: it was there, and
  // `first` is as `if_exists` says.
  template <class Machine, EventOf<Machine>... First>
  bool start(std::string_view id, const typename Machine::Params& params, StartOptions options,
             const First&... first) {
    return start_session(new_session<Machine>(id, params), {message(id, first)...}, options);
  }

  // Queues an event for a session, durably; handled exactly once after what was queued for it
  // before. Throws Error(UnknownSession), Error(InvalidArgument) for an id that cannot be one. That
  // the session's chart declares the event is seen only when it is handled: otherwise it is dead
  // (`perdure dead list`). False: not queued, for its key was known, or by `if_unknown`.
  template <EventType Event>
  bool send(std::string_view session, const Event& event, SendOptions options = {}) {
    const Message made = message(session, event, std::move(options));
    return send(std::span(&made, 1)) == 1;
  }
  // All or none, in this order; many at once cost little more than one. How many were queued.
  std::size_t send(std::span<const Message> messages);
  std::size_t send(std::initializer_list<Message> messages) {
    return send(std::span(messages.begin(), messages.size()));
  }

  // Takes back what was sent to or by the session under that id and is not handled yet. How many
  // that were.
  std::size_t cancel(std::string_view session, std::string_view send_id);

  // Ends a session from outside, after what was queued for it before; a suspended one too: its exits are run, and what
  // it invoked is cancelled. Throws Error(UnknownSession). For one that has ended already it does nothing.
  void end(std::string_view session);

  // Sends the session of the token that has this secret one of the events that the token accepts, at
  // once, whoever asks. Of any number that try at the same time one gets Yes.
  template <EventType Event>
  Redeemed redeem(std::string_view secret, const Event& event) {
    return redeem(secret, Event::name, to_bytes(event));
  }
  Redeemed redeem(std::string_view secret, std::string_view event, Bytes payload = {});

  // The session as last committed, migrated if an older version of the chart stored it, or nothing if there is none. Throws Error(InvalidArgument) if it
  // is one of another chart, Error(VersionMismatch) or Error(CorruptData) if this build cannot read
  // it.
  // Values that are kept apart are loaded where they are looked at, while this runtime lasts: one that the session has
  // replaced since is not there any more, and throws CorruptLargeValue.
  template <class Machine>
  std::optional<Session<Machine>> read(std::string_view id) {
    std::optional<StoredSession> stored =
        read_session(id, Machine::chart_name, versions_of<Machine>());
    if (!stored) return std::nullopt;
    std::shared_ptr<LargeSource> large;
    if constexpr (requires { Machine::keeps_apart; }) large = large_values_of(id);
    Session<Machine> session{stored->status, stored->revision, std::move(stored->failure),
                             snapshot_of<Machine>(*stored, large)};
    return session;
  }

  // The sessions of a chart of which all conditions hold, in the order of their ids; see perdure/search.h.
  template <class Machine>
  std::vector<FoundSession> find(std::initializer_list<ConditionOf<Machine>> conditions,
                                 Page page = {}) {
    Search search;
    search.chart = Machine::chart_name;
    for (const ConditionOf<Machine>& each : conditions) search.all.push_back(each.condition());
    search.after = std::move(page.after);
    search.limit = page.limit;
    return store().records().find(search);
  }

  // A session as it was after one of its steps, found by doing them again from the nearest snapshot: nothing is
  // changed, and no action is called. It takes snapshot_every, and the chart in the version that took the steps; see
  // Replayed::difference. Throws Error(UnknownSession), Error(InvalidArgument) where there is nothing to begin from or no
  // such step, Error(VersionMismatch).
  Replayed replay(std::string_view id, const ReplayTo& to = {});

  // Works through what is due, with `threads` threads and those of the services, until stop() or `stop`: then each
  // finishes its batch or its call, and run() returns. A store that fails is tried again until it is back, with a line
  // in the log. The charts that were added are registered first (perdure/registry.h): throws Error(VersionMismatch) if
  // one of them is known to the store with other states or data.
  void run();
  void run(std::stop_token stop);

  // Works until nothing is due, jobs of the services that are served here included, and none of this
  // runtime's threads is in a batch. What waits for a
  // time to come does not count (timers, retries, the sessions of charts not added here), nor does
  // what other processes are handling. Registers charts as run() does; throws what the store throws.
  void drain();

  // Ends run() and drain(), those called later included. Returns at once. Any thread, but not a
  // signal handler: see perdure/signals.h.
  void stop();

  Store& store();

 private:
  template <class Machine>
  static NewSession new_session(std::string_view id, const typename Machine::Params& params) {
    return {std::string(id),
            std::string(Machine::chart_name),
            Machine::chart_version,
            to_bytes(params),
            {}};
  }
  // Those that the machine reads, its own first.
  template <class Machine>
  static std::span<const std::uint32_t> versions_of() {
    if constexpr (requires { Machine::versions; }) {
      return Machine::versions;
    } else {
      return std::span(&Machine::chart_version, 1);
    }
  }
  template <class Machine>
  static typename Machine::Snapshot snapshot_of(const StoredSession& stored,
                                                const std::shared_ptr<LargeSource>& large) {
    using Snapshot = typename Machine::Snapshot;
    // Before the first step, the state is the parameters.
    const bool same = stored.version == Machine::chart_version;
    if (stored.revision == 0 && same) {
      return Snapshot(from_bytes<typename Machine::Params>(stored.state));
    }
    InArchive in(stored.state, large);
    if constexpr (requires { Machine::versions; }) {
      if (stored.revision == 0) return Snapshot(Machine::load_params(in, stored.version));
    }
    Snapshot snapshot = Snapshot::load(in);
    in.finish();
    return snapshot;
  }
  bool start_session(NewSession session, std::span<const Message> first, StartOptions options);
  bool start_session(NewSession session, std::initializer_list<Message> first,
                     StartOptions options) {
    return start_session(std::move(session), std::span(first.begin(), first.size()), options);
  }
  std::shared_ptr<LargeSource> large_values_of(std::string_view session);
  std::optional<StoredSession> read_session(std::string_view id, std::string_view chart,
                                            std::span<const std::uint32_t> versions);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure

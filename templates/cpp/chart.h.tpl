
<%tree%>
namespace <%chart%> {
<%types%>
<%if typed%>

namespace event {
<%for events%>

<%doc%>
struct <%name%> {
  static constexpr std::string_view name = "<%text%>";
<%if fields%>

  <%fields%>
<%end%>

  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

}  // namespace event
<%if emits%>

// What is sent to the session that invoked this one.
namespace emitted {
<%for emits%>

<%doc%>
struct <%name%> {
  static constexpr std::string_view name = "<%text%>";
<%if fields%>

  <%fields%>
<%end%>

  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

}  // namespace emitted
<%end%>
<%if services%>

// Work outside of the session: its arguments, and what it results in.
namespace service {
<%for services%>

<%doc%>
struct <%name%> {
  static constexpr std::string_view name = "<%text%>";
  using Result = <%result%>;
<%if fields%>

  <%fields%>
<%end%>

  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

}  // namespace service
<%end%>
<%end%>

namespace state {
<%for states%>

<%doc%>
struct <%name%> {
  static constexpr std::string_view name = "<%text%>";
<%if fields%>

  <%fields%>

  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive& archive) {
    <%serialize%>
  }
<%end%>
};
<%end%>

}  // namespace state
<%for structs%>

<%doc%>
struct <%name%> {
<%if fields%>
  <%fields%>

<%end%>
  bool operator==(const <%name%>&) const = default;

  template <class Archive>
  void serialize(Archive&<%if fields%> archive<%end%>) {<%if fields%>
    <%serialize%>
  }<%else%>}<%end%>
};
<%end%>

<%if typed%>
// What the chart calls. One object serves all sessions, from every thread that runs them.
class Handlers {
 public:
  virtual ~Handlers() = default;
<%for handlers%>

  <%doc%>
  <%declaration%>
<%end%>
};
<%else%>
// What a session is started with: values for variables of the document, by their names.
using Params = perdure::scxml::Data;

// The document calls nothing that a program could give it.
class Handlers {};
<%end%>

<%event_type%>
<%if dones%>

// Raised when a final state of these is entered, or every region has reached one.
namespace done {
<%for dones%>

struct <%name%> {
  static constexpr std::string_view name = "done.state.<%text%>";
<%if result%>
  <%result%>
<%end%>
};
<%end%>

}  // namespace done
<%end%>

<%if releases%>
// Sessions of the version before this one, as they were stored.
namespace <%last%> {
struct Snapshot;
}

<%end%>
// A session at rest: a value.
class Snapshot {
 public:
  explicit Snapshot(Params params = {}) : params_(std::move(params)) {}

  // Whether the state is active.
  template <class State>
  bool in() const = delete;
  // The data of a state that is active; throws std::logic_error if it is not.
  template <class State>
  const State& get() const = delete;

  const Params& params() const { return params_; }
<%if typed%>
  const Data& data() const { return data_; }
<%end%>
  // Whether the first state was entered, and whether a final state of the chart was.
  bool started() const { return leaf_ != StateId::None; }
  bool done() const;
<%if result%>
  // What that state returned.
  const std::optional<<%result%>>& result() const { return result_; }
<%end%>
<%if dynamic%>
  // What the <donedata> of that state said, if it has one.
  const std::optional<perdure::scxml::Data>& result() const { return session_.result(); }
<%end%>
  // The names of the active states that have no states inside them, in document order.
  std::vector<std::string_view> active() const;
<%if defers%>
  // The names of the events that are deferred, oldest first.
  std::vector<std::string_view> deferred() const { return perdure::machine::names_of(deferred_); }
<%end%>
<%if indexed%>

  // What the session can be found by.
  <%indexed%>
  std::vector<perdure::IndexedAttribute> indexed() const;
<%end%>
<%if large%>

  // What is kept beside the session.
  std::vector<perdure::LargeValue*> large_values();
<%end%>

  void save(perdure::OutArchive& out) const;
  // Throws perdure::Error: VersionMismatch, CorruptData.
  static Snapshot load(perdure::InArchive& in);
<%if releases%>
  // What load() reads: this version, and those that it migrates.
  <%versions%>
  // The parameters of a session that an older version made and nobody has started yet.
  static Params load_params(perdure::InArchive& in, std::uint32_t version);
<%end%>

  bool operator==(const Snapshot&) const = default;

 protected:
<%if releases%>
  // What the session is now that was one of the version before.
  void migrate(<%last%>::Snapshot old);

<%end%>
  // In document order, so that a state with all that is inside it is a range.
  <%state_ids%>

  Params params_;
<%if typed%>
  Data data_;
<%else%>
  perdure::scxml::Session session_;
<%end%>
<%for leaves%>
  StateId <%leaf%> = StateId::None;
<%end%>
<%for state_data%>
  std::optional<<%state%>> <%member%>;
<%end%>
<%for histories%>
  <%type%> <%member%>{};
<%end%>
<%if has_invocations%>
  std::uint64_t invocations_ = 0;  // All that were ever made.
<%for invocations%>
  perdure::machine::Invocation <%member%>;
<%end%>
<%end%>
<%if result%>
  std::optional<<%result%>> result_;
<%end%>
<%if defers%>
  std::vector<perdure::machine::Deferred> deferred_;
<%end%>
};
<%for states%>

template <>
inline bool Snapshot::in<state::<%name%>>() const {
  return <%is_in%>;
}
<%if fields%>
template <>
inline const state::<%name%>& Snapshot::get<state::<%name%>>() const {
  return perdure::machine::data_of(<%member%>, state::<%name%>::name);
}
<%end%>
<%end%>

<%doc%>
class Machine : public Snapshot<%if dynamic%>, private perdure::scxml::Configuration<%end%> {
 public:
  using Snapshot = <%scope%>::Snapshot;
  using Params = <%scope%>::Params;
  using Handlers = <%scope%>::Handlers;
  using Event = <%scope%>::Event;

  static constexpr std::string_view chart_name = "<%qualified%>";
  static constexpr std::uint32_t chart_version = <%chart_version%>;
  static constexpr std::string_view chart_shape = "<%shape%>";
  static constexpr std::string_view chart_behaviour = "<%behaviour%>";
<%if keeps_apart%>
  static constexpr bool keeps_apart = true;  // Sessions have, or once had, values beside them.
<%end%>
  // What the chart is made of, as JSON, for whoever has to read its sessions without this program.
  static std::string chart_definition();
<%if index%>

  // What sessions are found by: see perdure/search.h.
  struct index {
    <%index%>
  };
<%end%>
<%if actions%>
  // Handlers that hand on to `handlers`, and keep what actions answer where a step is kept (perdure/answers.h).
  static std::unique_ptr<Handlers> witness(Handlers& handlers);
<%end%>
  // The names of the states without states inside them that are the state, or are in it.
  static std::vector<std::string> atomic_states(std::string_view state);

<%if calls%>
  explicit Machine(Handlers& handlers, Params params = {})
      : Snapshot(std::move(params)), handlers_(&handlers) {}
  Machine(Handlers& handlers, Snapshot snapshot)
      : Snapshot(std::move(snapshot)), handlers_(&handlers) {}
<%else%>
  explicit Machine(Handlers&, Params params = {}) : Snapshot(std::move(params)) {}
  Machine(Handlers&, Snapshot snapshot) : Snapshot(std::move(snapshot)) {}
<%end%>

  // Enters the first states. Once, before any event.
  void start();
<%if typed%>
  // Each runs one macrostep, and says whether a transition was taken.
<%else%>
  // Each runs one macrostep. handle() also takes what becomes of invocations.
  perdure::Handled handle(const perdure::Delivery& delivery);
<%end%>
<%for events%>
  bool dispatch(const event::<%name%>& event);
<%end%>
  bool dispatch(const Event& event);
<%if typed%>
  // An `after` that is due. One that was cancelled, or that nobody knows, changes nothing.
<%else%>
  // Documents have no timers but delayed events.
<%end%>
  bool fire(std::string_view timer);
<%if typed%>
  // Nothing where there is no such event. Throws perdure::Error(CorruptData).
<%else%>
  // Every name is that of an event. Throws perdure::Error(CorruptData).
<%end%>
  static std::optional<Event> decode(std::string_view name, std::span<const std::byte> payload);
  // Leaves every state that is active, innermost first, and thereby ends the session.
  void cancel();
<%if has_invocations%>
  // What becomes of an invocation, as an event to dispatch. Nothing where that is not under way. Throws
  // perdure::Error(CorruptData).
  std::optional<Event> outcome(const perdure::Delivery& delivery) const;
<%end%>

  // What handlers are told of the step; to be set before it.
  perdure::Step& step() { return step_; }
  // What the last step asked for.
  perdure::Effects& effects() { return effects_; }
  // Where the states that are left and entered are noted, if anywhere.
  void trace_into(perdure::Trace* trace) { trace_ = trace; }

 private:
<%if selects%>
  // The transitions that can be enabled at once.
  enum class Transition : std::uint16_t;
<%if conflicts%>
  using Selection = perdure::machine::Selection<Transition, <%regions%>>;
<%end%>

<%end%>
<%if specialised%>
  // What states do by themselves.
  template <class State>
  void leave();
  template <class State>
  void enter();
<%end%>
  void left(StateId state) {
    if (trace_ != nullptr) [[unlikely]]
      note_left(state);
  }
  void entered(StateId state) {
    if (trace_ != nullptr) [[unlikely]]
      note_entered(state);
  }
  void moved(StateId from, StateId to) {
    if (trace_ != nullptr) [[unlikely]]
      note_moved(from, to);
  }
  [[gnu::cold, gnu::noinline]] void note_left(StateId state);
  [[gnu::cold, gnu::noinline]] void note_entered(StateId state);
  [[gnu::cold, gnu::noinline]] void note_moved(StateId from, StateId to);
<%if walks_up%>
  void left(StateId from, StateId to);
<%end%>
<%if dynamic%>
  bool is_active(std::string_view state) const override;
  void begin();
<%if invokes%>
  bool invoke();
<%end%>
<%if finalizes%>
  void finalize(const perdure::scxml::Invocation& sender<%if uses_event%>,
                const Event& event<%end%>);
<%end%>
<%end%>
<%if fails%>
  bool failed(const perdure::ExecutionError& error);
<%end%>
<%if settles%>
  bool settle(bool taken);
<%end%>
<%if has_invocations%>
  void invoke();
<%end%>
<%if defers%>
  using Configuration = std::array<StateId, <%regions%>>;
  Configuration configuration() const;
  perdure::Handled offer(const perdure::machine::Deferred& kept);
  bool offer_again(const Configuration& before, bool taken);
<%end%>
<%if conflicts%>
  template <class AnyEvent>
  bool take(Selection& chosen, const AnyEvent& event);
<%end%>
<%for functions%>
  <%declaration%>
<%end%>

<%if calls%>
  Handlers* handlers_;
<%end%>
  perdure::Step step_;
  perdure::Effects effects_;
  perdure::Trace* trace_ = nullptr;
<%if queue%>
  <%queue%>
<%end%>
};

}  // namespace <%chart%>

using <%name%> = <%chart%>::Machine;

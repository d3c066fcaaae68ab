
namespace <%chart%> {
<%types%>

namespace {

using perdure::machine::StateInfo;

constexpr StateInfo States[] = {
    <%states%>
};
constexpr perdure::machine::RegionInfo Regions[] = {<%regions%>};
constexpr perdure::machine::ChartInfo Chart{States, Regions};

constexpr std::uint32_t number(auto state) { return static_cast<std::uint32_t>(state); }
<%if dynamic%>

<%for words%>
using perdure::scxml::<%word%>;
<%end%>
<%if words%>

<%end%>
<%if documents%>
constexpr perdure::scxml::Document Documents[] = {
<%for documents%>
    <%row%>,
<%end%>
};
<%end%>
<%definition%>
<%end%>
<%if conflicts%>

constexpr perdure::machine::StateRange Nothing{1, 0};

constexpr perdure::machine::StateRange range(auto first, auto last) {
  return {number(first), number(last)};
}
<%end%>
<%if child_of%>

// The child of `parent` that `state` is, or is in.
template <class StateId>
StateId child_of(StateId parent, StateId state) {
  while (States[number(state)].parent != number(parent)) {
    state = static_cast<StateId>(States[number(state)].parent);
  }
  return state;
}
<%end%>

}  // namespace

<%done%>

std::vector<std::string_view> Snapshot::active() const {
  const std::uint32_t leaves[] = {<%leaf_numbers%>};
  return perdure::machine::names_of(Chart, leaves);
}

void Snapshot::save(perdure::OutArchive& out) const {
  <%save%>
}
<%if indexed%>

std::vector<perdure::IndexedAttribute> Snapshot::indexed() const {
  <%indexed%>
}
<%end%>
<%if large%>

std::vector<perdure::LargeValue*> Snapshot::large_values() {
  <%large%>
}
<%end%>

<%if releases%>
<%versions%>

<%migrate%>

Params Snapshot::load_params(perdure::InArchive& in, std::uint32_t version) {
  Snapshot snapshot;
  snapshot.migrate(<%last%>::Snapshot::load(in, version, false));
  return snapshot.params_;
}

<%end%>
Snapshot Snapshot::load(perdure::InArchive& in) {
  <%load%>
}
<%if walks_up%>

// Leaves a state and those around it up to `to`, where that is only to be noted.
void Machine::left(StateId from, StateId to) {
  if (trace_ == nullptr) return;
  for (; from != to; from = static_cast<StateId>(States[number(from)].parent)) {
    note_left(from);
  }
}
<%end%>

void Machine::note_left(StateId state) {
  perdure::machine::note(trace_->left, States[number(state)].name);
}

void Machine::note_entered(StateId state) {
  perdure::machine::note(trace_->entered, States[number(state)].name);
}

void Machine::note_moved(StateId from, StateId to) {
  note_left(from);
  note_entered(to);
}
<%if dynamic%>

bool Machine::is_active(std::string_view state) const {
  const std::uint32_t leaves[] = {<%leaf_numbers%>};
  return perdure::machine::is_active(Chart, leaves, state);
}

void Machine::begin() {
  perdure::machine::clear(effects_);
  session_.begin(Definition, step_, effects_, *this);
}
<%if fails%>

// What fails ends the block that it happens in, and raises error.execution.
bool Machine::failed(const perdure::ExecutionError& error) {
  session_.failed(error);
  return false;
}
<%end%>
<%else%>
<%if fails%>

<%if takes_errors%>
// What fails ends the block that it happens in, or is false where it is a guard, and raises error.execution.
bool Machine::failed(const perdure::ExecutionError& error) {
  internal_.push(perdure::machine::ExecutionFailed{error.what()});
  return false;
}
<%else%>
// What fails ends the block that it happens in, or is false where it is a guard. No state takes
// error.execution.
bool Machine::failed(const perdure::ExecutionError&) { return false; }
<%end%>
<%end%>
<%end%>
<%for specialisations%>

<%code%>
<%end%>
<%if selects%>

enum class Machine::Transition : std::uint16_t {
  None,
<%for enumerators%>
  <%enumerator%>,
<%end%>
};
<%end%>
<%if conflicts%>

// One microstep: of what is chosen, what is preempted is dropped, and the rest is taken together.
template <class AnyEvent>
bool Machine::take(Selection& chosen, const AnyEvent& event) {
  if (chosen.size() == 0) return false;
  if (chosen.size() > 1) {
    chosen.remove_conflicts([this](Transition t) { return domain(t); },
                            [this](Transition t) { return source(t); });
  }
  for (std::size_t i = chosen.size(); i-- > 0;) leave(chosen[i]);
  for (std::size_t i = 0; i < chosen.size(); ++i) act(chosen[i], event);
  for (std::size_t i = 0; i < chosen.size(); ++i) enter(chosen[i]);
  return true;
}
<%end%>
<%for functions%>

<%definition%>
<%end%>
<%if invokes%>

// Starts what states invoke that were entered, and not left, since the last time. Whether it did.
bool Machine::invoke() {
  bool any = false;
  while (const auto state = session_.next_to_invoke()) {
    any = true;
    switch (static_cast<StateId>(*state)) {
      <%invocations%>
      default:
        break;
    }
  }
  return any;
}
<%end%>
<%if finalizes%>

// What is to be done with an event of an invocation before it is taken.
void Machine::finalize(const perdure::scxml::Invocation& sender<%if uses_event%>,
                       const Event& event<%end%>) {
  <%finalizations%>
}
<%end%>
<%if dynamic%>

// Goes on to a stable configuration: first what needs no event, then the events that were raised.
<%if invokes%>
// Then what is invoked, which may raise more.
<%end%>
bool Machine::settle(bool taken) {
  for (int microsteps = 0; !done(); ++microsteps) {
    if (microsteps == perdure::machine::MaxMicrosteps) perdure::machine::endless(chart_name);
<%if eventless%>
    if (eventless()) {
      taken = true;
      continue;
    }
<%end%>
<%if invokes%>
    if (const auto raised = session_.next()) {
      if (on(*raised)) taken = true;
    } else if (!invoke()) {
      break;
    }
<%else%>
    const auto raised = session_.next();
    if (!raised) break;
    if (on(*raised)) taken = true;
<%end%>
  }
  session_.forget_events();
  return taken;
}
<%else%>
<%if settles%>

// Goes on to a stable configuration: first what needs no event, then the events that were raised.
bool Machine::settle(bool taken) {
<%if rounds%>
  for (int microsteps = 0; !done(); ++microsteps) {
    if (microsteps == perdure::machine::MaxMicrosteps) perdure::machine::endless(chart_name);
<%if eventless%>
<%if queue%>
    if (eventless()) {
      taken = true;
      continue;
    }
<%else%>
    if (!eventless()) break;
    taken = true;
<%end%>
<%end%>
<%if queue%>
<%if has_invocations%>
    if (internal_.empty()) invoke();
<%end%>
    if (internal_.empty()) break;
    const auto raised = internal_.pop();
<%if large_queue%>
<%if actions%>
    step_.event = raised.name;
<%end%>
    if (raised.taken_by(*this)) taken = true;
<%else%>
<%if actions%>
    const auto handle = [this](const auto& event) {
      step_.event = event.name;
      return on(event);
    };
<%else%>
    const auto handle = [this](const auto& event) { return on(event); };
<%end%>
    if (std::visit(handle, raised)) taken = true;
<%end%>
<%end%>
  }
<%end%>
<%if queue%>
  internal_.clear();
<%else%>
<%if has_invocations%>
  if (!done()) invoke();
<%end%>
<%end%>
  return taken;
}
<%end%>
<%if has_invocations%>

// Starts what states invoke that were entered in this macrostep and are still active.
void Machine::invoke() {
  <%invoke%>
}
<%end%>
<%if defers%>

Machine::Configuration Machine::configuration() const { return {<%leaf_list%>}; }

perdure::Handled Machine::offer(const perdure::machine::Deferred& kept) {
  <%offer%>
  return perdure::Handled::Unknown;
}

// After a change of the configuration, what was deferred is offered again, the oldest first, each event in a
// macrostep of its own. What is left when the session is done can be looked at, and is never offered again.
bool Machine::offer_again(const Configuration& before, bool taken) {
  std::size_t next = before == configuration() ? deferred_.size() : 0;
  for (int offers = 0; next < deferred_.size() && !done(); ++offers) {
    if (offers == perdure::machine::MaxMicrosteps) perdure::machine::endless(chart_name);
    const Configuration offered_in = configuration();
    const perdure::Handled handled = offer(deferred_[next]);
    if (handled == perdure::Handled::Deferred) {
      ++next;
    } else {
      deferred_.erase(deferred_.begin() + static_cast<std::ptrdiff_t>(next));
      if (handled == perdure::Handled::Taken) taken = true;
    }
    if (offered_in != configuration()) next = 0;
  }
  return taken;
}
<%end%>
<%end%>

void Machine::start() {
  <%start%>
}

void Machine::cancel() {
  <%cancel%>
}

<%if dynamic%>
bool Machine::dispatch(const Event& event) {
  begin();
  session_.receive(event);
  return settle(on(event));
}

perdure::Handled Machine::handle(const perdure::Delivery& delivery) {
  begin();
  const auto event = session_.receive(delivery);
  if (!event) return perdure::Handled::Ignored;
<%if finalizes%>
  if (session_.sender()) finalize(*session_.sender()<%if uses_event%>, *event<%end%>);
<%end%>
  return session_.handled(settle(on(*event)));
}
<%else%>
<%if large_events%>
bool Machine::dispatch(const Event& event) { return event.dispatch_to(*this); }
<%else%>
<%if events%>
bool Machine::dispatch(const Event& event) {
  return std::visit([this](const auto& one) { return dispatch(one); }, event);
}
<%else%>
bool Machine::dispatch(const Event&) { return false; }
<%end%>
<%end%>
<%end%>

<%if fire%>
bool Machine::fire(std::string_view timer) {
  <%fire%>
  return false;
}
<%else%>
bool Machine::fire(std::string_view) { return false; }
<%end%>

<%if dynamic%>
std::optional<Machine::Event> Machine::decode(std::string_view name,
                                              std::span<const std::byte> payload) {
  if (!payload.empty()) return perdure::from_bytes<Event>(payload);
  Event event;
  event.name = name;
  return event;
}
<%else%>
<%if declared%>
std::optional<Machine::Event> Machine::decode(std::string_view name,
                                              std::span<const std::byte> payload) {
<%if large_events%>
  static constexpr Event::Kind Events[] = {
<%for declared%>
      Event::kind<event::<%name%>>(),
<%end%>
  };
  for (const Event::Kind& kind : Events) {
    if (name == kind.name) return Event(kind, payload);
  }
<%else%>
<%for declared%>
  if (name == event::<%name%>::name) {
    return perdure::from_bytes<event::<%name%>>(payload);
  }
<%end%>
<%end%>
  return std::nullopt;
}
<%else%>
std::optional<Machine::Event> Machine::decode(std::string_view, std::span<const std::byte>) {
  return std::nullopt;
}
<%end%>
<%if has_invocations%>

std::optional<Machine::Event> Machine::outcome(const perdure::Delivery& delivery) const {
  <%outcome%>
  return std::nullopt;
}
<%end%>
<%end%>

<%if witness%>
namespace {

<%witness%>

}  // namespace

std::unique_ptr<Handlers> Machine::witness(Handlers& handlers) {
  return std::make_unique<Witness>(handlers);
}

<%end%>
std::vector<std::string> Machine::atomic_states(std::string_view state) {
  return perdure::machine::atomic_states(Chart, state);
}

<%chart_definition%>

}  // namespace <%chart%>

// What generated machines of SCXML documents keep and do besides being in states: the procedures of the Recommendation's
// Appendix D and its executable content, over a DataModel.
//
// Only generated code calls this. Words and sections are those of the SCXML Recommendation (W3C, 1 September 2015).
#pragma once

#include <perdure/archive.h>
#include <perdure/chart.h>
#include <perdure/effects.h>
#include <perdure/scxml.h>

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::scxml {

// A value as a document writes it. The text lives as long as the program.
struct Written {
  enum class Form : std::uint8_t {
    Nothing,
    Words,   // The text itself.
    Script,  // An expression, for the data model.
    Inline,  // What stands between two tags: JSON or words,
    Xml,     // or an element.
  };

  constexpr Written() = default;
  constexpr Written(const char* words) : form(Form::Words), text(words) {}
  constexpr Written(Form of, std::string_view written) : form(of), text(written) {}

  Form form = Form::Nothing;
  std::string_view text;
};

constexpr Written script(std::string_view text) { return {Written::Form::Script, text}; }
constexpr Written content(std::string_view text) { return {Written::Form::Inline, text}; }
constexpr Written xml(std::string_view text) { return {Written::Form::Xml, text}; }

// <param>, or a name of `namelist`.
struct Param {
  std::string_view name;
  std::string_view expr;
};

// <send> (6.2). `id_location` is empty where there is none.
struct Send {
  Written event = {};
  Written target = {};
  Written type = {};
  Written delay = {};
  std::string_view id = {};
  std::string_view id_location = {};
  std::vector<Param> params = {};
  Written content = {};
};

// <invoke> (6.4).
struct Invoke {
  std::string_view state;   // Whose it is,
  std::uint32_t place = 0;  // and which of that state's.
  std::string_view id = {};
  std::string_view id_location = {};
  Written type = {};
  std::string_view chart = {};  // The stored name of the chart that was compiled for it; else:
  Written source = {};
  Written content = {};
  std::vector<Param> params = {};
  bool autoforward = false;
};

// An invocation that lasts. Stored with the session.
struct Invocation {
  std::string id;  // The invokeid.
  std::string
      invocation;  // InvokeEffect::invocation: "<invokeid>.<n>", never used twice, as an invokeid may be.
  std::string session;  // The invoked one.
  std::string state;    // Invoke::state and
  std::uint32_t place = 0;
  bool autoforward = false;

  bool is(std::string_view of_state, std::uint32_t of_place) const {
    return state == of_state && place == of_place;
  }
  bool operator==(const Invocation&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(id, invocation, session, state, place, autoforward);
  }
};

// A document that was compiled together with the machine's own, so that one that is only named, or made, at run time
// can be invoked.
struct Document {
  std::string_view chart;  // Its stored name.
  std::string_view
      file;  // Relative to the folder of the machine's own; empty for one that stands in another.
  std::string_view text;
};

// What a machine tells of its document.
struct Definition {
  std::string_view name;  // `_name`
  std::unique_ptr<DataModel> (*make_data_model)(const EngineLimits& limits);
  std::span<const Document> documents = {};
};

// The machine, as its session asks it.
class Configuration {
 public:
  virtual bool is_active(std::string_view state) const = 0;

 protected:
  ~Configuration() = default;
};

// A part of a snapshot, and as such a value: a copy of one whose data model is at work holds that model's data. The
// machine's own, which is the only one that anything is done with, makes its data model when it is first needed.
//
// What cannot be evaluated throws ExecutionError, which ends the block of executable content, unless it is said otherwise.
class Session {
 public:
  Session();
  ~Session();
  Session(const Session& other);
  Session& operator=(const Session& other);
  Session(Session&& other) noexcept;
  Session& operator=(Session&& other) noexcept;
  bool operator==(const Session& other) const;

  void save(OutArchive& out) const;
  // Throws Error(CorruptData).
  void load(InArchive& in, const Definition& definition);

  // What the final state's <donedata> said. Nothing before that, and where there was none.
  const std::optional<Data>& result() const { return result_; }

  // Before anything else in a step. All of it lives until the step's end. Throws Error(CorruptData) where data that
  // was loaded turns out to be none.
  void begin(const Definition& definition, const Step& step, Effects& effects,
             const Configuration& configuration);

  // Data (5.2, 5.3). What cannot be evaluated leaves the variable undefined, and raises error.execution.
  void declare(std::initializer_list<std::string_view> variables);
  void initialise(std::string_view variable, Written value);
  // The same, unless `params` have a value of that name.
  void initialise(std::string_view variable, Written value, const Data& params);
  // Whether the state is entered for the first time, where data is bound late.
  bool is_first_entry(std::string_view state);

  // Events.
  // The next internal event, which is `_event` from now on.
  std::optional<Event> next();
  // What arrives from outside is `_event` from now on, and is forwarded to those who shall have all.
  void receive(const Event& event);
  // The same, of what is delivered. Nothing where there is no event in it. What an invocation sent before it was
  // cancelled is still an event.
  std::optional<Event> receive(const Delivery& delivery);
  // Whose event was received last; nothing where it comes from no invocation, or from one that is over.
  const std::optional<Invocation>& sender() const { return sender_; }
  // What is to be said of the event: whether it made a difference.
  Handled handled(bool taken) const { return taken || worked_ ? Handled::Taken : Handled::Ignored; }
  // A block, or something that evaluates in its own right, has failed: raises error.execution.
  void failed(const ExecutionError& error);
  // Of internal events that were not handled, since the session has ended.
  void forget_events();

  // Executable content (4, 5.4, 5.8, 6).
  // A condition that cannot be evaluated is false, and raises error.execution (5.9.1).
  bool holds(std::string_view condition);
  void raise(std::string_view event);
  void log(std::string_view label, Written value = {});
  void assign(std::string_view location, Written value);
  void run(std::string_view script);
  template <class Body>
  void foreach (std::string_view array, std::string_view item, std::string_view index, Body body) {
    data_model().foreach (array, item, index, body);
  }
  void send(const Send& send);
  void cancel(Written send_id);

  // done.state.<state>, with what <donedata> says. What fails in that raises error.execution first (5.5, 5.7).
  void raise_done(std::string_view state, const std::vector<Param>& params = {},
                  Written content = {});
  // The session ends, and this is its result.
  void finish(const std::vector<Param>& params = {}, Written content = {});

  // Invocations. A state that invokes is entered, and left; `number` is its place in document order.
  void entered(std::uint32_t number);
  void left(std::uint32_t number, std::string_view state);
  // The first state that was entered, and not left, and has not invoked since then: it is to do so now.
  std::optional<std::uint32_t> next_to_invoke();
  // Does not throw ExecutionError: what fails raises error.execution, and nothing is invoked.
  void invoke(const Invoke& invoke);
  // <finalize/>: each location becomes what the event's data has under that name (6.5.2).
  void update(const Event& event, const std::vector<Param>& locations);

 private:
  struct Live;

  DataModel& data_model();
  void make_live(const Definition& definition);
  void bind(const Definition& definition);
  Bytes data() const;
  void become(const Event& event);
  void forward(const Event& event);
  void fail_to_send(std::string_view send_id, std::string_view why);
  std::string text(Written value);
  Data payload(const std::vector<Param>& params, Written content);
  Data done_data(const std::vector<Param>& params, Written content);
  void send_as(const Send& send, const std::string& id);
  void dispatch(SendEffect effect, std::string_view target, const Event& event);
  void set_id(std::string_view location, std::string_view id);
  std::string chart_of(const Invoke& invoke);

  Bytes
      data_;  // Of the data model, while there is none at work. Empty before the session's first step.
  std::uint64_t last_id_ = 0;  // Of the ids that were generated.
  std::vector<Invocation> invocations_;
  std::vector<std::string> entered_;  // Where data is bound late: the states that were.
  std::optional<Data> result_;

  // For the time of a step.
  std::unique_ptr<Live> live_;
  std::deque<Event> events_;              // Internal ones.
  std::vector<std::uint32_t> to_invoke_;  // In document order.
  std::optional<Invocation> sender_;
  bool worked_ = false;
};

}  // namespace perdure::scxml

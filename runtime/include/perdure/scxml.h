// What generated machines of SCXML documents stand on whose data model is not typed: events of any name and content,
// and an engine that evaluates what the document says.
//
// Words and sections are those of the SCXML Recommendation (W3C, 1 September 2015).
#pragma once

#include <perdure/archive.h>
#include <perdure/error.h>
#include <perdure/surroundings.h>
#include <perdure/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perdure::scxml {

// A value on its way from one session to another, whatever their data models.
struct Data {
  // Stored by number.
  enum class Form : std::uint8_t {
    None,  // No data: `undefined`.
    Json,
    Text,  // Words, white space normalised (B.2.5).
    Xml,   // A well-formed element.
  };

  Form form = Form::None;
  std::string text;

  bool operator==(const Data&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(form, text);
  }
};

enum class EventType : std::uint8_t { Platform, Internal, External };

// An event, internal or external: `_event` (5.10.1).
struct Event {
  std::string name;
  EventType type = EventType::External;
  std::string send_id;
  std::string origin;
  std::string origin_type;
  std::string invoke_id;
  Data data;
  std::string raw;  // `_event.raw`: the message as the Basic HTTP event I/O processor received it.

  bool operator==(const Event&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(name, type, send_id, origin, origin_type, invoke_id, data, raw);
  }
};

// Whether a list of event descriptors, separated by blanks, matches an event's name: token by token, `.*` and `.` at
// the end of a descriptor left out (3.12.1).
bool matches(std::string_view descriptors, std::string_view event);

// The system variables (5.10) that stay what they are. `in` answers `In(state)`.
struct System {
  std::string session;
  std::string chart;  // `_name`
  std::function<bool(std::string_view state)> in;
};

// The data model of one session. Used by one thread at a time. Whatever cannot be evaluated throws ExecutionError with
// the engine's own words and leaves everything as far as it was; anything else that a script can do stays in it.
class DataModel {
 public:
  virtual ~DataModel() = default;

  // Before anything else, and again after load().
  virtual void bind(System system, std::span<const IoProcessor> processors) = 0;

  // What scripts take for the time until the next call: before each step, as the step's own. A step is to be a function
  // of the session, the event and the time.
  virtual void set_time(Timestamp now) = 0;

  // The variable is there, undefined. Once for each <data>, before the session's first step.
  virtual void declare(std::string_view id) = 0;

  // <data expr>, <assign expr>: `location` becomes what `expr` is. Throws where the location is not one, does not
  // exist, or is a system variable (5.10).
  virtual void assign(std::string_view location, std::string_view expr) = 0;
  // <assign>…</assign>, <data>…</data>: read as JSON or else as words (B.2.2.1); XML becomes a DOM (B.2.1).
  virtual void assign_inline(std::string_view location, std::string_view text, bool xml) = 0;
  virtual void assign_data(std::string_view location, const Data& data) = 0;

  virtual bool condition(std::string_view expr) = 0;
  // As text, for `eventexpr` and its kin.
  virtual std::string text(std::string_view expr) = 0;
  // As it is sent: throws for what has no such form (a function, a cycle).
  virtual Data value(std::string_view expr) = 0;
  // {"name": value, …}, of <param>s and `namelist` (5.7, 6.2): the names in order, a later one of the same name wins.
  virtual Data values(
      std::span<const std::pair<std::string_view, std::string_view>> named_exprs) = 0;
  // For <log>: any value, as people read it.
  virtual std::string shown(std::string_view expr) = 0;

  virtual void run(std::string_view script) = 0;

  // <foreach> (4.6): over a shallow copy. Throws before the first round where `array` is none or a name is illegal;
  // what `body` throws ends the loop.
  virtual void foreach (std::string_view array, std::string_view item, std::string_view index,
                        const std::function<void()>& body) = 0;

  // `_event` from now on (5.10.1).
  virtual void set_event(const Event& event) = 0;

  // Everything that the session's scripts can see and have changed, and back. load() throws Error(CorruptData).
  virtual void save(OutArchive& out) const = 0;
  virtual void load(InArchive& in) = 0;
};

// What an engine may use up before the session's step fails with ExecutionError.
struct EngineLimits {
  std::size_t memory = 16 * 1024 * 1024;    // Bytes, for each session.
  Duration time = std::chrono::seconds(1);  // For each evaluation.
};

// `datamodel="ecmascript"` (B.2), in Duktape: ECMAScript 5.1 with some of 2015.
std::unique_ptr<DataModel> make_ecmascript(const EngineLimits& limits = {});
// `datamodel="null"` (B.1): nothing but `In()`.
std::unique_ptr<DataModel> make_null();

}  // namespace perdure::scxml

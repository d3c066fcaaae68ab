// The seam between the runtime and generated code: a chart and a session of it, without their types.
//
// Programs do not call this; Runtime::add<Machine>() does. chart_of<Machine>() makes one from any class
// that perdurec generated.
#pragma once

#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/indexed.h>
#include <perdure/large.h>
#include <perdure/types.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

enum class Handled {
  Taken,     // At least one transition was taken.
  Deferred,  // None now, but a state of the configuration defers it: the session keeps it, in order.
  Ignored,   // No transition of the configuration takes it. Nothing changed.
  Unknown,   // This version of the chart has no such event. Nothing changed.
};

// What a session is handed.
struct Delivery {
  EventKind kind = EventKind::Event;
  std::string_view event;  // The event's or the timer's name.
  // Done, Failed, Progress, Emitted: whose. What is sent after that invocation was cancelled is not delivered; what
  // was sent before it is.
  std::string_view invocation;
  std::span<const std::byte> payload;
};

// One session's machine in memory. Used by one thread at a time. After an exception other than
// Error(CorruptData) from handle() it is in no defined state and must be thrown away.
class LiveSession {
 public:
  virtual ~LiveSession() = default;

  // Enters the initial configuration and runs to the first stable one. Once, before any handle().
  virtual void start(const Step& step) = 0;

  // Runs one macrostep. Throws Error(CorruptData), having changed nothing, if the payload is not one of
  // that event; passes on whatever a handler throws except ExecutionError.
  virtual Handled handle(const Delivery& delivery, const Step& step) = 0;

  // Leaves every state, innermost first, with what their exits do, and ends the session without a result
  // (SCXML, exitInterpreter): whoever invoked it does so no more.
  virtual void cancel(const Step& step) = 0;

  // What the last start() or handle() asked for and did.
  virtual Effects& effects() = 0;
  virtual const Trace& trace() const = 0;

  // A final state of the chart itself was entered. The result is empty where the chart has none.
  virtual bool done() const = 0;
  virtual Bytes result() const = 0;

  // The names of the active atomic states, in document order. They live as long as the program.
  virtual std::vector<std::string_view> active() const = 0;

  // The names of the events that it keeps because a state defers them, oldest first. Valid until the next step.
  virtual std::vector<std::string_view> deferred() const { return {}; }

  // What the chart marks `@indexed`, with what it is now.
  virtual std::vector<IndexedAttribute> indexed() const { return {}; }

  // Appends the session's whole state, to be read by Chart::load of the same version, or of a later one that loads()
  // it.
  virtual void save(Bytes& out) const = 0;

  // What the chart keeps apart. They live as long as the session.
  virtual std::vector<LargeValue*> large() { return {}; }
  // As save(), but of what is kept apart the names, to be read by Chart::load_apart.
  virtual void save_apart(Bytes& out) const { save(out); }
};

// One version of a chart. Immutable: any thread, all at once.
class Chart {
 public:
  virtual ~Chart() = default;

  virtual std::string_view name() const = 0;  // With its namespace: "shop.Order".
  virtual std::uint32_t version() const = 0;
  virtual std::string_view shape() const = 0;  // A digest of states and data, in hexadecimal.
  // A digest of what it does with them.
  virtual std::string_view behaviour() const { return {}; }
  // What it is made of, as JSON (docs/formats/definition.md), so that stored sessions can be read without the
  // program. Empty: nobody can.
  virtual std::string definition() const { return {}; }

  // A session that has not started, from the parameters as save_params() wrote them.
  virtual std::unique_ptr<LiveSession> create(std::span<const std::byte> params) const = 0;
  // Whether load() and create_from() know sessions of that version: its own, and those that it migrates.
  virtual bool loads(std::uint32_t other) const { return other == version(); }
  // As create(), from parameters that an older version's were saved as. Throws Error(VersionMismatch) where it does not
  // know that version.
  virtual std::unique_ptr<LiveSession> create_from(std::uint32_t older,
                                                   std::span<const std::byte> params) const {
    if (older == version()) return create(params);
    throw Error(ErrorKind::VersionMismatch, "a session was made by version " +
                                                std::to_string(older) + " of chart " +
                                                std::string(name()));
  }
  // A session as save() left it. Throws Error(VersionMismatch) or Error(CorruptData).
  virtual std::unique_ptr<LiveSession> load(std::span<const std::byte> state) const = 0;

  // Whether it, or a version that it migrates, keeps anything apart.
  virtual bool keeps_apart() const { return false; }
  // A session as save_apart() left it. `large` is told what it names, and is asked for what a migration reads.
  virtual std::unique_ptr<LiveSession> load_apart(
      std::span<const std::byte> state, const std::shared_ptr<LargeSource>& /*large*/) const {
    return load(state);
  }
};

}  // namespace perdure

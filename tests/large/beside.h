// One session and what is kept beside it, as a store would have them, for batches of events.
#pragma once

#include <perdure/large.h>
#include <perdure/machine.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/turn/dispatch.h"
#include "tests/turn/fakes.h"

namespace perdure::testing {

// A batch with what is kept beside its session; it counts what is asked for.
class BatchBeside : public FakeBatch {
 public:
  explicit BatchBeside(const std::map<LargeName, Bytes>& kept) : kept_(kept) {}

  std::optional<Bytes> large_value(std::size_t, const LargeName& name) override {
    ++loads;
    const auto found = kept_.find(name);
    if (found == kept_.end()) return std::nullopt;
    return found->second;
  }

  int loads = 0;

 private:
  const std::map<LargeName, Bytes>& kept_;
};

class SessionBeside {
 public:
  struct Told {
    EventKind kind;
    std::string name;
    Bytes payload;
  };
  template <class Event>
  static Told told(const Event& event) {
    return {EventKind::Event, std::string(Event::name), to_bytes(event)};
  }

  template <class Machine>
  void start(const typename Machine::Params& params) {
    stored.id = "v";
    stored.chart = Machine::chart_name;
    stored.version = Machine::chart_version;
    stored.state = to_bytes(params);
    run({{EventKind::Start, "start", {}}});
  }

  // Hands the session these events in one batch, and keeps what is written as a store would.
  void run(const std::vector<Told>& events) {
    BatchBeside batch(kept);
    batch.session("v") = stored;
    for (const Told& event : events) {
      batch.event("v", event.name, event.kind).payload = event.payload;
    }
    turn::Dispatched dispatched =
        turn::dispatch(batch, charts, retries, turn::Counting::WhenItFails, {}, hot);
    loads = batch.loads;
    written = std::move(dispatched.write);
    for (const BatchWrite::Session& row : written.sessions) {
      stored.status = row.status;
      stored.revision = row.revision;
      stored.state = row.state;
      stored.version = row.version;
      stored.failure = row.failure;
      stored.result = row.result;
    }
    for (const BatchWrite::Large& each : written.large) kept.emplace(each.name, each.bytes);
    for (const BatchWrite::LargeEnd& each : written.large_ends) kept.erase(each.name);
    if (hot == nullptr) return;
    for (turn::SessionInBatch& each : dispatched.sessions) each.keep_live(*hot);
  }
  template <class... Events>
  void send(const Events&... events) {
    run({told(events)...});
  }

  template <class Snapshot>
  Snapshot snapshot() const {
    struct Source : LargeSource {
      explicit Source(const std::map<LargeName, Bytes>& all) : kept(all) {}
      Bytes load(const LargeName& name) override { return kept.at(name); }
      const std::map<LargeName, Bytes>& kept;
    };
    const std::shared_ptr<LargeSource> source = std::make_shared<Source>(kept);
    InArchive in(stored.state, source);
    Snapshot read = Snapshot::load(in);
    in.finish();
    return read;
  }

  turn::Charts charts;
  turn::Retries retries;
  turn::HotSessions* hot = nullptr;

  StoredSession stored;
  std::map<LargeName, Bytes> kept;
  // Of the last batch.
  int loads = 0;
  BatchWrite written;
};

}  // namespace perdure::testing

// A session's steps: first, next, last.
#include <perdure/error.h>

#include <stdexcept>
#include <utility>

#include "runtime/testing/impl.h"

namespace perdure::testing {
namespace {

std::vector<std::string> names_of(const std::vector<std::string_view>& names) {
  return {names.begin(), names.end()};
}

}  // namespace

Kept& World::Impl::session(std::string_view id) {
  const auto found = sessions.find(id);
  if (found != sessions.end()) return found->second;
  throw Error(ErrorKind::UnknownSession, "there is no session `" + std::string(id) + "`");
}

const Chart& World::Impl::chart(std::string_view name) const {
  const auto found = charts.find(name);
  if (found != charts.end()) return *found->second;
  throw Error(ErrorKind::UnknownChart,
              "chart `" + std::string(name) + "` was not added to this world");
}

bool World::Impl::has_session(std::string_view id) {
  const auto found = sessions.find(id);
  return found != sessions.end() && !found->second.has_ended();
}

void World::Impl::create(const std::string& id, const Chart& chart, const Bytes& params,
                         const std::string& parent, const std::string& invocation) {
  if (sessions.contains(id)) {
    throw Error(ErrorKind::SessionExists, "there is a session `" + id + "` already");
  }
  Kept kept;
  kept.chart = &chart;
  kept.parent = parent;
  kept.invocation = invocation;
  kept.live = chart.create(params);
  sessions.emplace(id, std::move(kept));
  order.push_back(id);
  inbox->open(id);
  agenda.add(now, FirstStep{id});
}

Step World::Impl::step_of(const std::string& id, const Kept& kept, std::string_view event) {
  entries.clear();
  for (IoProcessorPlug* plug : plugs) entries.push_back(plug->entry(id));
  return {id, kept.parent, event, now, kept.invocation, this};
}

void World::Impl::take_first_step(const std::string& id) {
  Kept& kept = session(id);
  const Step step = step_of(id, kept, "");
  kept.status = SessionStatus::Running;
  try {
    kept.live->start(step);
  } catch (...) {
    broke(id, kept);
    throw;
  }
  settle(id, kept, {now, id, EventKind::Start});
}

void World::Impl::deliver(const Arrival& arrival) {
  const auto found = sessions.find(arrival.to);
  if (found == sessions.end()) return drop(arrival, "there is no session `" + arrival.to + "`");
  Kept& kept = found->second;
  if (kept.has_ended()) return drop(arrival, "session `" + arrival.to + "` has ended");
  if (!arrival.chart.empty() && kept.chart->name() != arrival.chart) {
    return drop(arrival, "session `" + arrival.to + "` is one of chart `" +
                             std::string(kept.chart->name()) + "`, not of `" + arrival.chart + "`");
  }
  const Delivery delivery{arrival.kind, arrival.event, arrival.invocation, arrival.payload};
  StepRecord record{now, arrival.to, arrival.kind, arrival.event, arrival.invocation};
  const Step step = step_of(arrival.to, kept, arrival.event);
  try {
    record.handled = kept.live->handle(delivery, step);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::CorruptData) broke(arrival.to, kept);
    throw;
  } catch (...) {
    broke(arrival.to, kept);
    throw;
  }
  if (arrival.handled) *arrival.handled = record.handled;
  if (record.handled == Handled::Unknown) {
    drop(arrival,
         "chart `" + std::string(kept.chart->name()) + "` has no event `" + arrival.event + "`");
  }
  settle(arrival.to, kept, std::move(record));
}

void World::Impl::cancel(const std::string& id) {
  Kept& kept = session(id);
  if (kept.has_ended()) return;
  const bool started = kept.status == SessionStatus::Running;
  kept.status = SessionStatus::Cancelled;
  if (!started) {
    agenda.discard_first_step_of(id);
    return release(id);
  }
  const Step step = step_of(id, kept, "");
  try {
    kept.live->cancel(step);
  } catch (...) {
    broke(id, kept);
    throw;
  }
  settle(id, kept, {now, id});
}

void World::Impl::settle(const std::string& id, Kept& kept, StepRecord record) {
  record.effects = std::move(kept.live->effects());
  kept.live->effects().clear();
  record.left = names_of(kept.live->trace().left);
  record.entered = names_of(kept.live->trace().entered);
  if (options.keeping == Keeping::Stored && !kept.has_ended()) store_and_load(id, kept);
  record.active = names_of(kept.live->active());
  Effects effects = record.effects;
  steps.push_back(std::move(record));

  carry_out(id, std::move(effects));
  if (kept.status == SessionStatus::Running && kept.live->done()) {
    kept.status = SessionStatus::Done;
    if (!kept.parent.empty()) {
      Arrival ended;
      ended.to = kept.parent;
      ended.kind = EventKind::Done;
      ended.payload = kept.live->result();
      ended.invocation = kept.invocation;
      agenda.add(now, std::move(ended));
    }
  }
  if (kept.has_ended()) release(id);
}

void World::Impl::store_and_load(const std::string& id, Kept& kept) {
  Bytes stored;
  kept.live->save(stored);
  const auto active = kept.live->active();
  const bool is_done = kept.live->done();
  kept.live.reset();
  kept.live = kept.chart->load(stored);
  Bytes again;
  kept.live->save(again);
  if (again != stored || kept.live->active() != active || kept.live->done() != is_done) {
    throw std::logic_error("session `" + id + "` comes back from its bytes as another one");
  }
}

void World::Impl::release(const std::string& id) {
  inbox->close(id);
  tokens.revoke_all_of(id);
  jobs.cancel_all_of(id);
  agenda.discard_delayed_of(id);
  for (const std::string& child : std::vector<std::string>(order)) {
    if (session(child).parent == id) cancel(child);
  }
}

void World::Impl::broke(const std::string& id, Kept& kept) {
  kept.status = SessionStatus::Broken;
  release(id);
}

void World::Impl::drop(const Arrival& arrival, std::string reason) {
  dropped.push_back({arrival.to, arrival.event, std::move(reason)});
}

}  // namespace perdure::testing

// What a test says to a world, and asks of it.
#include <perdure/error.h>
#include <perdure/testing.h>

#include <utility>

#include "runtime/testing/impl.h"

namespace perdure::testing {

World::World(WorldOptions options) : impl_(std::make_unique<Impl>(options)) {}

World::~World() {
  for (IoProcessorPlug* plug : impl_->plugs) plug->deliver_to({});
  impl_->inbox->close_all();
}

void World::add(std::unique_ptr<Chart> chart) {
  std::string name(chart->name());
  impl_->charts.insert_or_assign(std::move(name), std::move(chart));
}

void World::use(IoProcessorPlug& plug) {
  impl_->plugs.push_back(&plug);
  plug.deliver_to([inbox = impl_->inbox](std::string_view session, const scxml::Event& event) {
    return inbox->put(session, event);
  });
}

void World::start(std::string_view id, std::string_view chart, Bytes params) {
  impl_->create(std::string(id), impl_->chart(chart), params, {}, {});
  impl_->run_due(impl_->now);
}

std::optional<Handled> World::send(std::string_view id, std::string_view event, Bytes payload) {
  impl_->session(id);
  Arrival arrival;
  arrival.to = id;
  arrival.event = event;
  arrival.payload = std::move(payload);
  const auto handled = std::make_shared<std::optional<Handled>>();
  arrival.handled = handled;
  impl_->agenda.add(impl_->now, std::move(arrival));
  impl_->run_due(impl_->now);
  return *handled;
}

void World::serve(std::string_view service, Serve work) {
  impl_->jobs.serve(service, std::move(work));
}

std::vector<Call> World::calls() const { return impl_->jobs.calls(); }

Call World::oldest(std::string_view service) const {
  for (Call& call : impl_->jobs.calls()) {
    if (call.service == service) return std::move(call);
  }
  throw Error(ErrorKind::InvalidArgument,
              "no call of `" + std::string(service) + "` waits for an answer");
}

void World::answer(const Call& call, Bytes result) {
  impl_->jobs.settle(call, JobTick::Result{std::move(result)}, impl_->now);
  impl_->run_due(impl_->now);
}

void World::fail(const Call& call, std::string_view why) {
  impl_->jobs.settle(call, JobTick::Failure{std::string(why)}, impl_->now);
  impl_->run_due(impl_->now);
}

void World::progress(const Call& call, double done, std::string_view text) {
  impl_->jobs.progress(call, progress_payload(done, text), impl_->now);
  impl_->run_due(impl_->now);
}

std::vector<Token> World::tokens() const { return impl_->tokens.good(impl_->now); }

std::string World::secret(std::string_view session, std::string_view token) const {
  return impl_->tokens.named(session, token, impl_->now).secret;
}

Redeemed World::redeem(std::string_view secret, std::string_view event, Bytes payload) {
  auto [redeemed, session] = impl_->tokens.redeem(secret, event, impl_->now);
  if (redeemed == Redeemed::Yes) send(session, event, std::move(payload));
  return redeemed;
}

bool World::has_session(std::string_view id) const { return impl_->has_session(id); }

SessionView World::session(std::string_view id) const {
  const Kept& kept = impl_->session(id);
  SessionView view;
  view.id = id;
  view.chart = kept.chart->name();
  view.parent = kept.parent;
  view.invocation = kept.invocation;
  view.status = kept.status;
  // What a handler's exception left behind may not even be looked at.
  if (kept.status == SessionStatus::Broken) return view;
  const auto active = kept.live->active();
  view.active.assign(active.begin(), active.end());
  kept.live->save(view.state);
  if (kept.live->done()) view.result = kept.live->result();
  return view;
}

void World::check_chart(const SessionView& view, std::string_view chart) {
  if (view.status == SessionStatus::Broken) {
    throw Error(ErrorKind::InvalidArgument, "session `" + view.id + "` is broken");
  }
  if (view.chart == chart) return;
  throw Error(ErrorKind::InvalidArgument, "session `" + view.id + "` is one of chart `" +
                                              view.chart + "`, not of `" + std::string(chart) +
                                              "`");
}

std::vector<std::string> World::sessions() const { return impl_->order; }

std::vector<std::string> World::children(std::string_view parent) const {
  std::vector<std::string> children;
  for (const std::string& id : impl_->order) {
    if (impl_->session(id).parent == parent) children.push_back(id);
  }
  return children;
}

const std::vector<StepRecord>& World::steps() const { return impl_->steps; }
const std::vector<LogLine>& World::log() const { return impl_->log; }
const std::vector<Dropped>& World::dropped() const { return impl_->dropped; }

void World::forget_records() {
  impl_->steps.clear();
  impl_->log.clear();
  impl_->dropped.clear();
}

}  // namespace perdure::testing

#include "runtime/metrics/families.h"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace perdure::metrics {
namespace {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;
using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;

// From 100 µs to a minute and a half.
const Histogram::BucketBoundaries Seconds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                             0.01,   0.025,   0.05,   0.1,   0.25,   0.5,
                                             1,      2.5,     5,      10,    30,     90};
const Histogram::BucketBoundaries Events = {1, 3, 10, 30, 100, 300, 1000, 3000, 10000};

double in_seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }

Family<Counter>& counter(prometheus::Registry& registry, const char* name, const char* help) {
  return BuildCounter().Name(name).Help(help).Register(registry);
}
Family<Gauge>& gauge(prometheus::Registry& registry, const char* name, const char* help) {
  return BuildGauge().Name(name).Help(help).Register(registry);
}
Family<Histogram>& histogram(prometheus::Registry& registry, const char* name, const char* help) {
  return BuildHistogram().Name(name).Help(help).Register(registry);
}

// In the order of outcomes_of().
constexpr std::array<const char*, 9> Outcomes = {"taken",    "ignored",   "finished",
                                                 "deferred", "discarded", "dead",
                                                 "failed",   "suspended", "put_off"};

std::array<std::size_t, 9> outcomes_of(const ChartCounts& counts) {
  return {counts.taken, counts.ignored, counts.finished,  counts.deferred, counts.discarded,
          counts.dead,  counts.failed,  counts.suspended, counts.put_off};
}

}  // namespace

Families::Families()
    : events_(counter(registry_, "perdure_events_total",
                      "Events by chart, and what became of them. `failed` counts every step that "
                      "threw, `suspended` sessions, and what was `put_off` comes again.")),
      sends_(
          counter(registry_, "perdure_sends_total", "Events and timers that steps sent.").Add({})),
      batches_(
          counter(registry_, "perdure_batches_total", "Transactions that handled events.").Add({})),
      lost_(counter(registry_, "perdure_batches_lost_total",
                    "Batches that wrote nothing, since somebody else had the lane or a session.")
                .Add({})),
      store_errors_(counter(registry_, "perdure_store_errors_total",
                            "Calls of the store that failed, by the kind of error.")),
      batch_seconds_(histogram(registry_, "perdure_batch_seconds",
                               "How long batches take: to read them, to run the machines, to write "
                               "what came of it.")),
      claiming_(batch_seconds_.Add({{"phase", "claim"}}, Seconds)),
      dispatching_(batch_seconds_.Add({{"phase", "dispatch"}}, Seconds)),
      committing_(batch_seconds_.Add({{"phase", "commit"}}, Seconds)),
      batch_events_(
          histogram(registry_, "perdure_batch_events", "Events in a batch.").Add({}, Events)),
      waits_(
          histogram(registry_, "perdure_event_wait_seconds",
                    "From when an event was due to when its batch was committed: the first event "
                    "of each batch, which waited longest.")
              .Add({}, Seconds)),
      queued_(gauge(registry_, "perdure_queue_events", "Events that are due, by lane.")),
      oldest_(gauge(registry_, "perdure_queue_oldest_seconds",
                    "For how long the oldest event that is due has been.")
                  .Add({})),
      waiting_(gauge(registry_, "perdure_waiting_events", "Timers, and events due later.").Add({})),
      postponed_(gauge(registry_, "perdure_postponed_events",
                       "Events that wait behind a failed step or a suspended session.")
                     .Add({})),
      dead_(gauge(registry_, "perdure_dead_events",
                  "Events that were given up and are kept: "
                  "see `perdure dead`.")
                .Add({})),
      sent_(counter(registry_, "perdure_sent_total",
                    "Events from outside any step, by what became of them: those `repeated` under "
                    "a key were not queued again, those to no session `buried` or `discarded`.")),
      jobs_(gauge(registry_, "perdure_jobs", "Jobs of services, by their state.")),
      jobs_oldest_(gauge(registry_, "perdure_jobs_oldest_seconds",
                         "For how long the job that has waited longest has been due.")),
      attempts_(counter(registry_, "perdure_job_attempts_total",
                        "Attempts at jobs, by what came of them. After one that `failed` another "
                        "follows; the job whose attempt `gave_up` has failed.")),
      attempt_seconds_(
          histogram(registry_, "perdure_job_attempt_seconds", "How long attempts at jobs take.")),
      connections_(gauge(registry_, "perdure_store_connections",
                         "Connections to the store's database, by state.")),
      connections_made_(
          counter(registry_, "perdure_store_connections_made_total", "Connections that were made.")
              .Add({})),
      connections_lost_(counter(registry_, "perdure_store_connections_lost_total",
                                "Connections that broke; others are made in their place.")
                            .Add({})) {
  for (const char* outcome : {"queued", "repeated", "buried", "discarded"}) {
    sent_.Add({{"outcome", outcome}});
  }
}

Families::OfChart& Families::of_chart(std::string_view chart) {
  const std::lock_guard lock(mutex_);
  const auto known = of_chart_.find(chart);
  if (known != of_chart_.end()) return known->second;
  OfChart made{};
  for (std::size_t i = 0; i < Outcomes.size(); ++i) {
    made.outcomes[i] = &events_.Add({{"chart", std::string(chart)}, {"outcome", Outcomes[i]}});
  }
  return of_chart_.emplace(chart, made).first->second;
}

void Families::count(const BatchReport& batch) {
  claiming_.Observe(in_seconds(batch.claiming));
  dispatching_.Observe(in_seconds(batch.dispatching));
  committing_.Observe(in_seconds(batch.committing));
  if (batch.lost) return lost_.Increment();
  batches_.Increment();
  sends_.Increment(static_cast<double>(batch.sends));
  batch_events_.Observe(static_cast<double>(batch.events));
  waits_.Observe(in_seconds(batch.waited));
  for (const ChartCounts& counts : batch.charts) {
    OfChart& chart = of_chart(counts.chart);
    const auto outcomes = outcomes_of(counts);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (outcomes[i] > 0) chart.outcomes[i]->Increment(static_cast<double>(outcomes[i]));
    }
  }
}

void Families::count(const Error& error) {
  store_errors_.Add({{"kind", std::string(name(error.kind()))}}).Increment();
}

void Families::count(const Sent& events) {
  const auto add = [this](const char* outcome, std::size_t count) {
    if (count > 0) sent_.Add({{"outcome", outcome}}).Increment(static_cast<double>(count));
  };
  add("queued", events.queued);
  add("repeated", events.repeated);
  add("buried", events.buried);
  add("discarded", events.discarded);
}

void Families::count(const AttemptReport& attempt) {
  const std::string service(attempt.service);
  attempts_.Add({{"service", service}, {"outcome", std::string(name(attempt.outcome))}})
      .Increment();
  attempt_seconds_.Add({{"service", service}}, Seconds).Observe(in_seconds(attempt.took));
}

void Families::show(const std::vector<StoreAnswer>& stores) {
  std::vector<LaneBacklog> lanes;
  std::vector<ServiceBacklog> services;
  StoreConnections connections;
  for (const StoreAnswer& store : stores) {
    lanes.insert(lanes.end(), store.lanes.begin(), store.lanes.end());
    services.insert(services.end(), store.services.begin(), store.services.end());
    connections += store.connections;
  }
  show(lanes);
  show(services);
  show(connections);
}

void Families::show(const std::vector<ServiceBacklog>& services) {
  const std::lock_guard lock(mutex_);
  std::map<std::string, ServiceBacklog> all;
  for (const std::string& service : services_) all[service];
  for (const ServiceBacklog& each : services) {
    services_.insert(each.service);
    ServiceBacklog& service = all[each.service];
    service.waiting += each.waiting;
    service.running += each.running;
    service.cancelled += each.cancelled;
    service.oldest = std::max(service.oldest, each.oldest);
  }
  for (const auto& [service, jobs] : all) {
    const auto set = [this, &service = service](JobState state, std::int64_t count) {
      jobs_.Add({{"service", service}, {"state", std::string(name(state))}})
          .Set(static_cast<double>(count));
    };
    set(JobState::Waiting, jobs.waiting);
    set(JobState::Running, jobs.running);
    set(JobState::Cancelled, jobs.cancelled);
    jobs_oldest_.Add({{"service", service}}).Set(in_seconds(jobs.oldest));
  }
}

void Families::show(const StoreConnections& connections) {
  const auto in_state = [this](const char* state) -> Gauge& {
    return connections_.Add({{"state", state}});
  };
  in_state("in_use").Set(static_cast<double>(connections.in_use));
  in_state("idle").Set(static_cast<double>(connections.idle));
  const std::lock_guard lock(mutex_);
  const auto reach = [](Counter& counter, std::uint64_t value) {
    const double more = static_cast<double>(value) - counter.Value();
    if (more > 0) counter.Increment(more);
  };
  reach(connections_made_, connections.made);
  reach(connections_lost_, connections.lost);
}

void Families::show(const std::vector<LaneBacklog>& lanes) {
  LaneBacklog all;
  for (const LaneBacklog& lane : lanes) {
    queued_.Add({{"lane", std::to_string(lane.lane)}}).Set(static_cast<double>(lane.queued));
    all.oldest = std::max(all.oldest, lane.oldest);
    all.waiting += lane.waiting;
    all.postponed += lane.postponed;
    all.dead += lane.dead;
  }
  oldest_.Set(in_seconds(all.oldest));
  waiting_.Set(static_cast<double>(all.waiting));
  postponed_.Set(static_cast<double>(all.postponed));
  dead_.Set(static_cast<double>(all.dead));
}

std::string Families::text() const {
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace perdure::metrics

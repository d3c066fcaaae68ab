#include <perdure/runtime.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

#include "runtime/turn/charts.h"
#include "runtime/turn/large.h"
#include "runtime/turn/replay.h"
#include "runtime/turn/secret.h"
#include "runtime/worker/log.h"
#include "runtime/worker/pulse.h"
#include "runtime/worker/service.h"
#include "runtime/worker/upkeep.h"
#include "runtime/worker/worker.h"

namespace perdure {
namespace {

void want(bool holds, const std::string& otherwise) {
  if (!holds) throw Error(ErrorKind::InvalidArgument, otherwise);
}

RuntimeOptions in_range(RuntimeOptions options) {
  want(options.threads >= 1 && options.threads <= 256, "`threads` is a number from 1 to 256");
  want(options.batch >= 1 && options.batch <= 100'000, "`batch` is a number from 1 to 100,000");
  want(options.poll > Duration::zero(), "`poll` is longer than nothing");
  want(options.snapshot_every >= 0, "`snapshot_every` is not negative");
  want(options.max_attempts >= 1, "`max_attempts` is at least 1");
  want(options.retry_first >= Duration::zero() && options.retry_longest >= options.retry_first,
       "`retry_first` is not negative, and `retry_longest` not shorter");
  want(options.upkeep >= Duration::zero(), "`upkeep` is not negative");
  if (options.node.empty()) {
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    options.node = std::string(host) + ":" + std::to_string(getpid());
  }
  return options;
}

std::unique_ptr<Store> migrated(std::unique_ptr<Store> store, bool migrate) {
  want(store != nullptr, "a runtime needs a store");
  if (migrate) store->schema().migrate();
  const SchemaStatus status = store->schema().status();
  if (status.current == status.wanted) return store;
  const std::string wanted = std::to_string(status.wanted);
  if (status.current == 0) {
    throw Error(ErrorKind::NotMigrated, "the store has no schema; run: perdure db migrate");
  }
  const std::string current = std::to_string(status.current);
  if (status.current < status.wanted) {
    throw Error(ErrorKind::NotMigrated, "the store's schema is version " + current +
                                            ", this program's " + wanted +
                                            "; run: perdure db migrate");
  }
  throw Error(ErrorKind::NotMigrated, "the store's schema is version " + current +
                                          ", this program's " + wanted +
                                          ": the program is older than the schema");
}

std::vector<NewEvent> new_events(std::span<const Message> messages) {
  std::vector<NewEvent> events;
  events.reserve(messages.size());
  for (const Message& message : messages) events.push_back(new_event(message));
  return events;
}

}  // namespace

struct Runtime::Impl {
  Impl(std::unique_ptr<Store> opened, RuntimeOptions asked)
      : options(in_range(std::move(asked))),
        store(migrated(std::move(opened), options.migrate)),
        hot(options.hot_bytes),
        log(options.node, options.log, options.log_form),
        registration(*store, charts, options.node),
        shared{*store,
               charts,
               {options.max_attempts, options.retry_first, options.retry_longest},
               {options.batch},
               options.poll,
               options.node,
               options.observer,
               hot,
               log,
               registration} {
    charts.snapshot_every = options.snapshot_every;
    if (options.observer != nullptr) options.observer->opened(*store);
  }
  ~Impl() {
    if (options.observer != nullptr) options.observer->closed(*store);
  }

  // How many were queued.
  std::size_t enqueue(std::span<const NewEvent> events) {
    const Sent sent = store->enqueue(events);
    if (options.observer != nullptr) options.observer->sent(sent);
    return sent.queued;
  }

  using Loop = std::function<void(std::stop_token)>;

  // What each thread does.
  std::vector<Loop> loops(void (*turns)(worker::Shared&, std::stop_token),
                          void (worker::Service::*serving)(std::stop_token)) {
    std::vector<Loop> all;
    const bool only_serves = charts.empty() && !services.empty();
    for (unsigned i = 0; i < options.threads && !only_serves; ++i) {
      all.push_back([this, turns](std::stop_token end) { turns(shared, std::move(end)); });
    }
    for (const auto& service : services) {
      for (unsigned i = 0; i < service->threads(); ++i) {
        all.push_back(
            [&service, serving](std::stop_token end) { (*service.*serving)(std::move(end)); });
      }
    }
    return all;
  }

  // Runs each on a thread. The first exception ends them all and is passed on.
  void on_threads(const std::vector<Loop>& all, std::stop_token outer) {
    std::stop_source inner;
    const auto end = [&inner] { inner.request_stop(); };
    const std::stop_callback on_stop(stop.get_token(), end);
    const std::stop_callback on_outer(std::move(outer), end);
    std::mutex mutex;
    std::exception_ptr failure;
    {
      // Ends after the others: until then there are hearts to beat.
      std::jthread beating;
      if (!services.empty())
        beating = std::jthread([this](std::stop_token over) { pulse.run(std::move(over)); });
      std::vector<std::jthread> threads;
      for (const Loop& loop : all) {
        threads.emplace_back([&] {
          try {
            loop(inner.get_token());
          } catch (...) {
            const std::lock_guard lock(mutex);
            if (!failure) failure = std::current_exception();
            inner.request_stop();
          }
        });
      }
    }
    if (failure) std::rethrow_exception(failure);
  }

  const RuntimeOptions options;
  const std::unique_ptr<Store> store;
  turn::Charts charts;
  turn::HotLanes hot;
  worker::Log log;
  worker::Registration registration;
  worker::Shared shared;
  worker::Pulse pulse{shared.outage, log};
  std::vector<std::unique_ptr<worker::Service>> services;
  std::stop_source stop;
};

Runtime::Runtime(std::unique_ptr<Store> store, RuntimeOptions options)
    : impl_(std::make_unique<Impl>(std::move(store), std::move(options))) {}
Runtime::~Runtime() = default;

void Runtime::add(std::unique_ptr<Chart> chart, ChartOptions options) {
  impl_->charts.add(std::move(chart), options);
}

void Runtime::serve(std::string_view service, ServiceWork work, ServeOptions options) {
  want(options.concurrency >= 1 && options.concurrency <= 1000,
       "`concurrency` is a number from 1 to 1,000");
  want(options.lease >= std::chrono::milliseconds(10), "`lease` is 10 ms at least");
  for (const auto& served : impl_->services) {
    want(served->name() != service, "service " + std::string(service) + " is served already");
  }
  impl_->services.push_back(
      std::make_unique<worker::Service>(impl_->shared, impl_->pulse, impl_->options.node,
                                        std::string(service), std::move(work), options));
}

bool Runtime::start_session(NewSession session, std::span<const Message> first,
                            StartOptions options) {
  session.start = EventId::random();
  session.tenant = std::move(options.tenant);
  session.metadata = std::move(options.metadata);
  session.key = options.key;
  session.key_window = options.key_window;
  std::vector<NewEvent> events = new_events(first);
  try {
    impl_->store->start(session, events);
    return true;
  } catch (const Error& error) {
    if (options.if_exists == IfExists::Refuse || error.kind() != ErrorKind::SessionExists) throw;
  }
  if (options.if_exists == IfExists::Join && !events.empty()) {
    join_under(options, events);
    impl_->enqueue(events);
  }
  return false;
}

std::size_t Runtime::send(std::span<const Message> messages) {
  return messages.empty() ? 0 : impl_->enqueue(new_events(messages));
}

std::size_t Runtime::cancel(std::string_view session, std::string_view send_id) {
  return impl_->store->cancel(session, send_id);
}

void Runtime::end(std::string_view session) {
  NewEvent event;
  event.id = EventId::random();
  event.kind = EventKind::Cancel;
  event.session = session;
  event.name = name(EventKind::Cancel);
  impl_->store->enqueue({&event, 1});
}

Redeemed Runtime::redeem(std::string_view secret, std::string_view event, Bytes payload) {
  NewEvent sent;
  sent.id = EventId::random();
  sent.name = event;
  sent.payload = std::move(payload);
  return impl_->store->tokens().redeem(turn::hash_of(secret), sent);
}

std::shared_ptr<LargeSource> Runtime::large_values_of(std::string_view session) {
  return turn::stored_values(*impl_->store, session);
}

std::optional<StoredSession> Runtime::read_session(std::string_view id, std::string_view chart,
                                                   std::span<const std::uint32_t> versions) {
  std::optional<StoredSession> stored = impl_->store->read(id);
  if (!stored) return stored;
  want(stored->chart == chart, "session `" + stored->id + "` is one of " + stored->chart +
                                   ", not of " + std::string(chart));
  if (std::find(versions.begin(), versions.end(), stored->version) == versions.end()) {
    throw Error(ErrorKind::VersionMismatch, "session `" + stored->id + "` was stored by version " +
                                                std::to_string(stored->version) + " of " +
                                                stored->chart + "; this program has version " +
                                                std::to_string(versions.front()));
  }
  return stored;
}

void Runtime::run() { run({}); }

void Runtime::run(std::stop_token stop) {
  impl_->log.write(LogLevel::Info, "running",
                   {{"threads", std::to_string(impl_->options.threads)}});
  {
    const worker::Upkeep upkeep(impl_->shared, impl_->options.retention, impl_->options.upkeep);
    impl_->on_threads(impl_->loops(worker::work, &worker::Service::work), std::move(stop));
  }
  impl_->log.write(LogLevel::Info, "stopped");
}

void Runtime::drain() {
  // Those who look for events see no jobs, and the other way round: nothing is due once all of them have looked and
  // nobody has done anything meanwhile.
  const auto loops = impl_->loops(worker::work_off, &worker::Service::work_off);
  std::uint64_t before = 0;
  do {
    before = impl_->shared.activity.commits();
    impl_->shared.activity.begin(loops.size());
    impl_->on_threads(loops, {});
  } while (impl_->shared.activity.commits() != before && !impl_->stop.stop_requested() &&
           !impl_->services.empty());
}

void Runtime::stop() { impl_->stop.request_stop(); }

Replayed Runtime::replay(std::string_view id, const ReplayTo& to) {
  return turn::replay(*impl_->store, impl_->charts, id, to);
}

Store& Runtime::store() { return *impl_->store; }

}  // namespace perdure

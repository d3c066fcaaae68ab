// The passing of time in a world: what is due is handled in order.
#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "runtime/testing/impl.h"

namespace perdure::testing {

void World::Impl::collect_letters() {
  for (auto& [to, event] : inbox->take()) {
    Arrival arrival;
    arrival.to = std::move(to);
    arrival.event = event.name;
    arrival.payload = to_bytes(event);
    agenda.add(now, std::move(arrival));
  }
}

void World::Impl::run_due(Timestamp until) {
  if (running) return;
  struct Running {
    bool& flag;
    explicit Running(bool& running) : flag(running) { flag = true; }
    ~Running() { flag = false; }
  } const while_running(running);

  steps_at_once = 0;
  for (;;) {
    collect_letters();
    const std::optional<Timestamp> next = agenda.next();
    if (!next || *next > until) break;
    if (*next > now) {
      now = *next;
      steps_at_once = 0;
    }
    if (++steps_at_once > options.max_steps) {
      throw std::runtime_error("sessions talk without end, and no time passes");
    }
    Due due = agenda.take().second;
    if (const auto* first = std::get_if<FirstStep>(&due)) {
      take_first_step(first->session);
    } else if (auto* tick = std::get_if<JobTick>(&due)) {
      jobs.handle(*tick, now);
    } else if (const auto& arrival = std::get<Arrival>(due); !arrival.processor.empty()) {
      send_outside(arrival);
    } else {
      deliver(arrival);
    }
  }
}

Timestamp World::now() const { return impl_->now; }

void World::advance(Duration by) {
  const Timestamp until = impl_->now + std::max(by, Duration::zero());
  impl_->run_due(until);
  impl_->now = until;
}

bool World::run_for(Duration limit, const std::function<bool()>& until) {
  using Real = std::chrono::steady_clock;
  const Real::time_point began = Real::now();
  const Timestamp first = impl_->now;
  for (;;) {
    const auto passed = std::chrono::duration_cast<Duration>(Real::now() - began);
    const Timestamp now = first + std::min(passed, limit);
    impl_->run_due(now);
    impl_->now = now;
    if (until && until()) return true;
    if (passed >= limit) return false;
    const Duration next = impl_->agenda.next().value_or(Timestamp::max()) - first;
    impl_->inbox->wait_until(began + std::min(next, limit));
  }
}

std::optional<Timestamp> World::next_due() const { return impl_->agenda.next(); }

}  // namespace perdure::testing

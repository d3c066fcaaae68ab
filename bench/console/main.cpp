// bench_console --store URI [--sessions N]: a line of JSON for each measurement. How long the console takes for a page of
// sessions and for one session with so many of them stored (1,000,000), each the median and the slowest of 20 requests;
// and of how much of a core it has need with nobody there, and with one who watches.
//
// The store must have no schema: one is made, and dropped afterwards.
#include <httplib.h>
#include <perdure/store.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

#include "runtime/console/console.h"

namespace {

using namespace perdure;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds IdleFor{30};

void report(const std::string& store, const std::string& name, double value, const char* unit) {
  std::cout << R"({"name": "console.)" << store << '.' << name << R"(", "value": )" << value
            << R"(, "unit": ")" << unit << "\"}" << std::endl;
}

std::string id_of(std::size_t i) {
  const std::string number = std::to_string(i);
  return "order-" + std::string(8 - number.size(), '0') + number;
}

// Each with its first step queued, one in ten of another chart, one in three of a tenant.
void make_sessions(Store& store, std::size_t count) {
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> makers;
  for (int maker = 0; maker < 8; ++maker) {
    makers.emplace_back([&] {
      for (std::size_t i = next++; i < count; i = next++) {
        NewSession session;
        session.id = id_of(i);
        session.chart = i % 10 == 0 ? "bench.Payment" : "bench.Order";
        session.start = EventId::random();
        session.tenant = i % 3 == 0 ? "acme" : "";
        session.params = Bytes(100);
        store.start(session);
      }
    });
  }
}

// Their first steps, as a worker would: a timer for each; one in 5,000 fails, and one in 5,000 of its events is dead.
void run_first_steps(Store& store) {
  std::size_t done = 0;
  while (const std::unique_ptr<Batch> batch = store.claim({})) {
    BatchWrite write;
    for (std::size_t i = 0; i < batch->events().size(); ++i) {
      const DueEvent& event = batch->events()[i];
      const bool fails = ++done % 5000 == 0;
      BatchWrite::Session session;
      session.session = event.session_index;
      session.status = fails ? SessionStatus::Suspended : SessionStatus::Running;
      session.revision = 1;
      session.active = {"AwaitingPayment"};
      session.state = Bytes(200);
      if (fails) session.failure = "out of paper";
      write.sessions.push_back(session);
      if (fails) {
        write.dead.push_back({i, "out of paper"});
      } else {
        write.consumed.push_back(i);
      }
      JournalEntry entry;
      entry.session = event.session;
      entry.revision = 1;
      entry.event = event.id;
      entry.kind = EventKind::Start;
      entry.name = "start";
      entry.entered = {"AwaitingPayment"};
      entry.at = batch->now();
      write.journal.push_back(entry);
      NewEvent timer;
      timer.id = EventId::random();
      timer.kind = EventKind::Timer;
      timer.session = timer.sender = event.session;
      timer.name = timer.send_id = "AwaitingPayment.after.0";
      timer.due = batch->now() + std::chrono::hours(24 * 7);
      timer.cause = event.id;
      write.sends.push_back(timer);
    }
    batch->commit(write);
  }
}

void measure(const std::string& store, const std::string& url, const std::string& name,
             const std::string& target) {
  std::vector<double> times;
  for (int i = 0; i < 20; ++i) {
    httplib::Client client(url);
    client.set_read_timeout(120);
    const Clock::time_point began = Clock::now();
    const auto result = client.Get(target.c_str());
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - began).count());
    if (!result || result->status != 200) {
      std::cerr << "bench_console: " << target << " gives "
                << (result ? std::to_string(result->status) : "nothing") << '\n';
      return;
    }
  }
  std::sort(times.begin(), times.end());
  report(store, name, times[times.size() / 2], "ms");
  report(store, name + ".slowest", times.back(), "ms");
}

double cpu_seconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

void measure_idle(const std::string& store, const std::string& name) {
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const double before = cpu_seconds();
  std::this_thread::sleep_for(IdleFor);
  report(store, name,
         100 * (cpu_seconds() - before) / std::chrono::duration<double>(IdleFor).count(),
         "% of a core");
}

int run(const std::string& uri, std::size_t count) {
  const std::string kind = uri.substr(0, uri.find(':')).substr(0, 8);
  const std::unique_ptr<Store> store = open(uri);
  if (kind != "memory" && store->schema().status().current != 0) {
    std::cerr << "bench_console: " << uri << " has a schema already; give it an empty store\n";
    return 2;
  }
  store->schema().migrate();
  make_sessions(*store, count);
  run_first_steps(*store);
  {
    console::Options options;
    options.port = 0;
    options.requests_per_second = 1e9;
    const console::Console console(*store, options);
    const std::string middle = id_of(count / 2 + 1);
    for (const auto& [name, target] : std::vector<std::pair<std::string, std::string>>{
             {"list", "/api/sessions"},
             {"list.middle", "/api/sessions?after=" + middle},
             {"list.prefix", "/api/sessions?prefix=" + middle.substr(0, middle.size() - 2)},
             {"list.chart", "/api/sessions?chart=bench.Payment"},
             {"list.tenant", "/api/sessions?tenant=acme"},
             {"list.suspended", "/api/sessions?trouble=suspended"},
             {"list.dead", "/api/sessions?trouble=dead"},
             {"list.none", "/api/sessions?state=Nowhere"},
             {"session", "/api/sessions/" + middle},
             {"session.pending", "/api/sessions/" + middle + "/pending"},
             {"session.journal", "/api/sessions/" + middle + "/journal"},
             {"session.tree", "/api/sessions/" + middle + "/tree"},
             {"session.jobs", "/api/sessions/" + middle + "/jobs"},
             {"dead", "/api/dead"}}) {
      measure(kind, console.url(), name, target);
    }
    measure_idle(kind, "idle");
    std::atomic<bool> ends = false;
    const std::jthread watcher([&] {
      httplib::Client client(console.url());
      client.set_read_timeout(60);
      client.Get("/api/live", [&](const char*, std::size_t) { return !ends; });
    });
    measure_idle(kind, "watched");
    ends = true;
  }
  if (kind != "memory") store->schema().drop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string uri;
  std::size_t count = 1'000'000;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--store") uri = argv[i + 1];
    if (option == "--sessions") count = std::stoul(argv[i + 1]);
  }
  if (uri.empty()) {
    std::cerr << "bench_console --store URI [--sessions N]\n";
    return 2;
  }
  try {
    return run(uri, count);
  } catch (const std::exception& error) {
    std::cerr << "bench_console: " << error.what() << '\n';
    return 1;
  }
}

// bench_console --store URI [--sessions N] [--keep]: a line of JSON for each measurement. How long the console takes for
// a page of sessions, for one session, and for the journal, with so many sessions stored (1,000,000), three rows of
// journal for each: the median and the slowest of 20 requests; and of how much of a core it has need with nobody there,
// and with one who watches.
//
// The store must have no schema: one is made, and dropped afterwards. With --keep it stays, and is measured again where
// it is there.
#include <httplib.h>
#include <perdure/runtime.h>
#include <perdure/transfer.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "order.chart.h"
#include "payment.chart.h"
#include "runtime/console/console.h"

namespace {

using namespace perdure;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds IdleFor{30};
// One session of so many has a dead event, and the one behind it is suspended.
constexpr std::size_t RareOnes = 5000;
// With it the state of a session is some 200 bytes long.
const std::string Note(180, 'x');

void report(const std::string& store, const std::string& name, double value, const char* unit) {
  std::cout << R"({"name": "console.)" << store << '.' << name << R"(", "value": )" << value
            << R"(, "unit": ")" << unit << "\"}" << std::endl;
}

std::string id_of(std::size_t i) {
  const std::string number = std::to_string(i);
  return "order-" + std::string(8 - number.size(), '0') + number;
}

TransferredSession session_with_start(std::size_t i, Timestamp now) {
  const bool is_payment = i % 10 == 9;
  TransferredSession whole;
  StoredSession& session = whole.session;
  session.id = id_of(i);
  session.chart = is_payment ? bench::Payment::chart_name : bench::Order::chart_name;
  session.tenant = i % 3 == 0 ? "acme" : "";
  session.state =
      is_payment ? to_bytes(bench::payment::Params{Note}) : to_bytes(bench::order::Params{Note});
  session.metadata = "{}";
  session.created = session.updated = now;
  TransferredPending start;
  start.event.id = EventId::random();
  start.event.kind = EventKind::Start;
  start.event.name = name(EventKind::Start);
  start.queued = now;
  whole.pending.push_back(start);
  if (i % RareOnes == 0) {
    TransferredDead dead;
    dead.event.id = EventId::random();
    dead.event.name = "late";
    dead.reason = "chart bench.Order version 1 has no event `late`";
    dead.at = now;
    whole.dead.push_back(dead);
  }
  return whole;
}

// Each with its first step queued, one in ten of another chart, one in three of a tenant.
void make_sessions(Store& store, std::size_t count) {
  constexpr std::size_t AtOnce = 1000;
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  for (std::size_t i = 0; i < count;) {
    std::vector<TransferredSession> some;
    for (; i < count && some.size() < AtOnce; ++i) some.push_back(session_with_start(i, now));
    transfer_of(store).insert(some);
  }
}

RuntimeOptions workers() {
  RuntimeOptions options;
  options.threads = 2;
  options.migrate = true;
  options.log = LogLevel::Error;
  return options;
}

bool has_work(Store& store) {
  const std::vector<LaneBacklog> lanes = store.records().backlog();
  return std::any_of(lanes.begin(), lanes.end(),
                     [](const LaneBacklog& lane) { return lane.queued > 0; });
}

// As any program with workers does it, the journal's upkeep included.
void run_steps(Runtime& runtime) {
  const std::jthread running([&](std::stop_token stop) { runtime.run(stop); });
  while (has_work(runtime.store())) std::this_thread::sleep_for(std::chrono::milliseconds(200));
}

void suspend_some(Store& store, std::size_t count) {
  for (std::size_t i = 1; i < count; i += RareOnes) {
    store.repairs().suspend(id_of(i), "out of paper");
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

// The middle one's last event: the end of a chain of three.
EventId last_event(Store& store, const std::string& session) {
  return store.history().journal(session, 0, 10).back().event;
}

int run(const std::string& uri, std::size_t count, bool keep) {
  const std::string kind = uri.substr(0, uri.find(':')).substr(0, 8);
  std::unique_ptr<Store> opened = open(uri);
  const bool is_new = kind == "memory" || opened->schema().status().current == 0;
  if (!is_new && !keep) {
    std::cerr << "bench_console: " << uri << " has a schema already; give it an empty store\n";
    return 2;
  }
  bench::order::Handlers orders;
  bench::payment::Handlers payments;
  Runtime runtime{std::move(opened), workers()};
  runtime.add<bench::Order>(orders);
  runtime.add<bench::Payment>(payments);
  Store& store = runtime.store();
  if (is_new) {
    make_sessions(store, count);
    run_steps(runtime);
    suspend_some(store, count);
  }
  {
    console::Options options;
    options.port = 0;
    options.requests_per_second = 1e9;
    const console::Console console(store, options);
    const std::string middle = id_of(count / 2 + 1);
    const std::string event = last_event(store, middle).text();
    const std::int64_t end = store.history().head().number;
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
             {"session.moment", "/api/sessions/" + middle + "/moment"},
             {"session.tree", "/api/sessions/" + middle + "/tree"},
             {"session.jobs", "/api/sessions/" + middle + "/jobs"},
             {"dead", "/api/dead"},
             {"event", "/api/events?id=" + event},
             {"event.causes", "/api/events/" + event + "/causes"},
             {"journal", "/api/journal?limit=200"},
             {"journal.middle", "/api/journal?limit=200&after=" + std::to_string(end / 2)},
             {"journal.last", "/api/journal?limit=200&after=" + std::to_string(end - 200)},
             {"journal.chart", "/api/journal?chart=bench.Payment"},
             {"journal.none", "/api/journal?event=nothing"}}) {
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
  if (kind != "memory" && !keep) store.schema().drop();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string uri;
  std::size_t count = 1'000'000;
  bool keep = false;
  for (int i = 1; i < argc; ++i) {
    const std::string option = argv[i];
    if (option == "--keep") keep = true;
    if (option == "--store" && i + 1 < argc) uri = argv[++i];
    if (option == "--sessions" && i + 1 < argc) count = std::stoul(argv[++i]);
  }
  if (uri.empty()) {
    std::cerr << "bench_console --store URI [--sessions N] [--keep]\n";
    return 2;
  }
  try {
    return run(uri, count, keep);
  } catch (const std::exception& error) {
    std::cerr << "bench_console: " << error.what() << '\n';
    return 1;
  }
}

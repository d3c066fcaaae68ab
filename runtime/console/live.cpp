#include "runtime/console/live.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <set>

#include "runtime/console/limits.h"
#include "runtime/view/json.h"

namespace perdure::console {
namespace {

constexpr std::chrono::seconds BetweenLooks{1};
constexpr std::chrono::seconds LongestSilence{
    15};                                   // Without a word, so that whoever is gone is noticed.
constexpr std::size_t MostMessages = 100;  // That wait for one watcher.
constexpr std::size_t MostEntries = 100;   // In one message.

std::string compact(const view::Json& json) {
  return json.dump(-1, ' ', false, view::Json::error_handler_t::replace);
}

}  // namespace

std::string server_sent(std::string_view event, std::string_view data) {
  std::string out = "event: " + std::string(event) + "\n";
  for (;;) {
    const std::size_t end = data.find('\n');
    out += "data: " + std::string(data.substr(0, end)) + "\n";
    if (end == std::string_view::npos) return out + "\n";
    data.remove_prefix(end + 1);
  }
}

// A watcher's place among the others, for as long as it lives.
class Live::Watching : public Stream {
 public:
  Watching(std::shared_ptr<Shared> shared, std::uint64_t number)
      : shared_(std::move(shared)), number_(number) {}
  ~Watching() override {
    const std::lock_guard lock(shared_->mutex);
    shared_->watchers.erase(number_);
  }

  std::optional<std::string> next() override {
    std::unique_lock lock(shared_->mutex);
    Watcher& watcher = shared_->watchers.at(number_);
    shared_->changed.wait_for(lock, LongestSilence,
                              [&] { return shared_->ends || !watcher.messages.empty(); });
    if (shared_->ends) return std::nullopt;
    if (watcher.messages.empty()) return ": still here\n\n";
    std::string all;
    for (const std::string& message : watcher.messages) all += message;
    watcher.messages.clear();
    return all;
  }

 private:
  std::shared_ptr<Shared> shared_;
  const std::uint64_t number_;
};

Live::Live(Store& store) : store_(store), thread_([this] { work(); }) {}

Live::~Live() {
  stop();
  thread_.join();
}

void Live::stop() {
  const std::lock_guard lock(shared_->mutex);
  shared_->ends = true;
  shared_->changed.notify_all();
}

std::unique_ptr<Stream> Live::watch(const std::vector<std::string>& sessions) {
  const std::lock_guard lock(shared_->mutex);
  if (shared_->ends || shared_->watchers.size() >= MostStreams) return nullptr;
  const std::uint64_t number = ++shared_->last;
  // At once, so that whoever watches knows that it does.
  shared_->watchers[number] = {sessions, {"retry: 2000\n\n"}};
  auto watching = std::make_unique<Watching>(shared_, number);
  shared_->changed.notify_all();
  return watching;
}

void Live::work() {
  std::unique_lock lock(shared_->mutex);
  while (!shared_->ends) {
    if (shared_->watchers.empty()) {
      seen_.clear();
      follower_.reset();
      shared_->changed.wait(lock, [&] { return shared_->ends || !shared_->watchers.empty(); });
      continue;
    }
    std::set<std::string> sessions;
    bool all = false;
    for (const auto& [number, watcher] : shared_->watchers) {
      sessions.insert(watcher.sessions.begin(), watcher.sessions.end());
      all = all || watcher.sessions.empty();
    }
    lock.unlock();
    try {
      look_at_sessions({sessions.begin(), sessions.end()});
      if (!all) follower_.reset();
      if (all) look_at_journal();
    } catch (const std::exception&) {
      // The store is away. Whoever asks for more than news is told so.
    }
    lock.lock();
    shared_->changed.wait_for(lock, BetweenLooks, [&] { return shared_->ends; });
  }
}

void Live::tell(Watcher& watcher, const std::string& message) {
  if (watcher.messages.size() >= MostMessages) {
    watcher.messages.clear();
    watcher.messages.push_back(server_sent("activity", R"({"entries":[],"more":true})"));
  }
  watcher.messages.push_back(message);
}

void Live::look_at_sessions(const std::vector<std::string>& sessions) {
  std::erase_if(seen_, [&](const auto& each) {
    return !std::binary_search(sessions.begin(), sessions.end(), each.first);
  });
  for (const std::string& id : sessions) {
    const std::optional<StoredSession> session = store_.read(id);
    if (!session) continue;
    const Seen now = {session->revision, std::string(name(session->status)), session->failure,
                      session->updated};
    Seen& before = seen_[id];
    if (before == now) continue;
    before = now;
    const std::string message = server_sent("session", compact({{"id", id},
                                                                {"revision", now.revision},
                                                                {"status", now.status},
                                                                {"active", session->active}}));
    const std::lock_guard lock(shared_->mutex);
    for (auto& [number, watcher] : shared_->watchers) {
      const auto& watched = watcher.sessions;
      if (std::find(watched.begin(), watched.end(), id) != watched.end()) tell(watcher, message);
    }
    shared_->changed.notify_all();
  }
}

void Live::look_at_journal() {
  if (!follower_) follower_.emplace(store_.history(), JournalFilter());
  const view::Follower::Fresh fresh = follower_->next(MostEntries);
  if (fresh.entries.empty()) return;
  const std::string message = server_sent(
      "activity",
      compact({{"entries", view::to_json(fresh.entries)}, {"more", fresh.passed_over}}));
  const std::lock_guard lock(shared_->mutex);
  for (auto& [number, watcher] : shared_->watchers) {
    if (watcher.sessions.empty()) tell(watcher, message);
  }
  shared_->changed.notify_all();
}

}  // namespace perdure::console

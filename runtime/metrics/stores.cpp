#include "runtime/metrics/stores.h"

#include <perdure/error.h>
#include <perdure/store.h>

#include <algorithm>
#include <utility>

namespace perdure::metrics {
namespace {

// For how long whoever asks for metrics waits for a store; then they get what it said before.
constexpr std::chrono::seconds LongestWait{2};

StoreAnswer ask(Store& store) {
  try {
    return {store.records().backlog(), store.jobs().backlog(), {}, {}};
  } catch (const std::exception& error) {
    return {{}, {}, {}, error.what()};
  }
}

}  // namespace

Stores::Stores(Duration refresh) : refresh_(refresh), thread_([this] { work(); }) {}

Stores::~Stores() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void Stores::add(Store& store) {
  const std::lock_guard lock(mutex_);
  stores_.push_back({&store, {}});
  asked_ = {};
}

void Stores::remove(Store& store) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return asking_ != &store; });
  const StoreConnections connections = store.connections();
  removed_.connections.made += connections.made;
  removed_.connections.lost += connections.lost;
  std::erase_if(stores_, [&](const Asked& asked) { return asked.store == &store; });
}

std::vector<StoreAnswer> Stores::answers() {
  std::unique_lock lock(mutex_);
  if (std::chrono::steady_clock::now() - asked_ > refresh_) {
    wanted_ = true;
    changed_.notify_all();
    changed_.wait_for(lock, LongestWait, [&] { return !wanted_; });
  }
  std::vector<StoreAnswer> answers;
  for (const Asked& asked : stores_) {
    answers.push_back(asked.answer);
    answers.back().connections = asked.store->connections();
  }
  answers.push_back(removed_);
  return answers;
}

void Stores::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [&] { return wanted_ || ends_; });
    if (ends_) return;
    std::vector<Store*> to_ask;
    for (const Asked& asked : stores_) to_ask.push_back(asked.store);
    for (Store* const store : to_ask) {
      const auto find = [&] {
        return std::find_if(stores_.begin(), stores_.end(),
                            [&](const Asked& asked) { return asked.store == store; });
      };
      if (find() == stores_.end()) continue;
      asking_ = store;
      lock.unlock();
      StoreAnswer answer = ask(*store);
      lock.lock();
      asking_ = nullptr;
      if (const auto asked = find(); asked != stores_.end()) asked->answer = std::move(answer);
      changed_.notify_all();
    }
    asked_ = std::chrono::steady_clock::now();
    wanted_ = false;
    changed_.notify_all();
  }
}

}  // namespace perdure::metrics

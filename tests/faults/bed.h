// A store full of relays, what they are told, and the end of it.
#pragma once

#include <perdure/store.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/faults/checker.h"
#include "tests/faults/process.h"

namespace perdure::faults {

class Bed {
 public:
  // Migrates the store and starts `sessions` relays in a ring.
  Bed(std::string uri, int sessions);

  const std::string& uri() const { return uri_; }

  // One more tick for each session; again and again while the store is away.
  void tick();
  std::int64_t ticks() const { return ticks_; }

  // Sends one session an event that ends the process that handles it.
  void poison(const std::string& id);

  // Waits until nothing waits for any session. False if no session takes a step for `limit` before.
  bool wait_until_quiet(std::chrono::seconds limit = std::chrono::seconds(120));
  // The same, but for one session, which is suspended.
  bool wait_until_quiet_but(const std::string& suspended,
                            std::chrono::seconds limit = std::chrono::seconds(120));

  // What is wrong, once all is quiet: violations(), and events that are dead.
  std::vector<std::string> violations();

  Store& store() { return *store_; }
  const std::vector<std::string>& ids() const { return ids_; }
  Relay::Snapshot state(const std::string& id);

  std::int64_t steps();  // In all journals together, without the starts.

 private:
  std::vector<SessionFacts> facts();
  bool wait(const std::string& suspended, std::chrono::seconds limit);

  const std::string uri_;
  const std::unique_ptr<Store> store_;
  std::vector<std::string> ids_;
  std::int64_t ticks_ = 0;
};

}  // namespace perdure::faults

// What changes, told to those who watch, as server-sent events (HTML Standard, 9.2).
//
//     event: session    one that is watched has changed: {"id", "revision", "status", "active"}
//     event: activity   what happened since the last one: {"entries": […], "more": …}
//
// The store is asked once a second while somebody watches, and not at all otherwise.
#pragma once

#include <perdure/store.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/console/message.h"
#include "runtime/view/follow.h"

namespace perdure::console {

// One message of the stream.
std::string server_sent(std::string_view event, std::string_view data);

// Any thread.
class Live {
 public:
  explicit Live(Store& store);
  ~Live();
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;

  // Watches these sessions, or where there are none all that happens. Null where too many watch already. It may outlive
  // this.
  std::unique_ptr<Stream> watch(const std::vector<std::string>& sessions);
  // Ends every stream, and lets no other begin.
  void stop();

 private:
  struct Watcher {
    std::vector<std::string> sessions;
    std::deque<std::string> messages;
  };
  struct Shared {
    std::mutex mutex;  // Guards what follows.
    std::condition_variable changed;
    std::map<std::uint64_t, Watcher> watchers;
    std::uint64_t last = 0;
    bool ends = false;
  };
  class Watching;

  // What is known of a session.
  struct Seen {
    std::int64_t revision = -1;
    std::string status;
    std::string failure;
    Timestamp updated{};
    bool operator==(const Seen&) const = default;
  };

  void work();
  void look_at_sessions(const std::vector<std::string>& sessions);
  void look_at_journal();
  static void tell(Watcher& watcher, const std::string& message);

  Store& store_;
  std::shared_ptr<Shared> shared_ = std::make_shared<Shared>();

  // Of the thread alone.
  std::map<std::string, Seen> seen_;
  std::optional<view::Follower> follower_;  // While somebody watches all that happens.
  std::thread thread_;
};

}  // namespace perdure::console

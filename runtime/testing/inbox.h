// Where I/O processors put what arrived, from threads of theirs.
#pragma once

#include <perdure/scxml.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::testing {

// Any thread. It may outlive its world, which then is closed.
class Inbox {
 public:
  using Letter = std::pair<std::string, scxml::Event>;  // To a session.

  // The sessions that there are.
  void open(const std::string& session);
  void close(std::string_view session);
  void close_all();

  // False where there is no such session.
  bool put(std::string_view session, const scxml::Event& event);
  std::vector<Letter> take();
  // Until there is something in it, or the time has come.
  void wait_until(std::chrono::steady_clock::time_point time);

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::set<std::string, std::less<>> open_;
  std::vector<Letter> letters_;
};

}  // namespace perdure::testing

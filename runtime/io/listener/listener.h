// A server of HTTP that answers from its making to its end.
#pragma once

#include <httplib.h>
#include <perdure/types.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <thread>

namespace perdure::http {

struct Address {
  std::string host = "127.0.0.1";
  int port = 0;            // 0: any that is free.
  bool is_secure = false;  // The server does TLS, so that its URL begins with https.
};

// What every server of ours has: a port to itself, one request a connection, and no more patience than that with who reads
// or writes slowly.
void prepare(httplib::Server& server, Duration patience, std::size_t threads);

// On a thread of its own.
class Listener {
 public:
  // The server has its handlers, and outlives it. Throws Error(InvalidArgument) where it cannot listen there, which says
  // for what it was to: " for metrics".
  Listener(httplib::Server& server, const Address& address, std::string_view purpose = {});
  // Waits for the requests that are being handled.
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  const std::string& url() const { return url_; }  // Without a `/` at its end.

 private:
  httplib::Server& server_;
  std::string url_;
  std::atomic<bool> ended_ = false;
  std::thread thread_;
};

}  // namespace perdure::http

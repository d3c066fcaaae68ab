// The console on a socket.
#pragma once

#include <memory>
#include <string>

#include "runtime/console/api.h"

namespace perdure::console {

struct ServerOptions {
  std::string host = "127.0.0.1";
  int port = 8420;               // 0: any that is free.
  std::string certificate = {};  // PEM files. Both or none.
  std::string key = {};
};

// Whether everyone who can reach it is on this machine.
bool is_loopback(const std::string& host);

// Listens from its making to its end.
class Server {
 public:
  // `api` must outlive it. Throws Error(InvalidArgument) where it cannot listen there.
  Server(Api& api, const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  const std::string& url() const;  // Without a `/` at its end.

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure::console

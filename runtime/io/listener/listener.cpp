#include "runtime/io/listener/listener.h"

#include <perdure/error.h>
#include <sys/socket.h>

#include <algorithm>

namespace perdure::http {

void prepare(httplib::Server& server, Duration patience, std::size_t threads) {
  // One request a connection: what is left of one that was refused is then nobody's next request, and no thread waits
  // for a client that has nothing to ask.
  server.set_keep_alive_max_count(1);
  server.set_read_timeout(patience);
  server.set_write_timeout(patience);
  // Not the library's, which share a port with others.
  server.set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  server.new_task_queue = [threads] {
    return new httplib::ThreadPool(std::max<std::size_t>(1, threads));
  };
}

Listener::Listener(httplib::Server& server, const Address& address, std::string_view purpose)
    : server_(server) {
  int port = address.port;
  if (port == 0) {
    port = server.bind_to_any_port(address.host);
  } else if (port < 0 || port > 65535 || !server.bind_to_port(address.host, port)) {
    port = -1;
  }
  if (port < 0) {
    throw Error(ErrorKind::InvalidArgument, "cannot listen at " + address.host + ":" +
                                                std::to_string(address.port) +
                                                std::string(purpose));
  }
  const bool is_ipv6 = address.host.find(':') != std::string::npos;
  url_ = (address.is_secure ? "https://" : "http://") +
         (is_ipv6 ? "[" + address.host + "]" : address.host) + ":" + std::to_string(port);
  thread_ = std::thread([this] {
    server_.listen_after_bind();
    ended_ = true;
  });
  // Stopping a server that has not begun does nothing.
  while (!server.is_running() && !ended_) std::this_thread::yield();
}

Listener::~Listener() {
  server_.stop();
  thread_.join();
}

}  // namespace perdure::http

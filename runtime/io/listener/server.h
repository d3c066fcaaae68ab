// A server of HTTP that answers those, too, who close their side of the connection behind their request.
//
// cpp-httplib looks before each write whether it would read the end of what the client sends (is_socket_alive() in
// SocketStream::is_writable()), and takes such a client for gone. Over TLS it still does. One request a connection, as
// prepare() has it.
#pragma once

#include <httplib.h>

namespace perdure::http {

class Server : public httplib::Server {
 private:
  bool process_and_close_socket(socket_t socket) override;
};

}  // namespace perdure::http

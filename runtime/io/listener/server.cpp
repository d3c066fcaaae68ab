#include "runtime/io/listener/server.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>

namespace perdure::http {
namespace {

using Milliseconds = std::chrono::milliseconds;

// Those of `events` that came in time, or what poll() says besides of a connection that broke.
short await(socket_t socket, short events, Milliseconds patience) {
  pollfd looked_at{socket, events, 0};
  int found = 0;
  do {
    found = ::poll(&looked_at, 1, static_cast<int>(patience.count()));
  } while (found < 0 && errno == EINTR);
  return found > 0 ? looked_at.revents : short{0};
}

void tell(const sockaddr_storage& address, socklen_t size, std::string& ip, int& port) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  if (::getnameinfo(reinterpret_cast<const sockaddr*>(&address), size, host.data(), host.size(),
                    service.data(), service.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0) {
    return;
  }
  ip = host.data();
  port = std::stoi(service.data());
}

class Connection : public httplib::Stream {
 public:
  Connection(socket_t socket, Milliseconds reading, Milliseconds writing)
      : socket_(socket), reading_(reading), writing_(writing) {}

  bool is_readable() const override { return at_ < end_ || await(socket_, POLLIN, reading_) != 0; }
  // For answers without an end, which nobody may hear any more: a side that was closed is all that is seen of that.
  bool is_writable() const override {
    return await(socket_, POLLOUT | POLLRDHUP, writing_) == POLLOUT;
  }

  ssize_t read(char* to, std::size_t size) override {
    if (at_ == end_) {
      if (!is_readable()) return -1;
      const ssize_t got = ::recv(socket_, read_.data(), read_.size(), 0);
      if (got <= 0) return got;
      at_ = 0;
      end_ = static_cast<std::size_t>(got);
    }
    const std::size_t some = std::min(size, end_ - at_);
    std::memcpy(to, read_.data() + at_, some);
    at_ += some;
    return static_cast<ssize_t>(some);
  }

  ssize_t write(const char* from, std::size_t size) override {
    if (await(socket_, POLLOUT, writing_) == 0) return -1;
    return ::send(socket_, from, size, MSG_NOSIGNAL);
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
      tell(address, size, ip, port);
    }
  }
  void get_local_ip_and_port(std::string& ip, int& port) const override {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
      tell(address, size, ip, port);
    }
  }
  socket_t socket() const override { return socket_; }

 private:
  const socket_t socket_;
  const Milliseconds reading_;
  const Milliseconds writing_;
  std::array<char, 4096> read_{};
  std::size_t at_ = 0;  // Of `read_`, up to `end_`: what nobody asked for yet.
  std::size_t end_ = 0;
};

Milliseconds patience(time_t seconds, time_t microseconds) {
  return std::chrono::duration_cast<Milliseconds>(std::chrono::seconds(seconds) +
                                                  std::chrono::microseconds(microseconds));
}

}  // namespace

bool Server::process_and_close_socket(socket_t socket) {
  Connection connection(socket, patience(read_timeout_sec_, read_timeout_usec_),
                        patience(write_timeout_sec_, write_timeout_usec_));
  bool closed = false;
  const bool answered = process_request(connection, true, closed, nullptr);
  ::shutdown(socket, SHUT_RDWR);
  ::close(socket);
  return answered;
}

}  // namespace perdure::http

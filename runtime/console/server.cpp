#include "runtime/console/server.h"

#include <arpa/inet.h>
#include <httplib.h>
#include <perdure/error.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>

#include "runtime/io/listener/listener.h"
#include "runtime/io/listener/server.h"

namespace perdure::console {
namespace {

constexpr std::chrono::seconds ClientPatience{5};  // With who reads or writes slowly.
// Streams have threads of their own among these, so that however many watch, others are answered.
constexpr std::size_t Threads = MostStreams + 32;

Request request_from(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  request.target = from.target;
  request.address = from.remote_addr;
  for (const auto& [name, value] : from.headers) {
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    request.headers.emplace(std::move(lower), value);
  }
  return request;
}

void write_out(Response&& answer, httplib::Response& response) {
  response.status = answer.status;
  for (const auto& [name, value] : answer.headers) response.set_header(name, value);
  if (answer.stream == nullptr) {
    response.set_content(std::move(answer.body), answer.type);
    return;
  }
  const std::shared_ptr<Stream> stream = std::move(answer.stream);
  response.set_chunked_content_provider(
      answer.type, [stream](std::size_t, httplib::DataSink& sink) {
        const std::optional<std::string> piece = stream->next();
        if (!piece) {
          sink.done();
          return true;
        }
        return sink.is_writable() && sink.write(piece->data(), piece->size());
      });
}

bool is_secure(const ServerOptions& options) { return !options.certificate.empty(); }

std::unique_ptr<httplib::Server> make_server(const ServerOptions& options) {
  if (!is_secure(options)) return std::make_unique<http::Server>();
  auto server =
      std::make_unique<httplib::SSLServer>(options.certificate.c_str(), options.key.c_str());
  if (!server->is_valid()) {
    throw Error(ErrorKind::InvalidArgument, "TLS takes a certificate and its key, in PEM: " +
                                                options.certificate + ", " + options.key);
  }
  return server;
}

}  // namespace

bool is_loopback(const std::string& host) {
  in_addr address = {};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) {
    return (ntohl(address.s_addr) >> 24U) == 127;
  }
  return host == "localhost" || host == "::1";
}

struct Server::Impl {
  Impl(Api& answering, const ServerOptions& options)
      : api(answering), server(make_server(options)) {
    const auto without_body = [this](const httplib::Request& from, httplib::Response& response) {
      write_out(api.answer(request_from(from)), response);
    };
    const auto with_body = [this](const httplib::Request& from, httplib::Response& response,
                                  const httplib::ContentReader& read) {
      Request request = request_from(from);
      if (!read_body(from, read, request)) {
        request.body.assign(LargestBody + 1, ' ');  // For the answer that it is too large.
      }
      write_out(api.answer(request), response);
    };
    server->Get(".*", without_body);
    server->Options(".*", without_body);
    server->Post(".*", with_body);
    server->Put(".*", with_body);
    server->Patch(".*", with_body);
    server->Delete(".*", with_body);
    // What HTTP itself does not take is refused in the form of everything else.
    server->set_error_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.body.empty()) write_out(Api::refuse_malformed(response.status), response);
    });
    server->set_tcp_nodelay(true);
    server->set_payload_max_length(LargestBody);
    http::prepare(*server, ClientPatience, Threads);
    listener.emplace(*server, http::Address{options.host, options.port, is_secure(options)},
                     " for the console");
  }

  ~Impl() { api.stop(); }

  // Unpacked, a body can be much larger than it was sent.
  static bool read_body(const httplib::Request& from, const httplib::ContentReader& read,
                        Request& request) {
    if (from.is_multipart_form_data()) {
      // Refused for its type. But a client that is still sending when the connection ends would not hear of it.
      read([](const httplib::MultipartFormData&) { return true; },
           [](const char*, std::size_t) { return true; });
      return true;
    }
    return read([&](const char* data, std::size_t size) {
      if (request.body.size() + size > LargestBody) return false;
      request.body.append(data, size);
      return true;
    });
  }

  Api& api;
  std::unique_ptr<httplib::Server> server;
  std::optional<http::Listener> listener;  // Ends first.
};

Server::Server(Api& api, const ServerOptions& options)
    : impl_(std::make_unique<Impl>(api, options)) {}
Server::~Server() = default;

const std::string& Server::url() const { return impl_->listener->url(); }

}  // namespace perdure::console

// The Basic HTTP event I/O processor (SCXML C.2): the server and the client.
#include <httplib.h>
#include <perdure/archive.h>
#include <perdure/error.h>
#include <perdure/http.h>

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <stdexcept>

#include "runtime/io/http/message.h"
#include "runtime/io/http/url.h"
#include "runtime/io/listener/listener.h"
#include "runtime/io/listener/server.h"

namespace perdure {
namespace {

constexpr std::string_view Sessions = "/sessions/";
constexpr std::size_t LongestPath = 2000;

// As it came, but for the order of its headers, which is theirs by name.
std::string raw(const httplib::Request& request, const std::string& body) {
  std::string text = request.method + " " + request.target + " " + request.version + "\r\n";
  for (const auto& [name, value] : request.headers) {
    if (name == "REMOTE_ADDR" || name == "REMOTE_PORT" || name == "LOCAL_ADDR" ||
        name == "LOCAL_PORT")
      continue;
    text += name + ": " + value + "\r\n";
  }
  return text + "\r\n" + body;
}

}  // namespace

struct BasicHttp::Impl {
  HttpOptions options;
  std::string url;
  http::Server server;
  std::shared_mutex
      mutex;  // Of what follows. Held while it is called, so that nothing is called that was replaced.
  Deliver deliver;
  std::optional<http::Listener> listener;  // Ends first.

  // Whatever is wrong with a message ends its connection, since the rest of it may be unread.
  static void refuse(httplib::Response& response, int status) {
    response.status = status;
    response.set_header("Connection", "close");
  }

  void handle(const httplib::Request& request, httplib::Response& response,
              const httplib::ContentReader& content) {
    std::string body;
    const bool whole = content([&](const char* data, std::size_t size) {
      if (size > options.max_body - body.size()) return false;
      body.append(data, size);
      return true;
    });
    if (!whole) return refuse(response, 413);
    const auto question = request.target.find('?');
    http::Message message{
        question == std::string::npos ? std::string() : request.target.substr(question + 1),
        request.get_header_value("Content-Type"), std::move(body)};
    auto event = http::event_of(message);
    if (!event) return refuse(response, 400);
    event->raw = raw(request, message.body);
    const std::string session = http::decoded(
        std::string_view(request.target).substr(0, question).substr(Sessions.size()), false);
    const std::shared_lock lock(mutex);
    response.status = deliver && deliver(session, *event) ? 200 : 404;
  }

  void prepare() {
    http::prepare(server, options.timeout, options.threads);
    server.set_tcp_nodelay(true);
    server.set_payload_max_length(options.max_body);
    server.set_pre_routing_handler(
        [](const httplib::Request& request, httplib::Response& response) {
          int status = 0;
          if (request.target.size() > LongestPath) {
            status = 414;
          } else if (request.target.compare(0, Sessions.size(), Sessions) != 0) {
            status = 404;
          } else if (request.method != "POST") {
            status = 405;
            response.set_header("Allow", "POST");
          } else if (request.has_header("Origin")) {
            status = 403;
          } else if (request.is_multipart_form_data()) {
            status = 415;
          }
          if (status == 0) return httplib::Server::HandlerResponse::Unhandled;
          refuse(response, status);
          return httplib::Server::HandlerResponse::Handled;
        });
    server.Post(".*", [this](const httplib::Request& request, httplib::Response& response,
                             const httplib::ContentReader& content) {
      handle(request, response, content);
    });
    server.set_exception_handler([](const httplib::Request&, httplib::Response& response,
                                    const std::exception_ptr&) { refuse(response, 500); });
  }
};

BasicHttp::BasicHttp(HttpOptions options) : impl_(std::make_unique<Impl>()) {
  impl_->options = std::move(options);
  impl_->prepare();
  const HttpOptions& asked = impl_->options;
  impl_->listener.emplace(impl_->server, http::Address{asked.host, asked.port});
  impl_->url = asked.url.empty() ? impl_->listener->url() : asked.url;
  while (!impl_->url.empty() && impl_->url.back() == '/') impl_->url.pop_back();
}

BasicHttp::~BasicHttp() = default;

std::string BasicHttp::url() const { return impl_->url; }

void BasicHttp::deliver_to(Deliver deliver) {
  const std::unique_lock lock(impl_->mutex);
  impl_->deliver = std::move(deliver);
}

IoProcessor BasicHttp::entry(std::string_view session) {
  return {std::string(http::ProcessorType), "basichttp",
          impl_->url + std::string(Sessions) + http::encoded(session)};
}

bool BasicHttp::handles(std::string_view type) const {
  return type == http::ProcessorType || type == "basichttp";
}

void BasicHttp::send(const SendEffect& effect, std::string_view) {
  const auto url = http::parse_url(effect.to);
  if (!url) throw std::runtime_error("`" + effect.to + "` is no address of http");
  http::Message message = http::message_of(from_bytes<scxml::Event>(effect.payload));

  httplib::Client client(url->origin);
  if (!client.is_valid()) throw std::runtime_error("`" + effect.to + "` is no address of http");
  client.set_tcp_nodelay(true);
  client.set_follow_location(false);
  client.set_connection_timeout(impl_->options.timeout);
  client.set_read_timeout(impl_->options.timeout);
  client.set_write_timeout(impl_->options.timeout);

  httplib::Request request;
  request.method = "POST";
  request.path = url->path;
  if (!message.query.empty()) {
    request.path += (url->path.find('?') == std::string::npos ? '?' : '&') + message.query;
  }
  request.headers.emplace("Content-Type", message.type);
  request.body = std::move(message.body);
  std::size_t answered = 0;
  request.content_receiver = [&](const char*, std::size_t size, std::uint64_t, std::uint64_t) {
    answered += size;
    return answered <= impl_->options.max_body;  // What it says is of no interest.
  };
  const httplib::Result result = client.send(request);
  if (!result) throw std::runtime_error(effect.to + ": " + httplib::to_string(result.error()));
  if (result->status < 200 || result->status > 299) {
    throw std::runtime_error(effect.to + ": answered by " + std::to_string(result->status));
  }
}

}  // namespace perdure

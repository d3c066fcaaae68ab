// The page of metrics and the health check, and the counting behind them.
#include <httplib.h>
#include <perdure/error.h>
#include <perdure/metrics.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <nlohmann/json.hpp>
#include <thread>

#include "runtime/metrics/families.h"
#include "runtime/metrics/stores.h"

namespace perdure {
namespace {

constexpr std::chrono::seconds Patience{5};  // With who reads or writes slowly.

}  // namespace

struct Metrics::Impl {
  explicit Impl(const MetricsOptions& options) : stores(options.refresh) {
    server.Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      std::vector<LaneBacklog> lanes;
      for (const metrics::StoreAnswer& answer : stores.answers()) {
        lanes.insert(lanes.end(), answer.lanes.begin(), answer.lanes.end());
      }
      families.show(lanes);
      response.set_content(families.text(), "text/plain; version=0.0.4");
    });
    server.Get("/health", [this](const httplib::Request&, httplib::Response& response) {
      const std::string trouble = find_trouble();
      response.status = trouble.empty() ? 200 : 503;
      nlohmann::ordered_json body{{"healthy", trouble.empty()}};
      if (!trouble.empty()) body["trouble"] = trouble;
      using nlohmann::json;
      response.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace) + "\n",
                           "application/json");
    });
    server.Post(".*", refuse_method);
    server.Put(".*", refuse_method);
    server.Patch(".*", refuse_method);
    server.Delete(".*", refuse_method);
    server.set_payload_max_length(1000);
    server.set_read_timeout(Patience);
    server.set_write_timeout(Patience);
    // Not the library's, which share a port with others.
    server.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    // A scrape, a health check, and one that dawdles.
    server.new_task_queue = [] { return new httplib::ThreadPool(3); };
    url = listen(options);
    thread = std::thread([this] {
      server.listen_after_bind();
      ended = true;
    });
    // Stopping a server that has not begun does nothing.
    while (!server.is_running() && !ended) std::this_thread::yield();
  }

  ~Impl() {
    server.stop();
    thread.join();
  }

  static void refuse_method(const httplib::Request&, httplib::Response& response) {
    response.status = 405;
    response.set_header("Allow", "GET");
  }

  // Returns the server's URL.
  std::string listen(const MetricsOptions& options) {
    const std::string& host = options.host;
    int port = options.port;
    if (port == 0) {
      port = server.bind_to_any_port(host);
    } else if (port < 0 || port > 65535 || !server.bind_to_port(host, port)) {
      port = -1;
    }
    if (port < 0) {
      throw Error(ErrorKind::InvalidArgument,
                  "cannot listen at " + host + ":" + std::to_string(options.port) + " for metrics");
    }
    const bool is_ipv6 = host.find(':') != std::string::npos;
    return "http://" + (is_ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
  }

  std::string find_trouble() {
    for (const metrics::StoreAnswer& answer : stores.answers()) {
      if (!answer.failure.empty()) return answer.failure;
    }
    return {};
  }

  metrics::Families families;
  metrics::Stores stores;
  httplib::Server server;
  std::string url;
  std::atomic<bool> ended = false;
  std::thread thread;
};

Metrics::Metrics(MetricsOptions options) : impl_(std::make_unique<Impl>(options)) {}
Metrics::~Metrics() = default;

std::string Metrics::url() const { return impl_->url; }

void Metrics::opened(Store& store) { impl_->stores.add(store); }
void Metrics::closed(Store& store) { impl_->stores.remove(store); }
void Metrics::handled(const BatchReport& batch) { impl_->families.count(batch); }
void Metrics::failed(const Error& error) { impl_->families.count(error); }

}  // namespace perdure

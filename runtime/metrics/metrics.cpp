// The page of metrics and the health check, and the counting behind them.
#include <httplib.h>
#include <perdure/error.h>
#include <perdure/metrics.h>

#include <chrono>
#include <nlohmann/json.hpp>
#include <optional>

#include "runtime/io/listener/listener.h"
#include "runtime/io/listener/server.h"
#include "runtime/metrics/families.h"
#include "runtime/metrics/stores.h"

namespace perdure {
namespace {

constexpr std::chrono::seconds Patience{5};  // With who reads or writes slowly.

}  // namespace

struct Metrics::Impl {
  explicit Impl(const MetricsOptions& options) : stores(options.refresh) {
    server.Get("/metrics", [this](const httplib::Request&, httplib::Response& response) {
      families.show(stores.answers());
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
    // A scrape, a health check, and one that dawdles.
    http::prepare(server, Patience, 3);
    listener.emplace(server, http::Address{options.host, options.port}, " for metrics");
  }

  static void refuse_method(const httplib::Request&, httplib::Response& response) {
    response.status = 405;
    response.set_header("Allow", "GET");
  }

  std::string find_trouble() {
    for (const metrics::StoreAnswer& answer : stores.answers()) {
      if (!answer.failure.empty()) return answer.failure;
    }
    return {};
  }

  metrics::Families families;
  metrics::Stores stores;
  http::Server server;
  std::optional<http::Listener> listener;  // Ends first.
};

Metrics::Metrics(MetricsOptions options) : impl_(std::make_unique<Impl>(options)) {}
Metrics::~Metrics() = default;

std::string Metrics::url() const { return impl_->listener->url(); }

void Metrics::opened(Store& store) { impl_->stores.add(store); }
void Metrics::closed(Store& store) { impl_->stores.remove(store); }
void Metrics::handled(const BatchReport& batch) { impl_->families.count(batch); }
void Metrics::failed(const Error& error) { impl_->families.count(error); }
void Metrics::sent(const Sent& events) { impl_->families.count(events); }
void Metrics::attempted(const AttemptReport& attempt) { impl_->families.count(attempt); }

}  // namespace perdure

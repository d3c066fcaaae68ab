// What scrapes and health checks get, and requests that mean no good.
#include <gmock/gmock.h>
#include <httplib.h>
#include <perdure/metrics.h>
#include <perdure/store.h>

namespace perdure {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MetricsTest : public ::testing::Test {
 protected:
  std::string get(const std::string& path, int status = 200) {
    httplib::Client client(metrics.url());
    const auto result = client.Get(path);
    if (!result) return "no answer";
    EXPECT_EQ(result->status, status) << result->body;
    return result->body;
  }

  Metrics metrics{{.port = 0, .refresh = Duration::zero()}};
};

TEST_F(MetricsTest, BatchesAreCounted) {
  ChartCounts counts[2];
  counts[0].chart = "shop.Order";
  counts[0].taken = 2;
  counts[0].failed = 1;
  counts[1].dead = 1;
  BatchReport report;
  report.claiming = std::chrono::milliseconds(2);
  report.events = 4;
  report.sends = 3;
  report.charts = counts;
  metrics.handled(report);
  metrics.handled(report);
  report.lost = true;
  metrics.handled(report);
  metrics.failed(Error(ErrorKind::StoreUnavailable, "gone"));

  const std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"shop.Order\",outcome=\"taken\"} 4"));
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"shop.Order\",outcome=\"failed\"} 2"));
  EXPECT_THAT(page, HasSubstr("perdure_events_total{chart=\"\",outcome=\"dead\"} 2"));
  EXPECT_THAT(page, HasSubstr("perdure_sends_total 6"));
  EXPECT_THAT(page, HasSubstr("perdure_batches_total 2"));
  EXPECT_THAT(page, HasSubstr("perdure_batches_lost_total 1"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_seconds_count{phase=\"claim\"} 3"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_seconds_bucket{phase=\"claim\",le=\"0.001\"} 0"));
  EXPECT_THAT(page, HasSubstr("perdure_batch_events_sum 8"));
  EXPECT_THAT(page, HasSubstr("perdure_store_errors_total{kind=\"store_unavailable\"} 1"));
}

TEST_F(MetricsTest, StoresAreAskedWhatWaits) {
  const auto store = open("memory:");
  metrics.opened(*store);
  store->start({"a", "test.Chart", 1, {}, EventId::random()});
  const std::string page = get("/metrics");
  EXPECT_THAT(page, HasSubstr("perdure_queue_events{lane=\"0\"} "));
  EXPECT_THAT(page, HasSubstr("perdure_waiting_events 0"));
  EXPECT_THAT(page, HasSubstr("perdure_dead_events 0"));
  EXPECT_THAT(page, Not(HasSubstr("perdure_queue_oldest_seconds 0\n")));
  metrics.closed(*store);
  get("/metrics");
}

TEST_F(MetricsTest, AStoreThatFailsIsNoHealth) {
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  const auto store = open("memory:");
  metrics.opened(*store);
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  store->schema().drop();
  EXPECT_THAT(get("/health", 503), HasSubstr("{\"healthy\":false,\"trouble\":\"the memory store"));
  get("/metrics");
  store->schema().migrate();
  EXPECT_EQ(get("/health"), "{\"healthy\":true}\n");
  metrics.closed(*store);
}

TEST_F(MetricsTest, OtherRequestsAreRefused) {
  get("/", 404);
  get("/metrics/../../etc/passwd", 404);
  get("/" + std::string(9000, 'x'), 414);
  httplib::Client client(metrics.url());
  EXPECT_EQ(client.Post("/metrics", "x", "text/plain")->status, 405);
  EXPECT_EQ(client.Post("/metrics", std::string(100000, 'x'), "text/plain")->status, 413);
  EXPECT_EQ(client.Delete("/health")->status, 405);
  get("/health");
}

TEST(Metrics, RefuseAnAddressThatIsNoneOrTaken) {
  const auto kind_of = [](const MetricsOptions& options) {
    try {
      const Metrics metrics(options);
    } catch (const Error& error) {
      return error.kind();
    }
    throw std::logic_error("no error");
  };
  EXPECT_EQ(kind_of({.host = "no such host"}), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of({.port = 70000}), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of({.port = -1}), ErrorKind::InvalidArgument);
  const Metrics first({.port = 0});
  const int port = std::stoi(first.url().substr(first.url().rfind(':') + 1));
  EXPECT_EQ(kind_of({.port = port}), ErrorKind::InvalidArgument);
}

}  // namespace
}  // namespace perdure

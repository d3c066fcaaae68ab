// Metrics of a program's runtimes for Prometheus, and whether they are healthy, over HTTP. Link perdure::metrics.
//
//     perdure::Metrics metrics{{.port = 9464}};
//     perdure::Runtime runtime{perdure::open("postgresql:///shop"), {.observer = &metrics}};
//
//     GET /metrics   every metric, in Prometheus's text format; docs/operations.md lists them
//     GET /health    200 where every store answers, or else 503; as JSON, with why not
#pragma once

#include <perdure/observer.h>

#include <memory>
#include <string>

namespace perdure {

struct MetricsOptions {
  std::string host = "127.0.0.1";  // The address to listen at.
  int port = 9464;                 // 0: any that is free.
  // What the store itself is asked for (depth and age of queues, the dead) is that old at most.
  Duration refresh = std::chrono::seconds(5);
};

// Listens from its making to its end. It outlives the runtimes that it observes. Any thread.
class Metrics final : public Observer {
 public:
  // Throws Error(InvalidArgument) where it cannot listen there.
  explicit Metrics(MetricsOptions options = {});
  ~Metrics() override;
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  std::string url() const;  // Without a `/` at its end.

  void opened(Store& store) override;
  void closed(Store& store) override;
  void handled(const BatchReport& batch) override;
  void failed(const Error& error) override;
  void sent(const Sent& events) override;
  void attempted(const AttemptReport& attempt) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure

// The worker in Python of examples/, against a server of jobs.
#include <gtest/gtest.h>
#include <httplib.h>
#include <perdure/runtime.h>
#include <sys/wait.h>

#include <cstdlib>

#include "order.chart.h"
#include "runtime/foreign/jobs.h"
#include "runtime/io/listener/listener.h"

namespace perdure::foreign {
namespace {

TEST(PythonWorker, DoesTheWorkOfAService) {
  shop::order::Handlers handlers;
  Runtime runtime(open("memory:"), {.log = LogLevel::Error});
  runtime.add<shop::Order>(handlers);
  runtime.start<shop::Order>("ann", {"ann", 5});
  runtime.start<shop::Order>("mallory", {"mallory", 5});
  runtime.start<shop::Order>("nobody", {"nobody", -1});
  runtime.drain();

  Jobs jobs(runtime.store());
  httplib::Server server;
  server.Post("/api/jobs/(.*)", [&](const httplib::Request& request, httplib::Response& response) {
    try {
      const Json asked = Json::parse(request.body);
      response.set_content(jobs.call(std::string(request.matches[1]), asked).dump(),
                           "application/json");
    } catch (const std::exception& error) {
      response.status = 400;
      response.set_content(Json({{"error", error.what()}}).dump(), "application/json");
    }
  });
  http::prepare(server, std::chrono::seconds(10), 3);
  const http::Listener listener(server, {});
  const std::string command = std::string("/usr/bin/python3 ") + PERDURE_PYTHON_WORKER +
                              " --once " + listener.url() + " 2> /dev/null";
  const int status = std::system(command.c_str());
  ASSERT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << command;

  EXPECT_TRUE(runtime.store().jobs().list({}).empty());
  runtime.drain();
  const auto ended_in = [&](const char* id) { return runtime.store().read(id)->active; };
  EXPECT_EQ(ended_in("ann"), std::vector<std::string>{"Paid"});
  EXPECT_EQ(ended_in("mallory"), std::vector<std::string>{"Refused"});
  EXPECT_EQ(ended_in("nobody"), std::vector<std::string>{"Failed"});
}

}  // namespace
}  // namespace perdure::foreign

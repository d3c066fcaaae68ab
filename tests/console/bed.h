// A console on each store, with a program's runtime beside it.
#pragma once

#include <gtest/gtest.h>
#include <perdure/runtime.h>
#include <perdure/store.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "errand.chart.h"
#include "runtime/console/console.h"
#include "tests/faults/stores.h"

namespace perdure::console {

using Json = nlohmann::ordered_json;

class Clumsy : public desk::errand::Handlers {
 public:
  void stumble(const Step&) override {
    if (!mended) throw std::runtime_error("a loose <b>stone</b>");
  }
  void whisper(const Step&, const std::string& told) override { secret = told; }

  bool mended = false;
  std::string secret;  // The last token's.
};

struct Answer {
  int status = 0;
  std::string body;
  std::string type;
  Json json;  // Discarded where the body is none.
};

class ConsoleBed : public ::testing::TestWithParam<faults::SharedStore> {
 protected:
  ConsoleBed();
  ~ConsoleBed() override;

  // Asks as a program does, and holds the answer to openapi.json.
  Answer get(const std::string& target) { return ask("GET", target, ""); }
  Answer post(const std::string& target, const Json& body = Json::object()) {
    return ask("POST", target, body.dump());
  }
  Answer ask(const std::string& method, const std::string& target, const std::string& body);

  void start(const std::string& id, const std::string& owner = "Ada") {
    runtime->start<desk::Errand>(id, {.owner = owner});
    runtime->drain();
  }
  // Sends these events to the session, and gives them up.
  std::vector<EventId> bury(const std::string& session, const std::vector<std::string>& names);
  static Json stops();  // Fields of `go`.

  std::unique_ptr<faults::TemporaryStore> place;  // Null: in memory.
  Clumsy clumsy;
  std::unique_ptr<Runtime> runtime;
  std::unique_ptr<Console> console;
  int port = 0;
};

std::vector<faults::SharedStore> all_stores();
std::string encoded(const std::string& text);

}  // namespace perdure::console

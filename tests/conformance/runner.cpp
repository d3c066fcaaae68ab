// Runs one document of the W3C's tests, compiled into a library, and says how it ended.
//
//     conformance_runner LIBRARY ID memory|reopen SECONDS world|real
//
// One line on standard output: `pass`, `fail` or `timeout`, a tab, and the reason. The result is the name of the
// final state that the session ends in. With the world's clock, SECONDS pass at once; events by HTTP need the real one.
#include <dlfcn.h>
#include <perdure/http.h>
#include <perdure/testing.h>

#include <cstdio>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"

namespace perdure::conformance {
namespace {

using testing::Keeping;
using testing::SessionStatus;
using testing::SessionView;
using testing::World;

constexpr const char* Session = "main";

AddDocument* find(const std::string& library, const std::string& id) {
  void* opened = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (opened == nullptr) throw std::runtime_error(dlerror());
  void* found = dlsym(opened, ("perdure_document_" + id).c_str());
  if (found == nullptr) throw std::runtime_error("no document " + id + " in " + library);
  return reinterpret_cast<AddDocument*>(found);
}

std::string one_line(std::string text) {
  for (char& c : text) {
    if (c == '\n' || c == '\t' || c == '\r') c = ' ';
  }
  return text;
}

// What happened, for those who look for the reason of a failure.
std::string story(const World& world) {
  std::string text;
  for (const auto& step : world.steps()) {
    text += text.empty() ? "" : "; ";
    if (step.session != Session) text += step.session + ": ";
    if (!step.event.empty()) text += step.event + " ";
    text += "->";
    for (const std::string& state : step.active) text += " " + state;
  }
  for (const auto& line : world.log()) text += "; log: " + line.text;
  for (const auto& dropped : world.dropped()) {
    text += "; dropped " + dropped.event + ": " + dropped.reason;
  }
  return text;
}

bool has_ended(const World& world) {
  const SessionStatus status = world.session(Session).status;
  return status != SessionStatus::Running && status != SessionStatus::Starting;
}

void run(World& world, Duration limit, bool real) {
  if (real) {
    world.run_for(limit, [&] { return has_ended(world); });
    return;
  }
  const Timestamp end = world.now() + limit;
  while (!has_ended(world) && world.next_due() && *world.next_due() <= end) {
    world.advance(*world.next_due() - world.now());
  }
}

int main(const std::vector<std::string>& words) {
  testing::WorldOptions options;
  options.keeping = words.at(2) == "reopen" ? Keeping::Stored : Keeping::InMemory;
  const Duration limit = std::chrono::seconds(std::stoll(words.at(3)));
  BasicHttp http;  // Outlives the world.
  World world(options);
  world.use(http);
  std::string outcome = "timeout";
  std::string detail;
  try {
    Document document;
    find(words.at(0), words.at(1))(world, document);
    world.start(Session, document.chart, document.params);
    run(world, limit, words.at(4) == "real");
    const SessionView view = world.session(Session);
    if (view.status == SessionStatus::Done) {
      const bool passed = view.active.size() == 1 && view.active[0] == "pass";
      outcome = passed ? "pass" : "fail";
    }
  } catch (const std::exception& error) {
    outcome = "fail";
    detail = std::string("threw ") + error.what() + "; ";
  }
  if (outcome != "pass") detail += story(world);
  std::printf("%s\t%s\n", outcome.c_str(), one_line(detail).c_str());
  return 0;
}

}  // namespace
}  // namespace perdure::conformance

int main(int argc, char** argv) {
  if (argc < 6) {
    std::fputs("conformance_runner LIBRARY ID memory|reopen SECONDS world|real\n", stderr);
    return 2;
  }
  return perdure::conformance::main({argv + 1, argv + argc});
}

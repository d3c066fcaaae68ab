// What changes, as it does.
#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

Response watch_changes(Desk& desk, Call& call) {
  const std::vector<std::string> sessions = call.query.texts("session", 20);
  call.query.finish();
  for (const std::string& id : sessions) desk.session(id);
  Response response;
  response.type = "text/event-stream";
  response.stream = desk.live().watch(sessions);
  if (response.stream == nullptr) {
    throw Refusal(503, "too_many", "as many watch already as may: try again later");
  }
  return response;
}

constexpr Route LiveRoutes[] = {
    {"GET", "/api/live", Role::Read, watch_changes},
};

}  // namespace

std::span<const Route> live_routes() { return LiveRoutes; }

}  // namespace perdure::console

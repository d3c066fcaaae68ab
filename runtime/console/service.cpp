// The console itself: who asks, what it can be asked.
#include "perdure_console_api.h"
#include "runtime/console/desk.h"

namespace perdure::console {
namespace {

Response show_caller(Desk&, Call& call) {
  call.query.finish();
  return json(
      {{"name", call.caller.name}, {"role", name(call.caller.role)}, {"version", PERDURE_VERSION}});
}

Response show_description(Desk&, Call& call) {
  call.query.finish();
  Response response;
  response.body = api_files::files[0].text;
  return response;
}

Response show_health(Desk& desk, Call& call) {
  call.query.finish();
  desk.store().history().head();
  return json({{"healthy", true}});
}

constexpr Route ServiceRoutes[] = {
    {"GET", "/api/me", Role::Read, show_caller},
    {"GET", "/api/openapi.json", Role::Read, show_description},
    {"GET", "/api/health", Role::Read, show_health},
};

}  // namespace

std::span<const Route> service_routes() { return ServiceRoutes; }

}  // namespace perdure::console

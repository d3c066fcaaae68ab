// Resume tokens: redeemed by whoever knows the secret.
#include <perdure/error.h>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

Response redeem_token(Desk& desk, Call& call) {
  Body body(call.request.body);
  const std::string secret = body.needed_text("token", 200);
  NewEvent event;
  event.name = body.needed_text("event");
  const std::string chart = body.needed_text("chart");
  const auto version = static_cast<std::uint32_t>(body.number("version", 0, 0, UINT32_MAX));
  Json fields = body.any("fields");
  body.finish();
  if (fields.is_null()) fields = Json::object();
  try {
    event.payload = desk.definition(chart, version).write_event(event.name, fields);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::InvalidArgument) throw;
    throw Refusal(422, "unprocessable", error.what());
  }
  event.id = EventId::random();
  event.chart = chart;
  switch (desk.store().tokens().redeem(hash_of_secret(secret), event)) {
    case Redeemed::Yes:
      break;
    case Redeemed::NotAccepted:
      conflict("the token is good, but not for the event `" + event.name + "`");
    case Redeemed::No:
      not_found("no token that is good has this secret");
  }
  return json({{"event", event.id.text()}}, 202);
}

constexpr Route TokenRoutes[] = {
    {"POST", "/api/tokens/redeem", Role::Operate, redeem_token},
};

}  // namespace

std::span<const Route> token_routes() { return TokenRoutes; }

}  // namespace perdure::console

// Resume tokens: redeemed by whoever knows the secret.
#include <perdure/error.h>

#include <utility>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

constexpr const char* NotGood = "no token that is good has this secret";

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
  event.chart = chart;
  const TokenHash hash = hash_of_secret(secret);
  const std::optional<TokenHolder> holder = desk.store().tokens().holder(hash, event.name);
  if (!holder) not_found(NotGood);
  if (!holder->accepts) {
    conflict("the token is good, but not for the event `" + event.name + "`");
  }
  const std::optional<EventId> sent = desk.by(call).redeem(hash, *holder, std::move(event));
  if (!sent) not_found(NotGood);
  return json({{"event", sent->text()}}, 202);
}

constexpr Route TokenRoutes[] = {
    {"POST", "/api/tokens/redeem", Role::Operate, redeem_token},
};

}  // namespace

std::span<const Route> token_routes() { return TokenRoutes; }

}  // namespace perdure::console

// Invocations, tokens and deferred events of generated machines.
#include <perdure/waiting.h>

namespace perdure::machine {

namespace {

std::string id_of(std::string_view name, std::uint64_t number) {
  return std::string(name) + "." + std::to_string(number);
}

std::string child_of(const Step& step, const std::string& invocation) {
  return step.session + "/" + invocation;
}

}  // namespace

bool Invocation::is(std::string_view name, std::string_view id) const {
  return live() && id == id_of(name, number);
}

void invoke_bytes(Effects& effects, Invocation& invocation, std::uint64_t& made,
                  std::string_view name, std::string_view service, Bytes arguments,
                  const Attempts& attempts) {
  invocation.number = ++made;
  InvokeEffect effect;
  effect.kind = InvokeEffect::Kind::Service;
  effect.invocation = id_of(name, invocation.number);
  effect.name = service;
  effect.arguments = std::move(arguments);
  effect.timeout = attempts.timeout;
  effect.retries = attempts.retries;
  effect.backoff = attempts.backoff;
  effect.backoff_limit = attempts.backoff_limit;
  effects.emplace_back(std::move(effect));
}

void invoke_chart(Effects& effects, Invocation& invocation, std::uint64_t& made, const Step& step,
                  std::string_view name, std::string_view callee, Bytes arguments) {
  invocation.number = ++made;
  InvokeEffect effect;
  effect.kind = InvokeEffect::Kind::Chart;
  effect.invocation = id_of(name, invocation.number);
  effect.name = callee;
  effect.session = child_of(step, effect.invocation);
  effect.arguments = std::move(arguments);
  effects.emplace_back(std::move(effect));
}

void end(Effects& effects, Invocation& invocation, std::string_view name) {
  if (invocation.live()) {
    effects.emplace_back(CancelInvocationEffect{id_of(name, invocation.number)});
  }
  invocation = {};
}

std::string session_of(const Step& step, std::string_view name, const Invocation& invocation) {
  return child_of(step, id_of(name, invocation.number));
}

void load(InArchive& in, Invocation& invocation, std::uint64_t made) {
  in(invocation.number);
  if (invocation.number > made) InArchive::corrupt("an invocation that was never made");
}

void issue(Effects& effects, const Step& step, std::string& secret, std::string_view token,
           std::initializer_list<std::string_view> accepts, Duration expires) {
  secret = step.surroundings == nullptr ? std::string() : step.surroundings->secret();
  TokenEffect effect;
  effect.token = token;
  effect.secret = secret;
  for (const std::string_view event : accepts) effect.accepts.emplace_back(event);
  effect.expires = expires;
  effects.emplace_back(std::move(effect));
}

void revoke(Effects& effects, std::string_view token) {
  effects.emplace_back(RevokeTokenEffect{std::string(token)});
}

std::vector<std::string_view> names_of(const std::vector<Deferred>& deferred) {
  std::vector<std::string_view> names;
  for (const Deferred& each : deferred) names.push_back(each.event);
  return names;
}

bool emit_bytes(Effects& effects, const Step& step, std::string_view event, Bytes payload,
                SendOptions options) {
  if (step.parent.empty()) return false;
  SendEffect effect;
  effect.kind = EventKind::Emitted;
  effect.to = step.parent;
  effect.event = event;
  effect.payload = std::move(payload);
  effect.delay = options.delay;
  effect.send_id = std::move(options.send_id);
  effect.invocation = step.invocation;
  effects.emplace_back(std::move(effect));
  return true;
}

}  // namespace perdure::machine

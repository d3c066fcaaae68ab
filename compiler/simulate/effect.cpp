#include "compiler/simulate/effect.h"

#include "compiler/model/spelling.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

bool is_some(Duration length) { return length.microseconds != 0; }

std::string text_of_one(const SendEffect& send) {
  if (send.kind == Sent::Timer) return "arm " + send.event.name + " +" + text_of(send.delay);
  if (send.kind == Sent::Emitted) return "emit " + send.event.name;
  std::string text = "send " + send.event.name;
  if (!send.to.empty()) text += " to " + send.to;
  if (is_some(send.delay)) text += " +" + text_of(send.delay);
  if (!send.send_id.empty()) text += " as " + send.send_id;
  return text;
}

std::string text_of_one(const CancelEffect& cancel) {
  return (cancel.kind == Sent::Timer ? "disarm " : "cancel ") + cancel.send_id;
}

std::string text_of_one(const LogEffect& log) {
  return "log " + std::string(model::spelling(log.level)) + " " + log.text;
}

std::string text_of_one(const InvokeEffect& invoke) {
  std::string text = "invoke " + invoke.name + " as " + invoke.invocation;
  if (is_some(invoke.timeout)) text += " timeout " + text_of(invoke.timeout);
  if (invoke.retries == 0) return text;
  text += " retry " + std::to_string(invoke.retries);
  if (is_some(invoke.backoff)) text += " backoff " + text_of(invoke.backoff);
  if (is_some(invoke.backoff_limit)) text += " .. " + text_of(invoke.backoff_limit);
  return text;
}

std::string text_of_one(const EndInvocationEffect& end) { return "end " + end.invocation; }

std::string text_of_one(const TokenEffect& token) {
  std::string text = "token " + token.token + " accepts " + joined(token.accepts, ", ");
  if (is_some(token.expires)) text += " expires " + text_of(token.expires);
  return text;
}

std::string text_of_one(const RevokeTokenEffect& revoke) { return "revoke " + revoke.token; }

std::string text_of_one(const CallEffect& call) { return "call " + call.text; }

}  // namespace

std::string text_of(const Effect& effect) {
  return std::visit([](const auto& one) { return text_of_one(one); }, effect);
}

}  // namespace perdure::simulate

#include "runtime/store/memory/tokens.h"

#include <algorithm>

#include "runtime/store/rows/check.h"

namespace perdure::memory {

Redeemed MemoryTokens::redeem(const TokenHash& hash, const NewEvent& event) {
  rows::check_redeeming(event);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp now = data_->now();
  const auto found =
      std::find_if(data_->tokens.begin(), data_->tokens.end(),
                   [&](const auto& token) { return token.second.issued.hash == hash; });
  if (found == data_->tokens.end()) return Redeemed::No;
  Token& token = found->second;
  const auto session = data_->sessions.find(token.issued.session);
  if (token.used || (token.issued.expires && *token.issued.expires <= now) ||
      session == data_->sessions.end() || has_ended(session->second.status)) {
    return Redeemed::No;
  }
  const auto& accepts = token.issued.accepts;
  if (std::find(accepts.begin(), accepts.end(), event.name) == accepts.end()) {
    return Redeemed::NotAccepted;
  }
  token.used = now;
  NewEvent sent = event;
  sent.session = token.issued.session;
  data_->add(sent, now);
  data_->announce();
  return Redeemed::Yes;
}

std::vector<StoredToken> MemoryTokens::of(std::string_view session) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<StoredToken> tokens;
  for (auto at = data_->tokens.lower_bound({std::string(session), ""});
       at != data_->tokens.end() && at->first.first == session; ++at) {
    const auto& [issued, used] = at->second;
    tokens.push_back({issued.name, issued.accepts, issued.expires, used});
  }
  return tokens;
}

}  // namespace perdure::memory

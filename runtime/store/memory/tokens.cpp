#include "runtime/store/memory/tokens.h"

#include <algorithm>

#include "runtime/store/rows/check.h"

namespace perdure::memory {
namespace {

bool accepts(const Token& token, std::string_view event) {
  const auto& names = token.issued.accepts;
  return std::find(names.begin(), names.end(), event) != names.end();
}

}  // namespace

Token* MemoryTokens::find_good(const TokenHash& hash, Timestamp now) {
  const auto found =
      std::find_if(data_->tokens.begin(), data_->tokens.end(),
                   [&](const auto& token) { return token.second.issued.hash == hash; });
  if (found == data_->tokens.end()) return nullptr;
  Token& token = found->second;
  const auto session = data_->sessions.find(token.issued.session);
  const bool is_good = !token.used && (!token.issued.expires || *token.issued.expires > now) &&
                       session != data_->sessions.end() && !has_ended(session->second.status);
  return is_good ? &token : nullptr;
}

Redeemed MemoryTokens::redeem(const TokenHash& hash, const NewEvent& event) {
  rows::check_redeeming(event);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp now = data_->now();
  Token* const token = find_good(hash, now);
  if (token == nullptr) return Redeemed::No;
  if (!accepts(*token, event.name)) return Redeemed::NotAccepted;
  token->used = now;
  NewEvent sent = event;
  sent.session = token->issued.session;
  data_->add(sent, now);
  data_->announce();
  return Redeemed::Yes;
}

std::optional<TokenHolder> MemoryTokens::holder(const TokenHash& hash, std::string_view event) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Token* const token = find_good(hash, data_->now());
  if (token == nullptr) return std::nullopt;
  return TokenHolder{token->issued.session, accepts(*token, event)};
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

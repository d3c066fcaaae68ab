#include "compiler/simulate/world/tokens.h"

#include <algorithm>
#include <limits>

namespace perdure::simulate {

namespace {

bool is_good(const Token& token, Timestamp now) { return !token.expires || now < *token.expires; }

// "approval" names "AwaitingApproval.approval".
bool is_named(const Token& token, const std::string& name) {
  return token.name == name || token.name.ends_with("." + name);
}

}  // namespace

std::string Tokens::next_secret() {
  const std::string number = std::to_string(++secrets_);
  return std::string(64 - number.size(), '0') + number;
}

void Tokens::issue(const std::string& session, const TokenEffect& effect, Timestamp now) {
  Token token{session, effect.token, effect.secret, effect.accepts, std::nullopt};
  if (effect.expires.microseconds > 0) {
    std::int64_t then = 0;
    const bool never = __builtin_add_overflow(now.microseconds, effect.expires.microseconds, &then);
    if (!never) token.expires = Timestamp{then};
  }
  std::erase_if(issued_,
                [&](const Token& one) { return one.session == session && one.name == token.name; });
  issued_.push_back(token);
  tokens_.push_back(std::move(token));
}

void Tokens::revoke(const std::string& session, const std::string& token) {
  std::erase_if(tokens_,
                [&](const Token& one) { return one.session == session && one.name == token; });
}

void Tokens::revoke_all_of(const std::string& session) {
  std::erase_if(tokens_, [&](const Token& one) { return one.session == session; });
}

std::vector<Token> Tokens::good(Timestamp now) const {
  std::vector<Token> good;
  for (const Token& token : tokens_) {
    if (is_good(token, now)) good.push_back(token);
  }
  return good;
}

std::optional<std::string> Tokens::secret(const std::string& session,
                                          const std::string& name) const {
  for (auto token = issued_.rbegin(); token != issued_.rend(); ++token) {
    if (token->session == session && is_named(*token, name)) return token->secret;
  }
  return std::nullopt;
}

Redeemed Tokens::redeem(const std::string& secret, const std::string& event, Timestamp now) {
  const auto token = std::find_if(tokens_.begin(), tokens_.end(),
                                  [&](const Token& one) { return one.secret == secret; });
  if (token == tokens_.end() || !is_good(*token, now)) return Redeemed::No;
  const auto& accepts = token->accepts;
  if (std::find(accepts.begin(), accepts.end(), event) == accepts.end()) {
    return Redeemed::NotAccepted;
  }
  tokens_.erase(token);
  return Redeemed::Yes;
}

}  // namespace perdure::simulate

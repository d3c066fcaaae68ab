#include "runtime/testing/tokens.h"

#include <perdure/error.h>

#include <algorithm>

namespace perdure::testing {
namespace {

bool is_good(const Token& token, Timestamp now) { return !token.expires || now < *token.expires; }

// "approval" names "AwaitingApproval.approval".
bool is_named(const Token& token, std::string_view name) {
  const std::string_view whole = token.name;
  if (whole == name) return true;
  return whole.size() > name.size() && whole.substr(whole.size() - name.size()) == name &&
         whole[whole.size() - name.size() - 1] == '.';
}

}  // namespace

void Tokens::issue(const std::string& session, const TokenEffect& effect, Timestamp now) {
  Token token{session, effect.token, effect.secret, effect.accepts, std::nullopt};
  if (effect.expires > Duration::zero()) token.expires = now + effect.expires;
  tokens_.push_back(std::move(token));
}

void Tokens::revoke(std::string_view session, std::string_view token) {
  std::erase_if(tokens_,
                [&](const Token& one) { return one.session == session && one.name == token; });
}

void Tokens::revoke_all_of(std::string_view session) {
  std::erase_if(tokens_, [&](const Token& one) { return one.session == session; });
}

std::vector<Token> Tokens::good(Timestamp now) const {
  std::vector<Token> good;
  for (const Token& token : tokens_) {
    if (is_good(token, now)) good.push_back(token);
  }
  return good;
}

const Token& Tokens::named(std::string_view session, std::string_view name, Timestamp now) const {
  for (const Token& token : tokens_) {
    if (token.session == session && is_named(token, name) && is_good(token, now)) return token;
  }
  throw Error(ErrorKind::InvalidArgument, "session `" + std::string(session) +
                                              "` has no good token `" + std::string(name) + "`");
}

std::pair<Redeemed, std::string> Tokens::redeem(std::string_view secret, std::string_view event,
                                                Timestamp now) {
  const auto token = std::find_if(tokens_.begin(), tokens_.end(),
                                  [&](const Token& one) { return one.secret == secret; });
  if (token == tokens_.end() || !is_good(*token, now)) return {Redeemed::No, {}};
  const auto& accepts = token->accepts;
  if (std::find(accepts.begin(), accepts.end(), event) == accepts.end()) {
    return {Redeemed::NotAccepted, {}};
  }
  std::string session = token->session;
  tokens_.erase(token);
  return {Redeemed::Yes, std::move(session)};
}

std::string Secrets::next() {
  ++count_;
  std::string text;
  for (std::uint64_t word = 0; word < 4; ++word) {
    // SplitMix64 of a number that no other secret has.
    std::uint64_t bits = (count_ * 4 + word) * 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
    bits ^= bits >> 31U;
    for (int digit = 0; digit < 16; ++digit, bits >>= 4U) {
      text += "0123456789abcdef"[bits & 15U];
    }
  }
  return text;
}

}  // namespace perdure::testing

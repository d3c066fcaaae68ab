#include "runtime/turn/tokens.h"

#include "runtime/turn/secret.h"

namespace perdure::turn {

void TokenLedger::issue(const std::string& session, const TokenEffect& effect, Timestamp now) {
  NewToken token{session, effect.token, hash_of(effect.secret), effect.accepts, std::nullopt};
  if (effect.expires != Duration::zero()) {
    const bool beyond = effect.expires > Timestamp::max() - now;
    token.expires = beyond ? Timestamp::max() : now + effect.expires;
  }
  issued_.insert_or_assign({session, effect.token}, std::move(token));
}

void TokenLedger::revoke(const std::string& session, const std::string& token) {
  issued_.erase({session, token});
  revoked_.insert({session, token});
}

void TokenLedger::write_to(BatchWrite& write) {
  for (const auto& [session, token] : revoked_) write.revocations.push_back({session, token});
  for (auto& [name, token] : issued_) write.tokens.push_back(std::move(token));
}

}  // namespace perdure::turn

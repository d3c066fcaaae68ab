// What the steps of a batch do to tokens.
//
//     Effects of each step  ->  tokens and revocations of the BatchWrite
#pragma once

#include <perdure/store.h>

#include <map>
#include <set>
#include <string>
#include <utility>

namespace perdure::turn {

class TokenLedger {
 public:
  // In the order of the steps.
  void issue(const std::string& session, const TokenEffect& effect, Timestamp now);
  void revoke(const std::string& session, const std::string& token);

  void write_to(BatchWrite& write);

 private:
  using Name = std::pair<std::string, std::string>;  // Session, token.

  std::map<Name, NewToken> issued_;  // And not revoked since.
  std::set<Name> revoked_;
};

}  // namespace perdure::turn

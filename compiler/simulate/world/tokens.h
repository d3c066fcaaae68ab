// The tokens that are good. A secret here is a number, the same in each run: nothing to trust.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/effect.h"

namespace perdure::simulate {

struct Token {
  std::string session;
  std::string name;  // "<state>.<token>"
  std::string secret;
  std::vector<std::string> accepts;
  std::optional<Timestamp> expires;
};

enum class Redeemed { Yes, No, NotAccepted };

class Tokens {
 public:
  std::string next_secret();  // 64 digits.
  void issue(const std::string& session, const TokenEffect& effect, Timestamp now);
  void revoke(const std::string& session, const std::string& token);
  void revoke_all_of(const std::string& session);

  std::vector<Token> good(Timestamp now) const;
  // The last that the session had of this name, with or without its state, good or not; nothing if it had none.
  std::optional<std::string> secret(const std::string& session, const std::string& name) const;
  // Takes it back, where the event is one that it accepts.
  Redeemed redeem(const std::string& secret, const std::string& event, Timestamp now);

 private:
  std::vector<Token> tokens_;
  std::vector<Token> issued_;  // The last of each name.
  std::uint64_t secrets_ = 0;
};

}  // namespace perdure::simulate

// The tokens that are good.
#pragma once

#include <perdure/testing.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::testing {

class Tokens {
 public:
  void issue(const std::string& session, const TokenEffect& effect, Timestamp now);
  void revoke(std::string_view session, std::string_view token);
  void revoke_all_of(std::string_view session);

  std::vector<Token> good(Timestamp now) const;
  const Token& named(std::string_view session, std::string_view name, Timestamp now) const;

  // Whose token it was; it is good no more. The session is empty unless the answer is Yes.
  std::pair<Redeemed, std::string> redeem(std::string_view secret, std::string_view event,
                                          Timestamp now);

 private:
  std::vector<Token> tokens_;
};

// Secrets that differ from each other and are the same in each run. Nothing to trust outside of tests.
class Secrets {
 public:
  std::string next();

 private:
  std::uint64_t count_ = 0;
};

}  // namespace perdure::testing

#include "runtime/turn/secret.h"

#include <openssl/sha.h>
#include <perdure/error.h>
#include <unistd.h>

namespace perdure::turn {

std::string random_secret() {
  std::uint8_t bits[32];
  if (::getentropy(bits, sizeof bits) != 0) {
    throw Error(ErrorKind::StoreFailure, "the system has no random bytes for a token's secret");
  }
  std::string text;
  text.reserve(2 * sizeof bits);
  for (const std::uint8_t byte : bits) {
    text += "0123456789abcdef"[byte >> 4U];
    text += "0123456789abcdef"[byte & 15U];
  }
  return text;
}

TokenHash hash_of(std::string_view secret) {
  TokenHash hash;
  SHA256(reinterpret_cast<const unsigned char*>(secret.data()), secret.size(), hash.bytes.data());
  return hash;
}

}  // namespace perdure::turn

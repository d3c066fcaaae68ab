#include "runtime/transfer/digest.h"

#include <openssl/evp.h>
#include <perdure/error.h>

#include <string_view>

namespace perdure::transfer {
namespace {

constexpr std::string_view Digits = "0123456789abcdef";

}  // namespace

struct Digest::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> evp{EVP_MD_CTX_new(), EVP_MD_CTX_free};
};

Digest::Digest() : context_(std::make_unique<Context>()) {
  if (!context_->evp || EVP_DigestInit_ex(context_->evp.get(), EVP_sha256(), nullptr) != 1) {
    throw Error(ErrorKind::StoreFailure, "OpenSSL has no SHA-256");
  }
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  EVP_DigestUpdate(context_->evp.get(), bytes.data(), bytes.size());
}

Digest::Value Digest::finish() {
  Value digest{};
  EVP_DigestFinal_ex(context_->evp.get(), digest.data(), nullptr);
  return digest;
}

std::string to_hexadecimal(const Digest::Value& digest) {
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += Digits[byte >> 4U];
    text += Digits[byte & 15U];
  }
  return text;
}

std::optional<Digest::Value> from_hexadecimal(std::string_view text) {
  Digest::Value digest{};
  if (text.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const std::size_t high = Digits.find(text[2 * i]);
    const std::size_t low = Digits.find(text[2 * i + 1]);
    if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
    digest[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return digest;
}

std::string to_base64(std::span<const std::byte> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                   reinterpret_cast<const unsigned char*>(bytes.data()),
                                   static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::optional<Bytes> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  Bytes bytes(text.size() / 4 * 3);
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()),
                                   static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with("=") ? 1 : 0;
  if (padding > bytes.size()) return std::nullopt;
  bytes.resize(bytes.size() - padding);
  // OpenSSL overlooks blanks, and bits that count for nothing.
  if (to_base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace perdure::transfer

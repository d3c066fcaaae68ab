// SHA-256 of what is written or read, and bytes as text.
#pragma once

#include <perdure/types.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace perdure::transfer {

class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::string_view bytes);
  // 64 hexadecimal digits. Once.
  std::string finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// RFC 4648, with padding and without line breaks.
std::string to_base64(const Bytes& bytes);
// Nothing for what to_base64() does not write.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace perdure::transfer

#include "runtime/operate/user.h"

#include <pwd.h>
#include <unistd.h>

#include <array>

namespace perdure::operate {

std::string user_name() {
  std::array<char, 4096> buffer{};
  passwd user = {};
  passwd* found = nullptr;
  if (getpwuid_r(getuid(), &user, buffer.data(), buffer.size(), &found) == 0 && found != nullptr) {
    return found->pw_name;
  }
  return "user " + std::to_string(getuid());
}

}  // namespace perdure::operate

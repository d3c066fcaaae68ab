#include "runtime/console/console.h"

#include <perdure/error.h>

#include "runtime/console/api.h"
#include "runtime/console/server.h"
#include "runtime/operate/user.h"

namespace perdure::console {
namespace {

void check_options(const Options& options) {
  const auto refuse = [](const std::string& what) {
    throw Error(ErrorKind::InvalidArgument, what);
  };
  if (options.certificate.empty() != options.key.empty()) {
    refuse("TLS takes both a certificate and its key");
  }
  if (!is_loopback(options.host) && options.token_file.empty() && options.certificate.empty()) {
    refuse("at " + options.host +
           " others could reach the console: give it tokens (--token-file), or TLS (--tls-cert, "
           "--tls-key), or have it listen at 127.0.0.1");
  }
}

AccessOptions access_of(const Options& options) {
  check_options(options);
  AccessOptions access;
  if (!options.token_file.empty()) access.tokens = TokenFile::read(options.token_file);
  const bool operates = !options.read_only && is_loopback(options.host);
  access.anyone = {options.name.empty() ? operate::user_name() : options.name,
                   operates ? Role::Operate : Role::Read};
  if (is_loopback(options.host)) access.hosts = {"127.0.0.1", "localhost", "[::1]", options.host};
  return access;
}

}  // namespace

struct Console::Impl {
  Impl(Store& store, const Options& options)
      : api(store, access_of(options), options.requests_per_second),
        server(api, {options.host, options.port, options.certificate, options.key}) {
    if (!is_loopback(options.host) && options.certificate.empty()) {
      warning =
          "tokens travel unencrypted from other machines: give --tls-cert and --tls-key, or have "
          "a proxy do that";
    }
  }

  Api api;
  Server server;
  std::string warning;
};

Console::Console(Store& store, const Options& options)
    : impl_(std::make_unique<Impl>(store, options)) {}
Console::~Console() = default;

const std::string& Console::url() const { return impl_->server.url(); }
const std::string& Console::warning() const { return impl_->warning; }

}  // namespace perdure::console

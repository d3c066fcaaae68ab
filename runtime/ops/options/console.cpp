// perdure console
#include "runtime/console/console.h"

#include "runtime/ops/options/line.h"

namespace perdure::ops {

void add_console(Line& line) {
  const auto given = std::make_shared<console::Options>();
  CLI::App& app = line.add(
      line.app(), "console", "Serve the operator's console: a web page and a JSON API",
      [given](Store& store, Output output) { return serve_console(store, *given, output); });
  app.add_option("--host", given->host,
                 "The address to listen at; beyond this machine only with --token-file, or with "
                 "--tls-cert and --tls-key")
      ->capture_default_str();
  app.add_option("--port", given->port, "0: any that is free")
      ->check(CLI::Range(0, 65535))
      ->capture_default_str();
  app.add_option("--token-file", given->token_file,
                 "Who may come in: a line for each, a name, `read` or `operate`, and a token");
  app.add_option("--tls-cert", given->certificate, "A certificate, in PEM");
  app.add_option("--tls-key", given->key, "Its key, in PEM");
  app.add_flag("--read-only", given->read_only, "Without a token nobody operates");
  add_name(app, given->name,
           "Who operates without a token, for the journal; otherwise this user's name");
  app.add_option("--rate", given->requests_per_second, "Requests a second of one address")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.footer(
      "Examples:\n"
      "  perdure console                               at http://127.0.0.1:8420/, for this "
      "machine\n"
      "  perdure console --port 0 --read-only\n"
      "  perdure console --host 0.0.0.0 --token-file desk.tokens --tls-cert desk.pem --tls-key "
      "desk.key");
}

}  // namespace perdure::ops

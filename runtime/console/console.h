// The operator's console: an HTTP server with a JSON API and a web page, on a store.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <string>

namespace perdure::console {

struct Options {
  std::string host = "127.0.0.1";
  int port = 8420;               // 0: any that is free.
  std::string token_file = {};   // As access.h has it; empty: no tokens.
  std::string certificate = {};  // PEM files, for TLS. Both or none.
  std::string key = {};
  double requests_per_second = 100;  // Of one address; four times as many at once.
  bool read_only = false;            // Who shows no token may not operate.
  std::string name = {};             // Who they are for the journal; empty: the user who runs this.
};

// Answers from its making to its end.
class Console {
 public:
  // `store` must outlive it. Throws Error(InvalidArgument) where it cannot listen there, or must not: beyond loopback it
  // takes tokens, or TLS, and without tokens nobody operates there.
  Console(Store& store, const Options& options);
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  const std::string& url() const;  // Without a `/` at its end.
  // What the operator should know of the way it was started; empty: nothing.
  const std::string& warning() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure::console

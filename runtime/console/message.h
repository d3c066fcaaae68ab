// A request and its response, as whoever handles them sees them: without sockets.
#pragma once

#include <perdure/types.h>

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace perdure::console {

struct Request {
  std::string method;  // "GET"
  std::string target;  // As it was sent: path and query, percent-encoded.
  std::string body;
  std::string address;  // Of who sent it.
  std::map<std::string, std::string>
      headers;  // By name, in lower case. Of several of a name the first.

  // Empty where there is none.
  const std::string& header(const std::string& name) const {
    static const std::string None;
    const auto found = headers.find(name);
    return found == headers.end() ? None : found->second;
  }
};

// A body without an end, sent piece by piece.
class Stream {
 public:
  virtual ~Stream() = default;
  // Waits for the next piece, but no longer than a few seconds; an empty one where there was none. Nothing: it is over.
  virtual std::optional<std::string> next() = 0;
};

struct Response {
  int status = 200;
  std::string body = {};
  std::string type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::unique_ptr<Stream> stream = {};  // In place of the body.
};

}  // namespace perdure::console

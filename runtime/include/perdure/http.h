// Events to and from sessions by HTTP: the Basic HTTP event I/O processor (SCXML, C.2). Link perdure::http.
#pragma once

#include <perdure/io_processor.h>

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

namespace perdure {

struct HttpOptions {
  std::string host = "127.0.0.1";  // The address to listen at.
  int port = 0;                    // 0: any that is free.
  // Where others reach this process, "https://example.org/scxml"; empty: as above.
  std::string url = {};
  std::size_t max_body = 1024 * 1024;           // Bytes of a message; larger ones are refused.
  Duration timeout = std::chrono::seconds(10);  // For each reading, writing and connecting.
  std::size_t threads = 4;                      // How many messages are read at once.
};

// Listens from its making to its end. A session is at `<url>/sessions/<its id>`.
//
// In: a POST there is an event. Its name is the parameter `_scxmleventname`, in the form or in the query, or else
// `HTTP.POST`; its data are the other parameters of the form, all texts, the last of a name; or else the body, by its
// media type JSON, XML or text. `_event.raw` is the message. Answered by 200 when `deliver` took the event and by 404
// when it did not; what a web page sends (it carries an `Origin`) is refused.
//
// Out: a POST of the event's name and data: a JSON object as a form, anything else as the body, its name then in the
// query. Redirections are not followed. What is not answered by 2xx has failed.
//
// Every method may be called from any thread.
class BasicHttp final : public IoProcessorPlug {
 public:
  // Throws Error(InvalidArgument) where it cannot listen there.
  explicit BasicHttp(HttpOptions options = {});
  // Waits for messages that are being handled.
  ~BasicHttp() override;
  BasicHttp(const BasicHttp&) = delete;
  BasicHttp& operator=(const BasicHttp&) = delete;

  std::string url() const;  // Without a `/` at its end.

  void deliver_to(Deliver deliver) override;
  IoProcessor entry(std::string_view session) override;
  bool handles(std::string_view type) const override;
  void send(const SendEffect& effect, std::string_view sender) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace perdure

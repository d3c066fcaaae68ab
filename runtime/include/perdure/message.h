// Events on their way, as programs write them.
#pragma once

#include <perdure/archive.h>
#include <perdure/sending.h>
#include <perdure/store.h>
#include <perdure/types.h>

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace perdure {

// An event as perdurec generates it.
template <class T>
concept EventType = requires(Bytes& bytes, const T& event) {
  { T::name } -> std::convertible_to<std::string_view>;
  OutArchive(bytes)(event);
};

// An event on its way to a session, of whatever type: for sending several at once. See message().
struct Message {
  std::string session;
  std::string event;
  Bytes payload;
  SendOptions options;
};

template <EventType Event>
Message message(std::string_view session, const Event& event, SendOptions options = {}) {
  return {std::string(session), std::string(std::string_view(Event::name)), to_bytes(event),
          std::move(options)};
}

// As stores take it, with an identity of its own.
NewEvent new_event(const Message& message);

// The first events of a start that found its session there, under keys that follow from the start's.
void join_under(const StartOptions& options, std::vector<NewEvent>& first);

}  // namespace perdure

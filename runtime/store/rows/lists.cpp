#include "runtime/store/rows/lists.h"

#include <perdure/error.h>

#include <algorithm>
#include <utility>

namespace perdure::rows {
namespace {

// The next line of `text`, cut off it, in its two halves.
std::pair<std::string_view, std::string_view> cut_line(std::string_view& text, char between) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  const std::size_t middle = line.find(between);
  if (middle == std::string_view::npos) {
    throw Error(ErrorKind::CorruptData,
                "a session's row has `" + std::string(line) + "` in a list");
  }
  return {line.substr(0, middle), line.substr(middle + 1)};
}

}  // namespace

std::string lines_of(const std::vector<Invoked>& invoked) {
  std::string text;
  for (const Invoked& each : invoked) text += each.invocation + '\t' + each.session + '\n';
  return text;
}

std::string lines_of(const std::vector<DeferredEvent>& deferred) {
  std::string text;
  for (const DeferredEvent& each : deferred) text += each.id.text() + ' ' + each.name + '\n';
  return text;
}

std::vector<Invoked> invoked_from(std::string_view lines) {
  std::vector<Invoked> invoked;
  while (!lines.empty()) {
    const auto [invocation, session] = cut_line(lines, '\t');
    invoked.push_back({std::string(invocation), std::string(session)});
  }
  return invoked;
}

std::vector<DeferredEvent> deferred_from(std::string_view lines) {
  std::vector<DeferredEvent> deferred;
  while (!lines.empty()) {
    const auto [id, name] = cut_line(lines, ' ');
    try {
      deferred.push_back({EventId::parse(id), std::string(name)});
    } catch (const Error& error) {
      throw Error(ErrorKind::CorruptData, error.what());
    }
  }
  return deferred;
}

std::vector<PendingEvent> pending_of(const std::vector<DeferredEvent>& deferred) {
  std::vector<PendingEvent> pending;
  for (const DeferredEvent& each : deferred) {
    PendingEvent event;
    event.id = each.id;
    event.name = each.name;
    event.deferred = true;
    pending.push_back(std::move(event));
  }
  return pending;
}

}  // namespace perdure::rows

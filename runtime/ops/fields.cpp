#include "runtime/ops/fields.h"

#include <cstddef>

namespace perdure::ops {

using definition::Json;

Json fields_of(const JournalEntry& entry, definition::Decoder& decoder) {
  if (!entry.payload) return nullptr;
  return decoder.event(entry.session, entry.kind, entry.name, entry.invocation, *entry.payload);
}

Json fields_of(const DeadEvent& event, definition::Decoder& decoder) {
  return decoder.event(event.session, event.kind, event.name, event.invocation, event.payload);
}

std::string fields_text(const Json& fields) {
  constexpr std::size_t Longest = 60;
  if (fields.is_null()) return "";
  if (fields.is_object() && fields.contains("unread")) return "unreadable";
  std::string text = fields.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() <= Longest) return text;
  std::size_t end = Longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string outcome_text(const JournalEntry& entry) {
  std::string text(name(entry.outcome));
  if (!entry.done_by.empty()) text += " by " + entry.done_by;
  return text;
}

}  // namespace perdure::ops

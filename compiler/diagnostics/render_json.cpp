// Diagnostics for programs: one JSON object a line. See render.h.
#include <nlohmann/json.hpp>
#include <string>

#include "compiler/diagnostics/render.h"

namespace perdure {

namespace {

nlohmann::ordered_json place(const source::Files& files, source::Range range) {
  const source::Position begin = files.position(range.file, range.begin);
  const source::Position end = files.position(range.file, range.end);
  return {{"file", files.name(range.file)},
          {"line", begin.line},
          {"column", begin.column},
          {"end_line", end.line},
          {"end_column", end.column}};
}

}  // namespace

std::string render_json(const source::Files& files, std::span<const Diagnostic> diagnostics) {
  std::string out;
  for (const Diagnostic& each : diagnostics) {
    nlohmann::ordered_json json = {
        {"code", each.message->code},
        {"name", each.message->name},
        {"severity", each.severity() == Severity::Error ? "error" : "warning"},
        {"message", each.text}};
    json.update(place(files, each.range));
    json["notes"] = nlohmann::ordered_json::array();
    for (const Note& note : each.notes) {
      nlohmann::ordered_json entry = {{"message", note.text}};
      entry.update(place(files, note.range));
      json["notes"].push_back(std::move(entry));
    }
    // Texts may quote a file that is not UTF-8; JSON must be.
    out += json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    out += '\n';
  }
  return out;
}

}  // namespace perdure

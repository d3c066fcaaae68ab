#include "runtime/definition/definition.h"

#include <perdure/error.h>
#include <perdure/scxml.h>

#include <functional>
#include <set>

#include "runtime/definition/reader.h"
#include "runtime/definition/types.h"
#include "runtime/definition/writer.h"

namespace perdure::definition {
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw Error(ErrorKind::CorruptData, what + ": " + why);
}

const Json& part(const Json& definition, const char* name) {
  static const Json None = Json::array();
  const auto found = definition.find(name);
  return found == definition.end() ? None : *found;
}

bool is_dynamic(const Json& definition) { return definition.at("data_model") != "perdure"; }

// The active atomic states with all that is around them. `states` hold their parents before them.
std::set<std::string> with_ancestors(const Json& states, const Json& active) {
  std::set<std::string> inside(active.begin(), active.end());
  for (auto state = states.rbegin(); state != states.rend(); ++state) {
    const Json& parent = state->at("parent");
    if (inside.contains(state->at("name").get<std::string>()) && parent.is_string()) {
      inside.insert(parent.get<std::string>());
    }
  }
  return inside;
}

Json read_event(const Json& definition, EventKind kind, std::string_view name,
                std::string_view invocation, std::span<const std::byte> payload);

class StateReader {
 public:
  StateReader(const Json& definition, std::span<const std::byte> bytes)
      : definition_(definition), reader_(definition, bytes) {}

  Json read() {
    read_header();
    const bool dynamic = is_dynamic(definition_);
    if (dynamic) {
      out_["params"] = reader_.untyped();
    } else {
      out_["params"] = reader_.fields(part(definition_, "params"));
      if (goes_on()) out_["data"] = reader_.fields(part(definition_, "data"));
    }
    if (goes_on()) read_configuration();
    if (goes_on() && !dynamic && !definition_.at("result").is_null()) {
      out_["result"] = reader_.value({{"optional", definition_.at("result")}});
    }
    if (goes_on() && dynamic) read_session();
    if (goes_on() && defers()) read_deferred();
    if (!goes_on()) out_["unread"] = reader_.stopped();
    reader_.finish();
    return std::move(out_);
  }

 private:
  bool goes_on() const { return reader_.stopped().empty(); }

  void read_header() {
    std::uint8_t format = 0;
    std::uint32_t version = 0;
    reader_.in()(format);
    if (format != 1) InArchive::corrupt("a state in a format that this program does not know");
    reader_.in()(version);
    if (definition_.at("version") != version) {
      InArchive::corrupt("a state of version " + std::to_string(version) + " of the chart");
    }
  }

  void read_configuration() {
    const Json& states = definition_.at("states");
    out_["active"] = reader_.names();
    const std::set<std::string> inside = with_ancestors(states, out_["active"]);
    if (!part(definition_, "invocations").empty()) {
      std::uint64_t made = 0;
      reader_.in()(made);
    }
    bool is_chart = true;
    for (const Json& state : states) {
      if (!goes_on()) return;
      if (!std::exchange(is_chart, false)) read_state(state, inside);
    }
  }

  void read_state(const Json& state, const std::set<std::string>& inside) {
    const auto name = state.at("name").get<std::string>();
    if (state.at("kind") == "history" || state.at("kind") == "deep history") {
      Json recorded = reader_.names();
      if (!recorded.empty()) out_["histories"][name] = std::move(recorded);
      return;
    }
    if (!inside.contains(name)) return;
    for (const Json& invocation : part(state, "invokes")) {
      std::uint64_t number = 0;
      reader_.in()(number);
      const auto invoked = invocation.get<std::string>();
      if (number != 0) {
        out_["states"][name]["invocations"].push_back(invoked + "." + std::to_string(number));
      }
    }
    if (state.contains("data")) out_["states"][name]["data"] = reader_.fields(state.at("data"));
  }

  // What scxml::Session::save() writes.
  void read_session() {
    Bytes data;
    std::uint64_t last_id = 0;
    reader_.in()(data, last_id);
    if (!data.empty()) out_["data"] = {{"bytes", data.size()}};
    read_invocations();
    reader_.value({{"list", "string"}});
    out_["result"] = reader_.value({{"optional", "dynamic"}});
  }

  void read_invocations() {
    static const Json Type = {
        {"list", {{"tuple", {"string", "string", "string", "string", "uint32", "bool"}}}}};
    for (const Json& each : reader_.value(Type)) {
      out_["invocations"].push_back({{"id", each[0]}, {"session", each[2]}, {"state", each[3]}});
    }
  }

  bool defers() const {
    for (const Json& state : definition_.at("states")) {
      if (state.contains("defers")) return true;
    }
    return false;
  }

  void read_deferred() {
    std::uint64_t count = 0;
    reader_.in()(cereal::make_size_tag(count));
    for (; count > 0; --count) {
      std::string event;
      Bytes payload;
      reader_.in()(event, payload);
      Json kept = {{"event", event}};
      const Json fields = read_event(definition_, EventKind::Event, event, "", payload);
      if (!fields.is_null()) kept["fields"] = fields;
      out_["deferred"].push_back(std::move(kept));
    }
  }

  const Json& definition_;
  Reader reader_;
  Json out_;
};

// All of the bytes, by `read`.
Json whole(const Json& definition, std::span<const std::byte> bytes, const std::string& what,
           const std::function<Json(Reader&)>& read) {
  try {
    Reader reader(definition, bytes);
    Json value = read(reader);
    if (!reader.stopped().empty() && value.is_object()) value["unread"] = reader.stopped();
    reader.finish();
    return value;
  } catch (const Error& error) {
    fail(what, error.what());
  } catch (const nlohmann::json::exception& error) {
    fail("not a definition", error.what());
  }
}

const Json* find(const Json& list, std::string_view name) {
  for (const Json& each : list) {
    if (each.at("name") == name) return &each;
  }
  return nullptr;
}

// What an outcome of the invocation `id`, "<name>.<number>", carries.
Json outcome_fields(const Json& definition, EventKind kind, std::string_view name,
                    std::string_view id) {
  const std::string_view invoked = id.substr(0, id.rfind('.'));
  const Json* invocation = find(part(definition, "invocations"), invoked);
  if (invocation == nullptr) InArchive::corrupt("an outcome of what the chart does not invoke");
  const std::string told =
      std::string(invoked) + "." + (kind == EventKind::Done ? "done" : std::string(name));
  const Json* event = find(part(*invocation, "outcomes"), told);
  if (event == nullptr) event = find(part(*invocation, "outcomes"), name);
  // One that no state takes is not in the definition.
  if (event == nullptr) InArchive::corrupt("an outcome that its definition does not have");
  Json fields = event->at("fields");
  // What a chart returns is stored as it is, and not at all where it returned nothing.
  if (kind == EventKind::Done && invocation->contains("chart") && !fields.empty()) {
    const Json& type = fields.at(0).at("type");
    if (type.is_object() && type.contains("optional")) {
      const Json inner = type.at("optional");
      fields.at(0)["type"] = inner;
    }
  }
  return fields;
}

Json fields_of(const Json& definition, EventKind kind, std::string_view name,
               std::string_view invocation) {
  if (kind == EventKind::Done || kind == EventKind::Emitted) {
    return outcome_fields(definition, kind, name, invocation);
  }
  const Json* event = find(part(definition, "events"), name);
  if (event == nullptr) InArchive::corrupt("an event that the chart does not have");
  return event->at("fields");
}

// As scxml::Event is stored.
Json document_event(Reader& reader) {
  Json event = {{"name", reader.value("string")}};
  reader.value("uint8");  // Its type: what is stored comes from outside.
  for (const char* name : {"sendid", "origin", "origintype", "invokeid"}) {
    Json text = reader.value("string");
    if (text != "") event[name] = std::move(text);
  }
  event["data"] = reader.untyped();
  Json raw = reader.value("string");
  if (raw != "") event["raw"] = std::move(raw);
  return event;
}

Json read_event(const Json& definition, EventKind kind, std::string_view name,
                std::string_view invocation, std::span<const std::byte> payload) {
  if (payload.empty()) return nullptr;
  const auto read = [&](Reader& reader) -> Json {
    if (kind == EventKind::Failed) return reader.value("string");
    if (kind == EventKind::Progress) return reader.value({{"tuple", {"float", "string"}}});
    if (is_dynamic(definition)) return document_event(reader);
    return reader.fields(fields_of(definition, kind, name, invocation));
  };
  return whole(definition, payload, "not a payload of `" + std::string(name) + "`", read);
}

const Json& service_of(const Json& definition, std::string_view name) {
  const Json* service = find(part(definition, "services"), name);
  if (service != nullptr) return *service;
  throw Error(ErrorKind::InvalidArgument, "chart " + definition.at("name").get<std::string>() +
                                              " has no service `" + std::string(name) + "`");
}

void require_shallow(const Json& json, const std::string& what) {
  if (is_too_deep(json)) throw Error(ErrorKind::InvalidArgument, what + ": it nests too deep");
}

Bytes written(const Json& definition, const Json& json, std::string what,
              const std::function<void(Writer&)>& write) {
  require_shallow(json, what);
  try {
    Writer writer(definition, std::move(what));
    write(writer);
    return writer.take();
  } catch (const nlohmann::json::exception& error) {
    fail("not a definition", error.what());
  }
}

// As scxml::Event is stored.
Bytes document_event(std::string_view name, const Json& fields) {
  scxml::Event event;
  event.name = name;
  require_shallow(fields, "event `" + event.name + "`");
  if (!fields.is_null() && !fields.is_object()) {
    throw Error(ErrorKind::InvalidArgument,
                "event `" + event.name + "`: want an object with `data`, if anything");
  }
  for (const auto& [member, value] : fields.items()) {
    const auto text = [&, &member = member, &value = value]() -> std::string {
      if (value.is_string()) return value.get<std::string>();
      throw Error(ErrorKind::InvalidArgument,
                  "event `" + event.name + "`: `" + member + "`: want a text");
    };
    if (member == "data") {
      if (!value.is_null()) event.data = {scxml::Data::Form::Json, value.dump()};
    } else if (member == "sendid") {
      event.send_id = text();
    } else if (member == "origin") {
      event.origin = text();
    } else if (member == "origintype") {
      event.origin_type = text();
    } else if (member == "invokeid") {
      event.invoke_id = text();
    } else if (member == "raw") {
      event.raw = text();
    } else if (member != "name" || value != name) {
      throw Error(ErrorKind::InvalidArgument,
                  "event `" + event.name + "`: there is no `" + member + "`");
    }
  }
  return to_bytes(event);
}

}  // namespace

Definition::Definition(std::string_view json) try : json_(Json::parse(json)) {
  if (json_.at("format") != 1)
    fail("not a definition", "it has a format that this program does not know");
  for (const char* name : {"name", "version", "states", "data_model"}) json_.at(name);
  if (!json_.at("states").is_array()) fail("not a definition", "its states are no list");
} catch (const nlohmann::json::exception& error) {
  fail("not a definition", error.what());
}

Json Definition::params(std::span<const std::byte> bytes) const {
  return whole(json_, bytes, "not the parameters of its chart", [&](Reader& reader) {
    return is_dynamic(json_) ? reader.untyped() : reader.fields(part(json_, "params"));
  });
}

Json Definition::state(std::span<const std::byte> bytes) const {
  try {
    return StateReader(json_, bytes).read();
  } catch (const Error& error) {
    fail("not a state of its chart", error.what());
  } catch (const nlohmann::json::exception& error) {
    fail("not a definition", error.what());
  }
}

Json Definition::result(std::span<const std::byte> bytes) const {
  if (bytes.empty()) return nullptr;
  return whole(json_, bytes, "not a result of its chart", [&](Reader& reader) -> Json {
    return is_dynamic(json_) ? reader.untyped() : reader.value(json_.at("result"));
  });
}

Json Definition::event(EventKind kind, std::string_view name, std::string_view invocation,
                       std::span<const std::byte> payload) const {
  return read_event(json_, kind, name, invocation, payload);
}

Json Definition::arguments(std::string_view service, std::span<const std::byte> bytes) const {
  const Json& fields = service_of(json_, service).at("fields");
  return whole(json_, bytes, "not arguments of `" + std::string(service) + "`",
               [&](Reader& reader) { return reader.fields(fields); });
}

Json Definition::service_result(std::string_view service, std::span<const std::byte> bytes) const {
  const Json& type = service_of(json_, service).at("result");
  return whole(json_, bytes, "not a result of `" + std::string(service) + "`",
               [&](Reader& reader) { return type.is_null() ? Json() : reader.value(type); });
}

Bytes Definition::write_params(const Json& params) const {
  const std::string what = "parameters of " + json_.at("name").get<std::string>();
  if (is_dynamic(json_)) {
    require_shallow(params, what);
    const bool none = params.is_null();
    return to_bytes(none ? scxml::Data() : scxml::Data{scxml::Data::Form::Json, params.dump()});
  }
  return written(json_, params, what,
                 [&](Writer& writer) { writer.fields(part(json_, "params"), params); });
}

Bytes Definition::write_event(std::string_view name, const Json& fields) const {
  if (is_dynamic(json_)) return document_event(name, fields);
  const Json* event = find(part(json_, "events"), name);
  if (event == nullptr) {
    throw Error(ErrorKind::InvalidArgument, "chart " + json_.at("name").get<std::string>() +
                                                " has no event `" + std::string(name) + "`");
  }
  return written(json_, fields, "event `" + std::string(name) + "`", [&](Writer& writer) {
    writer.fields(event->at("fields"), fields.is_null() ? Json::object() : fields);
  });
}

Bytes Definition::write_arguments(std::string_view service, const Json& arguments) const {
  const Json& fields = service_of(json_, service).at("fields");
  return written(json_, arguments, "arguments of `" + std::string(service) + "`",
                 [&](Writer& writer) { writer.fields(fields, arguments); });
}

Bytes Definition::write_service_result(std::string_view service, const Json& result) const {
  const Json& type = service_of(json_, service).at("result");
  return written(json_, result, "result of `" + std::string(service) + "`", [&](Writer& writer) {
    if (!type.is_null()) return writer.value(type, result);
    if (!result.is_null()) writer.fail("the service returns nothing: want null");
  });
}

}  // namespace perdure::definition

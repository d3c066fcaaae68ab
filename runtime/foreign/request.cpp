#include "runtime/foreign/request.h"

#include <perdure/error.h>

#include <optional>
#include <utility>

#include "runtime/definition/text.h"
#include "runtime/definition/types.h"

namespace perdure::foreign {

Request::Request(std::string what, const Json& json) : what_(std::move(what)), json_(json) {
  if (!json.is_object()) throw Error(ErrorKind::InvalidArgument, what_ + ": want an object");
  if (definition::is_too_deep(json)) {
    throw Error(ErrorKind::InvalidArgument, what_ + ": it nests too deep");
  }
}

void Request::want(const char* member, std::string_view wanted) const {
  throw Error(ErrorKind::InvalidArgument,
              what_ + ": `" + member + "`: want " + std::string(wanted));
}

const Json* Request::find(const char* member) {
  asked_.insert(member);
  const auto found = json_.find(member);
  return found == json_.end() ? nullptr : &*found;
}

const Json& Request::any(const char* member) {
  const Json* found = find(member);
  if (found == nullptr) want(member, "a value");
  return *found;
}

const Json& Request::any(const char* member, const Json& otherwise) {
  const Json* found = find(member);
  return found == nullptr ? otherwise : *found;
}

Request Request::object(const char* member) {
  const Json* found = find(member);
  if (found == nullptr || !found->is_object()) want(member, "an object");
  return {what_ + ": `" + member + "`", *found};
}

std::string Request::text(const char* member) {
  const Json* found = find(member);
  if (found == nullptr || !found->is_string()) want(member, "a text");
  return found->get<std::string>();
}

std::string Request::text(const char* member, std::string_view otherwise) {
  const Json* found = find(member);
  return found == nullptr || found->is_null() ? std::string(otherwise) : text(member);
}

std::vector<std::string> Request::texts(const char* member, std::size_t most) {
  const Json* found = find(member);
  if (found == nullptr || !found->is_array() || found->empty() || found->size() > most) {
    want(member, "a list of 1 to " + std::to_string(most) + " texts");
  }
  std::vector<std::string> texts;
  for (const Json& each : *found) {
    if (!each.is_string()) want(member, "a list of texts");
    texts.push_back(each.get<std::string>());
  }
  return texts;
}

bool Request::flag(const char* member, bool otherwise) {
  const Json* found = find(member);
  if (found == nullptr || found->is_null()) return otherwise;
  if (!found->is_boolean()) want(member, "true or false");
  return found->get<bool>();
}

double Request::number(const char* member) {
  const Json* found = find(member);
  if (found == nullptr || !found->is_number()) want(member, "a number");
  return found->get<double>();
}

std::int64_t Request::whole(const char* member) {
  const Json* found = find(member);
  const bool fits =
      found != nullptr && found->is_number_integer() &&
      (!found->is_number_unsigned() || std::in_range<std::int64_t>(found->get<std::uint64_t>()));
  if (!fits) want(member, "a whole number");
  return found->get<std::int64_t>();
}

std::int64_t Request::whole(const char* member, std::int64_t otherwise, std::int64_t least,
                            std::int64_t most) {
  const Json* found = find(member);
  if (found == nullptr || found->is_null()) return otherwise;
  const std::int64_t value = whole(member);
  if (value < least || value > most) {
    want(member, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  }
  return value;
}

Duration Request::duration(const char* member, Duration otherwise) {
  const Json* found = find(member);
  if (found == nullptr || found->is_null()) return otherwise;
  const std::optional<Duration> parsed =
      found->is_string() ? definition::parse_duration(found->get_ref<const std::string&>())
                         : std::nullopt;
  if (!parsed) want(member, "a duration such as \"30s\"");
  return *parsed;
}

Bytes Request::bytes(const char* member) {
  const Json* found = find(member);
  std::optional<Bytes> parsed;
  if (found != nullptr && found->is_string()) {
    parsed = definition::parse_hexadecimal(found->get_ref<const std::string&>());
  }
  if (!parsed) want(member, "bytes as hexadecimal digits");
  return *std::move(parsed);
}

void Request::finish() const {
  for (const auto& [member, value] : json_.items()) {
    if (asked_.contains(member)) continue;
    throw Error(ErrorKind::InvalidArgument, what_ + ": there is no `" + member + "`");
  }
}

}  // namespace perdure::foreign

#include "compiler/simulate/value.h"

#include <algorithm>

namespace perdure::simulate {

namespace {

bool same(const None&, const None&) { return true; }
bool same(const Enumerator& a, const Enumerator& b) { return a.index == b.index; }
bool same(const List& a, const List& b) { return a.elements == b.elements; }
bool same(const Map& a, const Map& b) {
  return std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(),
                    [](const Entry& one, const Entry& other) {
                      return one.key == other.key && one.value == other.value;
                    });
}
bool same(const Record& a, const Record& b) { return a.fields == b.fields; }
template <class Scalar>
bool same(const Scalar& a, const Scalar& b) {
  return a == b;
}

bool comes_before(const None&, const None&) { return false; }
bool comes_before(const Enumerator& a, const Enumerator& b) { return a.index < b.index; }
bool comes_before(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), less);
}
bool comes_before(const List& a, const List& b) { return comes_before(a.elements, b.elements); }
bool comes_before(const Map&, const Map&) { return false; }  // Maps have no order.
bool comes_before(const Record& a, const Record& b) { return comes_before(a.fields, b.fields); }
template <class Scalar>
bool comes_before(const Scalar& a, const Scalar& b) {
  return a < b;
}

template <class Entries>
auto lower(Entries& entries, const Value& key) {
  return std::lower_bound(entries.begin(), entries.end(), key,
                          [](const auto& entry, const Value& k) { return less(entry.key, k); });
}

}  // namespace

const std::vector<model::Field>* fields_of(const model::TypeDecl& type) {
  if (const auto* record = std::get_if<model::StructDecl>(&type.kind)) return &record->fields;
  if (const auto* host = std::get_if<model::ExternDecl>(&type.kind)) return &host->constructor;
  return nullptr;
}

bool operator==(const Value& left, const Value& right) {
  if (left.is.index() != right.is.index()) return false;
  return std::visit(
      [&](const auto& a) { return same(a, std::get<std::decay_t<decltype(a)>>(right.is)); },
      left.is);
}

bool less(const Value& left, const Value& right) {
  if (left.is.index() != right.is.index()) return left.is.index() < right.is.index();
  return std::visit(
      [&](const auto& a) { return comes_before(a, std::get<std::decay_t<decltype(a)>>(right.is)); },
      left.is);
}

const Value* find(const Map& map, const Value& key) {
  const auto found = lower(map.entries, key);
  return found != map.entries.end() && !less(key, found->key) ? &found->value : nullptr;
}

Value* find(Map& map, const Value& key) {
  const auto found = lower(map.entries, key);
  return found != map.entries.end() && !less(key, found->key) ? &found->value : nullptr;
}

Value& at(Map& map, const Value& key, Value otherwise) {
  const auto found = lower(map.entries, key);
  if (found != map.entries.end() && !less(key, found->key)) return found->value;
  return map.entries.insert(found, {key, std::move(otherwise)})->value;
}

}  // namespace perdure::simulate

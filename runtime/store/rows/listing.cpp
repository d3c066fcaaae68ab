#include "runtime/store/rows/listing.h"

#include <perdure/error.h>

#include <algorithm>
#include <iterator>

#include "runtime/store/rows/text.h"

namespace perdure::rows {

Among among(const SessionFilter& filter) {
  if (!filter.parent.empty()) return Among::Parent;
  if (filter.trouble) return *filter.trouble == Trouble::Dead ? Among::Dead : Among::Failed;
  if (value_condition(filter) != nullptr) return Among::Value;
  if (!filter.tenant.empty()) return Among::Tenant;
  return filter.chart.empty() ? Among::All : Among::Chart;
}

const std::string& among_whose(const SessionFilter& filter, Among among) {
  static const std::string Nobody;
  switch (among) {
    case Among::Parent:
      return filter.parent;
    case Among::Tenant:
      return filter.tenant;
    case Among::Chart:
    case Among::Value:
      return filter.chart;
    default:
      return Nobody;
  }
}

const Condition* value_condition(const SessionFilter& filter) {
  for (const Condition& condition : filter.conditions) {
    if (condition.kind == Condition::Kind::Is && condition.value.index() != 0) return &condition;
  }
  return nullptr;
}

std::string last_id_with(const std::string& prefix) {
  constexpr std::size_t LongestId = 200;
  std::string id = prefix;
  while (id.size() < prefix.size() + LongestId) id += "\xf4\x8f\xbf\xbf";  // The last character.
  return id;
}

bool is_askable(const SessionFilter& filter) {
  for (const std::string* text : {&filter.chart, &filter.state, &filter.after, &filter.parent,
                                  &filter.tenant, &filter.prefix}) {
    if (!is_plain_text(*text)) return false;
  }
  for (const Condition& condition : filter.conditions) {
    const bool is_of_attribute = condition.kind != Condition::Kind::In;
    if (is_of_attribute && filter.chart.empty()) {
      throw Error(ErrorKind::InvalidArgument, "an attribute is one of a chart's: which chart?");
    }
    if (!is_plain_text(condition.attribute)) return false;
    for (const std::string& state : condition.states) {
      if (!is_plain_text(state)) return false;
    }
  }
  return true;
}

SessionPage list(const SessionFilter& filter, const Listing& listing) {
  constexpr std::size_t MostAtOnce = 5000;
  SessionPage page;
  if (filter.limit == 0 || !is_askable(filter)) return page;  // Nothing is called so.
  std::string after = filter.after;
  std::size_t looked = 0;
  // The more, the fewer have matched.
  for (std::size_t at_once = filter.limit;; at_once *= 4) {
    at_once = std::min(at_once, MostAtOnce);
    if (filter.look_at > 0) at_once = std::min(at_once, filter.look_at - looked);
    const std::vector<std::string> ids = listing.next_ids(after, at_once);
    if (ids.empty()) return page;
    std::vector<SessionSummary> found = listing.matching(ids, filter.limit - page.sessions.size());
    std::move(found.begin(), found.end(), std::back_inserter(page.sessions));
    looked += ids.size();
    after = page.sessions.size() == filter.limit ? page.sessions.back().session.id : ids.back();
    if (ids.size() < at_once && after == ids.back()) return page;
    if (page.sessions.size() == filter.limit || looked == filter.look_at) break;
  }
  page.next = std::move(after);
  return page;
}

}  // namespace perdure::rows

#include <perdure/maintenance.h>
#include <perdure/store.h>

#include <iterator>

namespace perdure {
namespace {

constexpr std::size_t StepSize = 1000;

void append(std::vector<std::string>& to, std::vector<std::string> names) {
  to.insert(to.end(), std::make_move_iterator(names.begin()), std::make_move_iterator(names.end()));
}

}  // namespace

UpkeepReport maintain(Store& store, const Retention& retention, std::stop_token stop,
                      const std::function<void(const UpkeepReport&)>& progress) {
  Maintenance& maintenance = store.maintenance();
  UpkeepReport report;
  const auto told = [&] {
    if (progress) progress(report);
  };
  append(report.made, maintenance.prepare());
  maintenance.index_journal();
  told();
  bool more = retention.journal.has_value();
  while (more && !stop.stop_requested()) {
    Trimmed trimmed = maintenance.trim_journal(*retention.journal, StepSize);
    report.journal_rows += trimmed.rows;
    append(report.dropped, std::move(trimmed.months));
    more = trimmed.more;
    told();
  }
  std::optional<SweepPlace> place;
  if (retention.finished) place.emplace();
  while (place && !stop.stop_requested()) {
    Swept swept = maintenance.sweep(*place, *retention.finished, retention.archive, StepSize);
    report.sessions += swept.sessions;
    place = std::move(swept.next);
    told();
  }
  bool may_be_more = true;
  while (may_be_more && !stop.stop_requested()) {
    const std::size_t forgotten = maintenance.forget_keys(StepSize);
    report.keys += forgotten;
    may_be_more = forgotten == StepSize;
    told();
  }
  return report;
}

}  // namespace perdure

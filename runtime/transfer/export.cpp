#include "runtime/transfer/export.h"

#include <ostream>

#include "runtime/transfer/file_writer.h"

namespace perdure::transfer {

Ending export_sessions(Store& store, const ExportOptions& options, std::ostream& out,
                       const Progress& progress) {
  FileWriter file(out);
  const std::unique_ptr<SessionReader> sessions = transfer_of(store).read(options.filter);
  std::size_t done = 0;
  while (const std::optional<TransferredSession> whole = sessions->next()) {
    const StoredSession& session = whole->session;
    const bool still = has_ended(session.status) || session.status == SessionStatus::Suspended;
    if (!still && !options.running) {
      throw Error(ErrorKind::StoreFailure,
                  "session `" + session.id + "` is " + std::string(name(session.status)) +
                      ": it would go on here, and there; suspend what is to go (--suspend), or "
                      "say that this is meant (--running)");
    }
    if (!file.has_chart(session.chart, session.version)) {
      const auto chart = store.registry().find(session.chart, session.version);
      if (chart) file.write(*chart);
    }
    file.write(*whole);
    if (!out) break;
    progress(++done, sessions->total());
  }
  return file.finish();
}

}  // namespace perdure::transfer

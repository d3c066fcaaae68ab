// What is cancelled by a word was sent by that word.
#include <unordered_set>

#include "compiler/check/passes.h"
#include "compiler/check/walk.h"
#include "compiler/diagnostics/suggest.h"

namespace perdure::check {

void send_ids(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    std::unordered_set<std::string_view> sent;
    std::vector<const model::NameRef*> cancelled;
    bool computed = false;  // An id from an expression may be any word.
    for (const model::State& state : subject.chart.states) {
      each_block(state, [&](const model::Block& block) {
        each_statement(block, [&](const model::Statement& statement) {
          if (const auto* send = std::get_if<model::Send>(&statement.node); send && send->id) {
            const auto* word = std::get_if<model::NameRef>(&*send->id);
            if (word) {
              sent.insert(word->name);
            } else {
              computed = true;
            }
          } else if (const auto* cancel = std::get_if<model::Cancel>(&statement.node)) {
            const auto* word = std::get_if<model::NameRef>(&cancel->id);
            if (word) cancelled.push_back(word);
          }
        });
      });
    }
    if (computed) return;
    Suggestions suggestions;
    for (const model::NameRef* word : cancelled) {
      if (sent.contains(word->name)) continue;
      suggestions.add(subject.report.report(diag::UnknownSendId, word->range, word->name),
                      word->range, word->name,
                      [&] { return std::vector<std::string_view>(sent.begin(), sent.end()); });
    }
  });
}

}  // namespace perdure::check

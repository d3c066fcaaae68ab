// Read takes an SCXML document to the model.
//
//     .scxml text  ->  Element (xml.h)  ->  validate.h  ->  structure.h, language.h  ->  model::Program
//
// The only folder that sees libxml2. What may be written is the Recommendation's (W3C, 1 September 2015); docs/scxml.md
// says where this differs. Nothing is ever fetched, and no entity is ever replaced but XML's own.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace perdure::scxml {

// How documents get at the files that they name by `src`.
class Sources {
 public:
  virtual ~Sources() = default;
  // The file that `uri` names in the document `from`: its text is among the Files then. Nothing if it may not be read,
  // or could not, which was reported at `place`.
  virtual std::optional<source::FileId> text(std::string_view uri, source::FileId from,
                                             source::Range place) = 0;
  // The same, and it is read as a document too, now or later.
  virtual std::optional<source::FileId> document(std::string_view uri, source::FileId from,
                                                 source::Range place) = 0;
};

struct Options {
  std::vector<std::string> name_space;  // That charts of documents get.
  Sources* sources = nullptr;           // Without any, each `src` is an error.
};

// Adds to `program` what `file` says: one File, and in it a chart for the document and one for each document that stands
// in it. `file` holds UTF-8 (to_utf8(), encoding.h), or gets an error that says so. A document with an error adds what
// could be read of it, which is good for nothing but a dump.
void read(const source::Files& files, source::FileId file, const Options& options,
          model::Program& program, Reporter& report);

// What the chart of a document is called: its `name`, or else its file's, as an identifier.
std::string chart_name(const source::Files& files, source::FileId file);

}  // namespace perdure::scxml

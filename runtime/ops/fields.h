// What events carried, by the definitions of the charts whose sessions they went to.
#pragma once

#include <perdure/store.h>

#include <string>

#include "runtime/definition/decoder.h"

namespace perdure::ops {

// Null where it carried nothing, or nobody kept it; {"unread": why} where it cannot be read.
definition::Json fields_of(const JournalEntry& entry, definition::Decoder& decoder);
definition::Json fields_of(const DeadEvent& event, definition::Decoder& decoder);

// As the cell of a table: in a line, cut where it is long. What cannot be read is `unreadable`.
std::string fields_text(const definition::Json& fields);

// What became of it, and of what an operator did who it was: `taken`, `operated by alice`.
std::string outcome_text(const JournalEntry& entry);

}  // namespace perdure::ops

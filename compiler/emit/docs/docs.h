// The reference page of a chart file: what it is for, what it does, and what goes in and out.
//
//     plan::File  ->  .html  .md
//
// Deterministic, and escaped against whatever names, texts and doc comments hold.
#pragma once

#include <string>

#include "compiler/plan/plan.h"

namespace perdure::emit {

// One page that stands alone: style and pictures are in it, it runs no script and fetches nothing.
// `file` is one of `plan.files`. Throws what diagram::svg() throws.
std::string emit_docs_html(const plan::Plan& plan, const plan::File& file);

// The same in Markdown, its pictures as Mermaid blocks, as forges show them.
std::string emit_docs_markdown(const plan::Plan& plan, const plan::File& file);

}  // namespace perdure::emit

// The reference page of a chart file: what it is for, what it does, and what goes in and out.
//
//     plan::File  ->  .html  .md, and an index of them
//
// Deterministic, and escaped against whatever names, texts and doc comments hold.
#pragma once

#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::emit {

// One page that stands alone: style and pictures are in it, it runs no script and fetches nothing.
// `file` is one of `plan.files`. `index`, where not empty, is the page that it says all charts are on. Throws
// what diagram::svg() throws.
std::string emit_docs_html(const plan::Plan& plan, const plan::File& file,
                           const std::string& index = {});

// The same in Markdown, its pictures as Mermaid blocks, as forges show them.
std::string emit_docs_markdown(const plan::Plan& plan, const plan::File& file,
                               const std::string& index = {});

// A file's page, by its name beside the index.
struct Page {
  const plan::File* file = nullptr;
  std::string name;
};

// All charts of a project: what each is for, what it takes, its picture, and the way to its page.
std::string emit_index_html(const plan::Plan& plan, const std::vector<Page>& pages);
std::string emit_index_markdown(const plan::Plan& plan, const std::vector<Page>& pages);

}  // namespace perdure::emit

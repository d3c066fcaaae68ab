// How words are written in HTML and in Markdown. Whatever a chart's names, texts and doc comments hold
// comes out as just that text.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace perdure::emit::docs {

class Form {
 public:
  virtual ~Form() = default;

  // On one line, and safe inside a table.
  virtual std::string text(std::string_view plain) const = 0;
  virtual std::string code(std::string_view plain) const = 0;

  // A doc comment: `code` between backquotes is shown as such. In paragraphs, or run together on one line.
  virtual std::string doc(std::string_view comment) const = 0;
  std::string line(std::string_view comment) const;

  // `label` is written already; `target` is not.
  virtual std::string link(std::string_view label, std::string_view target) const = 0;
  // To such a place on another page, which lies beside this one; to the page itself, `target` being empty.
  virtual std::string link(std::string_view label, std::string_view page,
                           std::string_view target) const = 0;
  // A place that links lead to; what ids cannot hold becomes a hyphen.
  static std::string id(std::string_view plain);
  // "page#target" as URLs are written.
  static std::string url(std::string_view page, std::string_view target);

 protected:
  // Prose with its code, on one line.
  std::string prose(std::string_view comment) const;
};

std::unique_ptr<Form> html_form();
std::unique_ptr<Form> markdown_form();

}  // namespace perdure::emit::docs

#include "compiler/emit/docs/docs.h"

#include <stdexcept>

#include "compiler/emit/definition/definition.h"
#include "compiler/emit/docs/page.h"
#include "diagram/diagram.h"
#include "emit/docs_templates.h"

namespace perdure::emit {
namespace {

std::string_view embedded(std::string_view name) {
  for (const auto& file : docs::embedded::files) {
    if (file.name == name) return file.text;
  }
  throw std::logic_error("no template of this name is built in: " + std::string(name));
}

template <class Draw>
std::string write(const plan::Plan& plan, const plan::File& file, const docs::Form& form,
                  std::string_view page, Draw draw) {
  Values values;
  Values::List charts;
  std::string title;
  for (const plan::Chart& chart : file.charts) {
    Values each = docs::chart_values(plan, chart, form);
    each.set("picture",
             draw(diagram::draw(diagram::read_chart(emit_definition(plan, chart).json))));
    charts.push_back(std::move(each));
    title += (title.empty() ? "" : ", ") + chart.name;
  }
  values.set("title", form.text(title.empty() ? file.name : title));
  values.set("file", form.code(file.name.substr(file.name.rfind('/') + 1)));
  values.set("style", embedded("style.css"));
  values.set("charts", std::move(charts));
  values.set("types", docs::type_values(plan, file, form));
  return Template(page, embedded(page)).expand(values);
}

}  // namespace

std::string emit_docs_html(const plan::Plan& plan, const plan::File& file) {
  return write(plan, file, *docs::html_form(), "page.html.tpl",
               [](const diagram::Picture& picture) {
                 diagram::SvgOptions options;
                 options.link_prefix = "#" + docs::Form::id(picture.chart.name) + "-state-";
                 return diagram::svg(picture, options);
               });
}

std::string emit_docs_markdown(const plan::Plan& plan, const plan::File& file) {
  return write(plan, file, *docs::markdown_form(), "page.md.tpl", diagram::mermaid);
}

}  // namespace perdure::emit

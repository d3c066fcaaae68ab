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

diagram::Picture picture(const plan::Plan& plan, const plan::Chart& chart) {
  return diagram::draw(diagram::read_chart(emit_definition(plan, chart).json));
}

// `link_prefix` leads from a state in the picture to where it is described.
std::string svg(const plan::Plan& plan, const plan::Chart& chart, const std::string& link_prefix) {
  diagram::SvgOptions options;
  options.link_prefix = link_prefix;
  return diagram::svg(picture(plan, chart), options);
}

std::string mermaid(const plan::Plan& plan, const plan::Chart& chart) {
  return diagram::mermaid(picture(plan, chart));
}

template <class Draw>
std::string write(const plan::Plan& plan, const plan::File& file, const docs::Form& form,
                  std::string_view page, const std::string& index, Draw draw) {
  Values values;
  Values::List charts;
  std::string title;
  for (const plan::Chart& chart : file.charts) {
    Values each = docs::chart_values(plan, chart, form);
    each.set("picture", draw(chart));
    charts.push_back(std::move(each));
    title += (title.empty() ? "" : ", ") + chart.name;
  }
  values.set("title", form.text(title.empty() ? file.name : title));
  values.set("file", form.code(file.name.substr(file.name.rfind('/') + 1)));
  values.set("index", index.empty() ? "" : form.link("All charts", index, {}));
  values.set("style", embedded("style.css"));
  values.set("charts", std::move(charts));
  values.set("types", docs::type_values(plan, file, form));
  return Template(page, embedded(page)).expand(values);
}

template <class Draw>
std::string write_index(const std::vector<Page>& pages, const docs::Form& form,
                        std::string_view name, Draw draw) {
  Values values;
  Values::List charts;
  Values::List types;  // Files that have nothing else.
  for (const Page& page : pages) {
    const std::string& file = page.file->name;
    if (page.file->charts.empty()) {
      const std::string label = form.code(file.substr(file.rfind('/') + 1));
      types.push_back(Values().set("link", form.link(label, page.name, {})));
    }
    for (const plan::Chart& chart : page.file->charts) {
      Values each = docs::index_values(chart, page.name, form);
      each.set("picture", draw(chart, page));
      charts.push_back(std::move(each));
    }
  }
  values.set("style", embedded("style.css"));
  values.set("charts", std::move(charts));
  values.set("types", std::move(types));
  return Template(name, embedded(name)).expand(values);
}

}  // namespace

std::string emit_docs_html(const plan::Plan& plan, const plan::File& file,
                           const std::string& index) {
  return write(plan, file, *docs::html_form(), "page.html.tpl", index,
               [&](const plan::Chart& chart) {
                 return svg(plan, chart, "#" + docs::Form::id(chart.name) + "-state-");
               });
}

std::string emit_docs_markdown(const plan::Plan& plan, const plan::File& file,
                               const std::string& index) {
  return write(plan, file, *docs::markdown_form(), "page.md.tpl", index,
               [&](const plan::Chart& chart) { return mermaid(plan, chart); });
}

std::string emit_index_html(const plan::Plan& plan, const std::vector<Page>& pages) {
  return write_index(pages, *docs::html_form(), "index.html.tpl",
                     [&](const plan::Chart& chart, const Page& page) {
                       return svg(plan, chart, docs::Form::url(page.name, chart.name + "-state-"));
                     });
}

std::string emit_index_markdown(const plan::Plan& plan, const std::vector<Page>& pages) {
  return write_index(pages, *docs::markdown_form(), "index.md.tpl",
                     [&](const plan::Chart& chart, const Page&) { return mermaid(plan, chart); });
}

}  // namespace perdure::emit

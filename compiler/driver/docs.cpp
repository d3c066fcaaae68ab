// perdurec docs. See commands.h.
#include "compiler/emit/docs/docs.h"

#include <filesystem>
#include <map>
#include <stdexcept>
#include <utility>

#include "compiler/driver/commands.h"
#include "compiler/driver/output.h"

namespace perdure::driver {
namespace {

namespace fs = std::filesystem;

// What each file's page is called: order.html for order.chart.
std::vector<emit::Page> pages(const Compilation& compilation, const std::string& ending) {
  std::vector<emit::Page> out;
  std::map<std::string, std::string> taken;
  for (const source::FileId input : compilation.inputs) {
    const std::string& name = compilation.files.name(input);
    std::string page = fs::path(name).stem().string() + ending;
    if (page == "index" + ending) page = "chart-" + page;
    const auto [found, is_new] = taken.emplace(page, name);
    if (!is_new) {
      throw std::runtime_error("`" + found->second + "` and `" + name + "` would both become `" +
                               page + "`: document them in different directories");
    }
    out.push_back({compilation.plan->file(name), std::move(page)});
  }
  return out;
}

int write_pages(const Compilation& compilation, const std::string& directory, bool html) {
  const std::string ending = html ? ".html" : ".md";
  const std::string index = "index" + ending;
  const plan::Plan& plan = *compilation.plan;
  const std::vector<emit::Page> all = pages(compilation, ending);
  std::vector<Output> outputs;
  for (const emit::Page& page : all) {
    outputs.push_back({(fs::path(directory) / page.name).string(),
                       html ? emit::emit_docs_html(plan, *page.file, index)
                            : emit::emit_docs_markdown(plan, *page.file, index)});
  }
  outputs.push_back(
      {(fs::path(directory) / index).string(),
       html ? emit::emit_index_html(plan, all) : emit::emit_index_markdown(plan, all)});
  for (const Output& each : outputs) {
    if (const Trouble trouble = write(each)) return fail(trouble.text);
  }
  return Fine;
}

}  // namespace

int run_docs(const Common& common, const DocsOptions& options) {
  const bool directory = options.files.size() > 1 || is_directory(options.output);
  if (directory && options.output.empty()) {
    return fail("several files make several pages: say into which directory with -o");
  }
  const Compilation compilation = compile(options.files, common.warnings, common.load);
  if (const int exit = report(common, compilation); exit != Fine) return exit;
  try {
    if (directory) return write_pages(compilation, options.output, options.format != "markdown");
    const bool html = options.format.empty() ? fs::path(options.output).extension() == ".html"
                                             : options.format == "html";
    const plan::File& file = *compilation.plan->file(options.files.front());
    return deliver(options.output, html ? emit::emit_docs_html(*compilation.plan, file)
                                        : emit::emit_docs_markdown(*compilation.plan, file));
  } catch (const std::runtime_error& error) {
    return fail(error.what());
  }
}

}  // namespace perdure::driver

// perdurec's commands. See commands.h.
#include "compiler/driver/commands.h"

#include <cstdio>
#include <filesystem>
#include <map>

#include "compiler/diagnostics/render.h"
#include "compiler/driver/explain.h"
#include "compiler/driver/lock.h"
#include "compiler/driver/output.h"
#include "compiler/emit/scxml/scxml.h"

namespace perdure::driver {

namespace {

// The two files that would be written to one place, if there are such.
std::string collision(const Compilation& compilation) {
  std::map<std::filesystem::path, std::string> taken;
  for (const source::FileId input : compilation.inputs) {
    const std::string& name = compilation.files.name(input);
    const auto [found, is_new] = taken.emplace(std::filesystem::path(name).filename(), name);
    if (!is_new) {
      return "`" + found->second + "` and `" + name + "` would both become `" +
             found->first.string() + ".h`: compile them into different directories";
    }
  }
  return {};
}

}  // namespace

int fail(const std::string& text) {
  std::fprintf(stderr, "perdurec: %s\n", text.c_str());
  return UsageOrSystem;
}

int deliver(const std::string& path, std::string text) {
  const Trouble trouble = path.empty() ? print(text) : write({path, std::move(text)});
  return trouble ? fail(trouble.text) : Fine;
}

int report(const Common& common, const Compilation& compilation) {
  const std::string text =
      common.format == Format::Json
          ? render_json(compilation.files, compilation.diagnostics)
          : render_text(compilation.files, compilation.diagnostics, common.colour);
  std::fwrite(text.data(), 1, text.size(), stderr);
  if (compilation.unreadable) return UsageOrSystem;
  return compilation.plan ? Fine : ChartAtFault;
}

int run_compile(const Common& common, const CompileOptions& options) {
  const Compilation compilation = compile(options.files, common.warnings, common.load);
  if (const int exit = report(common, compilation); exit != Fine) return exit;
  if (const std::string both = collision(compilation); !both.empty()) return fail(both);

  const std::vector<Output> outputs = generate(compilation, options.directory);
  if (options.check) {
    const std::vector<std::string> old = stale(outputs);
    for (const std::string& path : old) {
      std::fprintf(stderr, "perdurec: `%s` is not what its chart compiles to\n", path.c_str());
    }
    return old.empty() ? Fine : ChartAtFault;
  }
  for (const Output& each : outputs) {
    if (const Trouble trouble = write(each)) return fail(trouble.text);
  }
  if (options.depfile.empty()) return Fine;
  const Trouble trouble = write_depfile(options.depfile, outputs, compilation.files);
  return trouble ? fail(trouble.text) : Fine;
}

int run_check(const Common& common, const std::vector<std::string>& files) {
  return report(common, compile(files, common.warnings, common.load));
}

int run_export(const Common& common, const ExportOptions& options) {
  const Compilation compilation = compile({options.file}, common.warnings, common.load);
  if (const int exit = report(common, compilation); exit != Fine) return exit;
  const model::Program& program = compilation.checked->program();
  const source::FileId input = compilation.inputs.front();
  std::string document = emit::emit_scxml(compilation.files, program, *program.file(input));
  // A lock file is in the chart language, whatever its charts are written in.
  const auto lock = lock_of(compilation.files, input);
  if (lock && options.output.empty()) {
    std::fprintf(stderr, "perdurec: with -o, a copy of `%s` would be put beside the document\n",
                 compilation.files.name(*lock).c_str());
  } else if (lock) {
    std::string text(compilation.files.text(*lock));
    const int exit = deliver(lock_path(options.output), std::move(text));
    if (exit != Fine) return exit;
  }
  return deliver(options.output, std::move(document));
}

int run_explain(const std::string& code) {
  if (code.empty()) return deliver({}, list_diagnostics());
  const auto page = explain(code);
  if (!page) return fail("no diagnostic `" + code + "`; `perdurec explain` lists them all");
  return deliver({}, std::string(*page));
}

}  // namespace perdure::driver

// What each of perdurec's commands does, once its command line was understood.
#pragma once

#include <string>
#include <vector>

#include "compiler/driver/compile.h"

namespace perdure::driver {

// What a process ends with.
enum Exit { Fine = 0, ChartAtFault = 1, UsageOrSystem = 2 };

enum class Format { Text, Json };

struct Common {
  Warnings warnings;
  LoadOptions load;
  Format format = Format::Text;
  bool colour = false;
};

struct CompileOptions {
  std::vector<std::string> files;
  std::string directory = ".";
  std::string depfile;
  bool check = false;  // Write nothing; fail where what is there is stale.
};
int run_compile(const Common& common, const CompileOptions& options);

int run_check(const Common& common, const std::vector<std::string>& files);

// Writes the version that each chart has into the lock files beside them.
int run_release(const Common& common, const std::vector<std::string>& files);

// Says what there is to say, and how the process ends if nothing comes after.
int report(const Common& common, const Compilation& compilation);

struct FmtOptions {
  std::vector<std::string> files;  // `-` is standard input, formatted to standard output.
  bool check = false;              // Write nothing; fail where a file is not formatted.
};
int run_fmt(const Common& common, const FmtOptions& options);

enum class Picture { Svg, Dot, Mermaid };

struct DiagramOptions {
  std::string file;
  std::string chart;   // Empty where the file has one.
  std::string output;  // Empty for standard output.
  Picture picture = Picture::Svg;
};
int run_diagram(const Common& common, const DiagramOptions& options);

struct DocsOptions {
  std::string file;
  std::string output;  // Empty for standard output.
  bool html = false;
};
int run_docs(const Common& common, const DocsOptions& options);

struct ExportOptions {
  std::string file;
  std::string output;  // Empty for standard output.
};
// As SCXML, the only format there is.
int run_export(const Common& common, const ExportOptions& options);

// `code` empty: all of them.
int run_explain(const std::string& code);

}  // namespace perdure::driver

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

// Says what is wrong besides the charts, and how the process ends then.
int fail(const std::string& text);
// To a file, or, `path` being empty, to standard output; how the process ends then.
int deliver(const std::string& path, std::string text);

struct FmtOptions {
  std::vector<std::string> files;  // `-` is standard input, formatted to standard output.
  bool check = false;              // Write nothing; fail where a file is not formatted.
};
int run_fmt(const Common& common, const FmtOptions& options);

struct DiagramOptions {
  std::vector<std::string> files;
  std::string chart;  // Empty where there is one, or all are drawn.
  // Empty for standard output; a directory for a picture of each chart, named as the chart is.
  std::string output;
  std::string
      format;  // One of picture_formats(); empty where the ending of `output` says it, or else svg.
  std::string theme;  // light, dark or auto; empty: auto, but of a PNG light.
  // What is pointed out, by names of states.
  std::vector<std::string> highlight;
  std::vector<std::string> path;
  std::string reachable_from;
};
std::vector<std::string> picture_formats();
int run_diagram(const Common& common, const DiagramOptions& options);

struct DocsOptions {
  std::vector<std::string> files;
  // Empty for standard output; where there are several files, or it is no name of a page, a directory for a page
  // of each and an index.
  std::string output;
  // html or markdown; empty: html where `output` is a directory or PATH.html, or else markdown.
  std::string format;
};
int run_docs(const Common& common, const DocsOptions& options);

struct ExportOptions {
  std::string file;
  std::string format = "scxml";  // The only one there is.
  std::string output;            // Empty for standard output.
};
// With the lock file, where there is one and the document becomes a file.
int run_export(const Common& common, const ExportOptions& options);

struct SimulateOptions {
  std::string file;
  std::string chart;  // Empty where the file has one, or the script says it.
  // `-` is standard input; empty: what is typed, or standard input where that is no terminal.
  std::string script;
  bool check = false;   // Fail where the script says something else than what happens.
  bool update = false;  // Write what happens into the script.
  bool json = false;
};
int run_simulate(const Common& common, const SimulateOptions& options);

// `code` empty: all of them.
int run_explain(const std::string& code);

}  // namespace perdure::driver

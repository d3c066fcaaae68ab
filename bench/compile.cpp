// How long perdurec takes, and how much memory, on charts of 10, 100, 1,000 and 10,000 states; and how long a
// C++ compiler then takes, with -O2, for the code of 1,000 states, in one region and in two parallel ones. And how long
// the SVG of 50 and of 1,000 states takes.
//
//     bench_compile PERDUREC [RUNS]
//
// Prints a line of JSON for each figure: {"name", "value", "unit"}. Each time is the median of whole
// processes, run by turns over the sizes, so that a slow moment of the machine touches all of them. What is
// compiled as C++ is compiled once in three runs, for it takes long: its time on the clock and on the
// processor, since the first says little on a machine that has other work.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

// A chart of `states` states as a person would grow one: groups of ten under compound states, guarded
// transitions on a few events for each, data that they count in, timers, a way out from everywhere.
// In two regions: the first half of the groups in one, the others in the other.
std::string chart(int states, int regions = 1) {
  std::string text = "namespace bench\n\nchart Grown {\n  event cancel\n";
  const int events = std::max(2, states / 10);
  for (int event = 0; event < events; ++event) {
    text += "  event e" + std::to_string(event) + "(amount: int, note: string)\n";
  }
  for (int region = 0; region < regions; ++region) {
    const std::string number = std::to_string(region);
    text +=
        "  data {\n    total" + number + ": int = 0\n    last" + number + ": string = \"\"\n  }\n";
  }
  text += "  action notify(text: string)\n  function limit(amount: int) -> int\n\n";
  const int group_size = 10;
  const int region_size = states / regions;
  if (regions > 1) text += "  parallel Regions {\n";
  for (int first = 0; first < states; first += group_size) {
    const int group = first / group_size;
    const int last = std::min(first + group_size, states);
    const bool is_last_group = last % region_size == 0;
    const std::string region = std::to_string(first / region_size);
    if (regions > 1 && first % region_size == 0) text += "  state Region" + region + " {\n";
    text += "  state Group" + std::to_string(group) + " {\n    data { visits: int = 0 }\n";
    for (int state = first; state < last; ++state) {
      const std::string next =
          state + 1 < last
              ? "S" + std::to_string(state + 1)
              : (is_last_group ? "Finished" + region : "Group" + std::to_string(group + 1));
      const std::string event = "e" + std::to_string(state % events);
      text += "    state S" + std::to_string(state) + " {\n";
      text += "      entry { visits += 1 }\n";
      text += "      on " + event + " [event.amount > limit(total" + region +
              ") && visits < 100] -> " + next + " {\n        total" + region +
              " += event.amount\n        last" + region + " = event.note\n      }\n";
      text += "      on " + event + " -> S" + std::to_string(first) +
              " { notify(\"again: \" + last" + region + ") }\n";
      if (state % 5 == 0) text += "      after 1h -> " + next + "\n";
      text += "    }\n";
    }
    text += "  }\n";
    if (is_last_group) text += "  final Finished" + region + "\n";
    if (regions > 1 && is_last_group) text += "  }\n";
  }
  if (regions > 1) text += "  }\n";
  text += "  on cancel -> Cancelled\n  final Cancelled\n}\n";
  return text;
}

struct Run {
  double seconds;
  double processor_seconds;
  double megabytes;
};

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Run run(std::vector<std::string> words) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  const auto before = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawnp(&child, arguments.front(), &actions, nullptr, arguments.data(), environ) != 0) {
    std::perror(arguments.front());
    std::exit(2);
  }
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    for (const std::string& word : words) std::fprintf(stderr, "%s ", word.c_str());
    std::fprintf(stderr, "failed\n");
    std::exit(1);
  }
  // Those of a process include those of the processes that it waited for.
  return {took.count(), seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024};
}

void print(const std::string& name, double value, const char* unit) {
  std::printf("{\"name\": \"compile.%s\", \"value\": %.4f, \"unit\": \"%s\"}\n", name.c_str(),
              value, unit);
  std::fflush(stdout);
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_compile PERDUREC [RUNS]\n");
    return 2;
  }
  const int runs = argc > 2 ? std::atoi(argv[2]) : 7;
  const fs::path work = fs::temp_directory_path() / ("perdure-bench-" + std::to_string(getpid()));
  struct Chart {
    std::string name;
    std::string text;
    bool as_cpp = false;
    bool drawn = false;
    std::map<std::string, std::vector<double>> figures = {};
  };
  std::vector<Chart> charts = {{"states_10", chart(10)},
                               {"states_50", chart(50), false, true},
                               {"states_100", chart(100)},
                               {"states_1000", chart(1000), true, true},
                               {"states_1000_parallel", chart(1000, 2), true},
                               {"states_10000", chart(10000)}};
  for (const Chart& chart : charts) {
    fs::create_directories(work / chart.name);
    std::ofstream(work / chart.name / "grown.chart") << chart.text;
  }
  for (int round = 0; round < runs; ++round) {
    for (Chart& chart : charts) {
      const fs::path directory = work / chart.name;
      const std::string source = (directory / "grown.chart").string();
      const Run one = run({argv[1], "compile", source, "-o", directory.string()});
      chart.figures["s"].push_back(one.seconds);
      chart.figures["peak_mb"].push_back(one.megabytes);
      if (chart.drawn) {
        const Run picture = run({argv[1], "diagram", source, "-o", source + ".svg"});
        chart.figures["diagram_s"].push_back(picture.seconds);
        chart.figures["diagram_processor_s"].push_back(picture.processor_seconds);
      }
      if (!chart.as_cpp || round % 3 != 0) continue;
      const Run cpp = run({BENCH_CXX, "-std=c++20", "-O2", "-I" BENCH_INCLUDE, "-c",
                           source + ".cpp", "-o", source + ".o"});
      chart.figures["cpp_s"].push_back(cpp.seconds);
      chart.figures["cpp_processor_s"].push_back(cpp.processor_seconds);
      chart.figures["cpp_peak_mb"].push_back(cpp.megabytes);
    }
  }
  for (const Chart& chart : charts) {
    for (const auto& [name, values] : chart.figures) {
      print(chart.name + "." + name, median(values), name.ends_with("mb") ? "MB" : "s");
    }
  }
  fs::remove_all(work);
  return 0;
}

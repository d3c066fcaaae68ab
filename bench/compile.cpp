// How long perdurec takes, and how much memory, on charts of 10, 100, 1,000 and 10,000 states.
//
//     bench_compile PERDUREC [RUNS]
//
// Prints a line of JSON for each figure: {"name", "value", "unit"}. Each time is the median of whole
// processes, run by turns over the sizes, so that a slow moment of the machine touches all of them.
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
std::string chart(int states) {
  std::string text = "namespace bench\n\nchart Grown {\n  event cancel\n";
  const int events = std::max(2, states / 10);
  for (int event = 0; event < events; ++event) {
    text += "  event e" + std::to_string(event) + "(amount: int, note: string)\n";
  }
  text += "  data {\n    total: int = 0\n    last: string = \"\"\n  }\n";
  text += "  action notify(text: string)\n  function limit(amount: int) -> int\n\n";
  const int group_size = 10;
  for (int first = 0; first < states; first += group_size) {
    const int group = first / group_size;
    const int last = std::min(first + group_size, states);
    const bool is_last_group = last == states;
    text += "  state Group" + std::to_string(group) + " {\n    data { visits: int = 0 }\n";
    for (int state = first; state < last; ++state) {
      const std::string next =
          state + 1 < last ? "S" + std::to_string(state + 1)
                           : (is_last_group ? "Finished" : "Group" + std::to_string(group + 1));
      const std::string event = "e" + std::to_string(state % events);
      text += "    state S" + std::to_string(state) + " {\n";
      text += "      entry { visits += 1 }\n";
      text += "      on " + event + " [event.amount > limit(total) && visits < 100] -> " + next +
              " {\n        total += event.amount\n        last = event.note\n      }\n";
      text += "      on " + event + " -> S" + std::to_string(first) +
              " { notify(\"again: \" + last) }\n";
      if (state % 5 == 0) text += "      after 1h -> " + next + "\n";
      text += "    }\n";
    }
    text += "  }\n";
  }
  text += "  on cancel -> Cancelled\n  final Finished\n  final Cancelled\n}\n";
  return text;
}

struct Run {
  double seconds;
  double megabytes;
};

Run run(const std::string& perdurec, const fs::path& input, const fs::path& output) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> words = {perdurec, "compile", input.string(), "-o", output.string()};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  const auto before = std::chrono::steady_clock::now();
  pid_t child = 0;
  if (posix_spawn(&child, perdurec.c_str(), &actions, nullptr, arguments.data(), environ) != 0) {
    std::perror(perdurec.c_str());
    std::exit(2);
  }
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - before;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    std::fprintf(stderr, "perdurec failed on %s\n", input.c_str());
    std::exit(1);
  }
  return {took.count(), static_cast<double>(usage.ru_maxrss) / 1024};
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
  const std::vector<int> sizes = {10, 100, 1000, 10000};
  std::map<int, std::vector<double>> seconds;
  std::map<int, std::vector<double>> megabytes;
  for (int size : sizes) {
    fs::create_directories(work / std::to_string(size));
    std::ofstream(work / std::to_string(size) / "grown.chart") << chart(size);
  }
  for (int round = 0; round < runs; ++round) {
    for (int size : sizes) {
      const fs::path directory = work / std::to_string(size);
      const Run one = run(argv[1], directory / "grown.chart", directory / "out");
      seconds[size].push_back(one.seconds);
      megabytes[size].push_back(one.megabytes);
    }
  }
  for (int size : sizes) {
    std::printf("{\"name\": \"compile.states_%d.s\", \"value\": %.4f, \"unit\": \"s\"}\n", size,
                median(seconds[size]));
    std::printf("{\"name\": \"compile.states_%d.peak_mb\", \"value\": %.1f, \"unit\": \"MB\"}\n", size,
                median(megabytes[size]));
  }
  fs::remove_all(work);
  return 0;
}

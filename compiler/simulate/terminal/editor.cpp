#include "compiler/simulate/terminal/editor.h"

#include <histedit.h>

#include <algorithm>
#include <clocale>
#include <cstdio>

namespace perdure::simulate {

namespace {

constexpr int Remembered = 1'000;  // Lines.

// What all words begin with.
std::string common_beginning(const std::vector<std::string>& words) {
  std::string common = words.front();
  for (const std::string& word : words) {
    const auto differs = std::mismatch(common.begin(), common.end(), word.begin(), word.end());
    common.erase(differs.first, common.end());
  }
  return common;
}

}  // namespace

struct Editor::Impl {
  Complete complete;
  std::string prompt;
  History* past = nullptr;
  EditLine* line = nullptr;

  static Impl& of(EditLine* line) {
    void* self = nullptr;
    el_get(line, EL_CLIENTDATA, &self);
    return *static_cast<Impl*>(self);
  }

  static char* show_prompt(EditLine* line) { return of(line).prompt.data(); }

  static unsigned char complete_word(EditLine* line, int) {
    const LineInfo* info = el_line(line);
    const std::string_view before(info->buffer,
                                  static_cast<std::size_t>(info->cursor - info->buffer));
    const Completion found = of(line).complete(before);
    if (found.words.empty()) return CC_ERROR;
    std::string more = common_beginning(found.words).substr(found.typed);
    if (found.words.size() == 1) more += " ";
    if (!more.empty()) return el_insertstr(line, more.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
    std::fputc('\n', stdout);
    for (const std::string& word : found.words) std::printf("  %s\n", word.c_str());
    std::fflush(stdout);
    return CC_REDISPLAY;
  }
};

Editor::Editor(Complete complete) : impl_(std::make_unique<Impl>()) {
  std::setlocale(LC_CTYPE, "");
  impl_->complete = std::move(complete);
  impl_->past = history_init();
  HistEvent event;
  history(impl_->past, &event, H_SETSIZE, Remembered);
  history(impl_->past, &event, H_SETUNIQUE, 1);
  impl_->line = el_init("perdurec", stdin, stdout, stderr);
  EditLine* line = impl_->line;
  el_set(line, EL_CLIENTDATA, impl_.get());
  el_set(line, EL_PROMPT, &Impl::show_prompt);
  el_set(line, EL_EDITOR, "emacs");
  el_set(line, EL_SIGNAL, 1);
  el_set(line, EL_HIST, history, impl_->past);
  el_set(line, EL_ADDFN, "complete", "Complete a word", &Impl::complete_word);
  el_set(line, EL_BIND, "^I", "complete", nullptr);
}

Editor::~Editor() {
  el_end(impl_->line);
  history_end(impl_->past);
}

std::optional<std::string> Editor::read(const std::string& prompt, bool remembered) {
  impl_->prompt = prompt;
  int length = 0;
  const char* typed = el_gets(impl_->line, &length);
  if (typed == nullptr || length <= 0) return std::nullopt;
  std::string line(typed, static_cast<std::size_t>(length));
  while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
  HistEvent event;
  if (remembered && !line.empty()) history(impl_->past, &event, H_ENTER, line.c_str());
  return line;
}

}  // namespace perdure::simulate

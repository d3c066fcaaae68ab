// Duktape's configuration: Debian's, but for what follows. Copied beside duktape.h, which includes it.
#include "duk_config_base.h"

#ifndef PERDURE_DUK_CONFIG
#define PERDURE_DUK_CONFIG

// Errors travel as C++ exceptions, so that destructors run.
#include <exception>
#include <stdexcept>
#define DUK_USE_CPP_EXCEPTIONS

// Not to be taken for the Duktape of a program that has one.
#undef DUK_EXTERNAL_DECL
#undef DUK_EXTERNAL
#define DUK_EXTERNAL_DECL __attribute__((visibility("hidden"))) extern
#define DUK_EXTERNAL __attribute__((visibility("hidden")))

// What a Heap (heap.h) answers; `udata` is its Meter.
extern "C" {
unsigned perdure_timed_out(void* udata);
double perdure_now(void* udata);
double perdure_random(void* udata);
}
#define DUK_USE_INTERRUPT_COUNTER
#define DUK_USE_EXEC_TIMEOUT_CHECK(udata) perdure_timed_out(udata)
// The first member of Meter counts what built-in functions read.
#define PERDURE_TICK(thr)                                                                     \
  do {                                                                                        \
    void* const perdure_udata = (thr)->heap->heap_udata;                                      \
    if (((++*(unsigned*)perdure_udata) & 0xffffu) == 0 && perdure_timed_out(perdure_udata)) { \
      DUK_ERROR_RANGE((thr), "execution timeout");                                            \
      DUK_WO_NORETURN(return 0;);                                                             \
    }                                                                                         \
  } while (0)

// A step is a function of the session, the event and the time: no clock, time zone or locale of the machine.
#undef DUK_USE_DATE_GET_NOW
#define DUK_USE_DATE_GET_NOW(ctx) perdure_now((ctx)->heap->heap_udata)
#undef DUK_USE_GET_MONOTONIC_TIME
#undef DUK_USE_GET_MONOTONIC_TIME_CLOCK_GETTIME
#undef DUK_USE_DATE_GET_LOCAL_TZOFFSET
#define DUK_USE_DATE_GET_LOCAL_TZOFFSET(d) 0
#undef DUK_USE_DATE_PRS_STRPTIME
#undef DUK_USE_DATE_PARSE_STRING
#undef DUK_USE_DATE_FMT_STRFTIME
#undef DUK_USE_DATE_FORMAT_STRING
#define DUK_USE_GET_RANDOM_DOUBLE(udata) perdure_random(udata)

// Functions carry their source (adapt_duktape.cmake), and no file that it came from.
#define DUK_USE_NONSTD_FUNC_SOURCE_PROPERTY
#undef DUK_USE_FUNC_FILENAME_PROPERTY

// Less of the native stack than Debian's; workers run on threads.
#undef DUK_USE_COMPILER_RECLIMIT
#define DUK_USE_COMPILER_RECLIMIT 1000
#undef DUK_USE_NATIVE_CALL_RECLIMIT
#define DUK_USE_NATIVE_CALL_RECLIMIT 500
#undef DUK_USE_REGEXP_COMPILER_RECLIMIT
#define DUK_USE_REGEXP_COMPILER_RECLIMIT 1000
#undef DUK_USE_REGEXP_EXECUTOR_RECLIMIT
#define DUK_USE_REGEXP_EXECUTOR_RECLIMIT 5000

#endif

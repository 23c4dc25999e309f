// What a test sets in the environment of a run, and the log of calls in which it counts them.
#ifndef KNOBS_H
#define KNOBS_H
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static inline BOOL knob_is(const char *name, const char *value) {
  const char *set = getenv(name);
  return set && strcmp(set, value) == 0;
}

// One line a call: the name and its arguments.
static inline void log_call(const char *name, int count, char **words) {
  const char *path = getenv("STANDIN_LOG");
  FILE *file = path ? fopen(path, "a") : NULL;
  if (!file) return;
  fprintf(file, "%s", name);
  for (int i = 1; i < count; i++) fprintf(file, " %s", words[i]);
  fputc('\n', file);
  fclose(file);
}
#endif

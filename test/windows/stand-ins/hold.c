// hold.exe FILE MS: has a file open as an editor or a virus scanner does, so that nobody else can replace it, and ends after MS
// milliseconds.
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

int wmain(int count, wchar_t **words) {
  if (count < 3) return 2;
  HANDLE file = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return 1;
  puts("open");
  fflush(stdout);
  Sleep(_wtoi(words[2]));
  return 0;
}

// hold.exe FILE MS: has a file open as an editor or a virus scanner does, so that nobody can replace it. It ends MS milliseconds
// after somebody has put a *.tmp next to it, which is to take its place; after two minutes at the latest.
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static BOOL somebody_waits(const wchar_t *file) {
  wchar_t pattern[MAX_PATH];
  lstrcpynW(pattern, file, MAX_PATH - 6);
  wcscpy(wcsrchr(pattern, L'\\') + 1, L"*.tmp");
  WIN32_FIND_DATAW found;
  HANDLE search = FindFirstFileW(pattern, &found);
  if (search == INVALID_HANDLE_VALUE) return FALSE;
  FindClose(search);
  return TRUE;
}

int wmain(int count, wchar_t **words) {
  if (count < 3) return 2;
  HANDLE file = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return 1;
  puts("open");
  fflush(stdout);
  for (int i = 0; i < 12000 && !somebody_waits(words[1]); i++) Sleep(10);
  Sleep(_wtoi(words[2]));
  return 0;
}

// Wine's socket table names no owners, since its server process has the sockets. So the handles of every process are looked
// through: each is duplicated and asked for its address.
#include "sockets.h"
#include <iphlpapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <winternl.h>
#include <ws2tcpip.h>

typedef struct {
  PVOID object;
  ULONG_PTR pid, handle;
  ULONG access;
  USHORT backtrace, type;
  ULONG attributes, reserved;
} HandleEntry;

typedef struct {
  ULONG_PTR count, reserved;
  HandleEntry entries[1];
} HandleTable;

enum { EXTENDED_HANDLES = 64, TOO_SMALL = (int)0xC0000004 };

typedef struct {
  DWORD pid;
  struct sockaddr_storage local, remote;
  BOOL connected;
} Owned;

static HandleTable *all_handles(void) {
  ULONG size = 1 << 20;
  HandleTable *table = malloc(size);
  while (NtQuerySystemInformation(EXTENDED_HANDLES, table, size, NULL) == TOO_SMALL) table = realloc(table, size *= 2);
  return table;
}

// The number that handles of sockets have as their type: that of one of our own.
static USHORT socket_type(SOCKET probe) {
  HandleTable *table = all_handles();
  USHORT type = 0;
  for (ULONG_PTR i = 0; i < table->count; i++) {
    HandleEntry *entry = &table->entries[i];
    if (entry->pid == GetCurrentProcessId() && entry->handle == (ULONG_PTR)probe) type = entry->type;
  }
  free(table);
  return type;
}

static int owned_sockets(Owned *owned, int room) {
  SOCKET probe = socket(AF_INET, SOCK_STREAM, 0);
  USHORT type = socket_type(probe);
  closesocket(probe);
  HandleTable *table = all_handles();
  HANDLE process = NULL;
  DWORD opened = 0;
  int count = 0;
  for (ULONG_PTR i = 0; i < table->count && count < room; i++) {
    HandleEntry *entry = &table->entries[i];
    if (entry->type != type || entry->pid == GetCurrentProcessId()) continue;
    if (entry->pid != opened) {
      if (process) CloseHandle(process);
      process = OpenProcess(PROCESS_DUP_HANDLE, FALSE, opened = entry->pid);
    }
    HANDLE copy;
    if (!process || !DuplicateHandle(process, (HANDLE)entry->handle, GetCurrentProcess(), &copy, 0, FALSE, DUPLICATE_SAME_ACCESS)) continue;
    Owned *one = &owned[count];
    int length = sizeof one->local;
    if (getsockname((SOCKET)copy, (void *)&one->local, &length) == 0) {
      length = sizeof one->remote;
      one->connected = getpeername((SOCKET)copy, (void *)&one->remote, &length) == 0;
      one->pid = entry->pid;
      count++;
    }
    CloseHandle(copy);
  }
  if (process) CloseHandle(process);
  free(table);
  return count;
}

static void address(const struct sockaddr_storage *from, char *text, int *port) {
  BOOL six = from->ss_family == AF_INET6;
  const void *bytes = six ? (void *)&((struct sockaddr_in6 *)from)->sin6_addr : (void *)&((struct sockaddr_in *)from)->sin_addr;
  inet_ntop(from->ss_family, bytes, text, 64);
  *port = ntohs(six ? ((struct sockaddr_in6 *)from)->sin6_port : ((struct sockaddr_in *)from)->sin_port);
}

static DWORD listener(const Owned *owned, int count, int family, const char *local, int port) {
  for (int i = 0; i < count; i++) {
    char text[64];
    int at;
    if (owned[i].connected || owned[i].local.ss_family != family) continue;
    address(&owned[i].local, text, &at);
    if (at == port && strcmp(text, local) == 0) return owned[i].pid;
  }
  return 0;
}

static void *listening_rows(int family) {
  DWORD size = 0;
  GetExtendedTcpTable(NULL, &size, TRUE, family, TCP_TABLE_OWNER_PID_LISTENER, 0);
  // Sockets may be opened between the two calls.
  void *table = calloc(1, size += 1 << 16);
  return GetExtendedTcpTable(table, &size, TRUE, family, TCP_TABLE_OWNER_PID_LISTENER, 0) == 0 ? table : calloc(1, sizeof(DWORD));
}

int list_sockets(Socket **list) {
  WSADATA started;
  WSAStartup(MAKEWORD(2, 2), &started);
  static Owned owned[4096];
  int known = owned_sockets(owned, 4096);
  MIB_TCPTABLE_OWNER_PID *four = listening_rows(AF_INET);
  MIB_TCP6TABLE_OWNER_PID *six = listening_rows(AF_INET6);
  Socket *all = calloc(four->dwNumEntries + six->dwNumEntries + known, sizeof *all);
  int count = 0;
  for (DWORD i = 0; i < four->dwNumEntries; i++) {
    Socket *one = &all[count++];
    one->family = AF_INET;
    inet_ntop(AF_INET, &four->table[i].dwLocalAddr, one->local, sizeof one->local);
    one->local_port = ntohs((u_short)four->table[i].dwLocalPort);
  }
  for (DWORD i = 0; i < six->dwNumEntries; i++) {
    Socket *one = &all[count++];
    one->family = AF_INET6;
    inet_ntop(AF_INET6, six->table[i].ucLocalAddr, one->local, sizeof one->local);
    one->local_port = ntohs((u_short)six->table[i].dwLocalPort);
  }
  for (int i = 0; i < count; i++) {
    Socket *one = &all[i];
    one->state = MIB_TCP_STATE_LISTEN;
    lstrcpyA(one->remote, one->family == AF_INET ? "0.0.0.0" : "::");
    one->pid = listener(owned, known, one->family, one->local, one->local_port);
  }
  for (int i = 0; i < known; i++) {
    if (!owned[i].connected) continue;
    Socket *one = &all[count++];
    one->family = owned[i].local.ss_family;
    one->state = MIB_TCP_STATE_ESTAB;
    one->pid = owned[i].pid;
    address(&owned[i].local, one->local, &one->local_port);
    address(&owned[i].remote, one->remote, &one->remote_port);
  }
  free(four);
  free(six);
  *list = all;
  return count;
}

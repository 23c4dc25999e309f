// The TCP sockets of this machine with the processes that have them: for the stand-ins of PowerShell and netstat.
#ifndef SOCKETS_H
#define SOCKETS_H
#include <winsock2.h>
#include <windows.h>

typedef struct {
  int family; // AF_INET or AF_INET6
  char local[64], remote[64];
  int local_port, remote_port;
  int state; // MIB_TCP_STATE_…
  DWORD pid; // 0: nobody can be seen
} Socket;

// Listening sockets by the system's table, connected ones by the processes' handles. The list is the caller's.
int list_sockets(Socket **list);
#endif

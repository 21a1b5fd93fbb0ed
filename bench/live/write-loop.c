/* The yardstick of the live stream: takes as many readers as it is told, answers each with the head of an event stream,
 * and for every line on stdin (a number of bytes) writes that many to each of them, one write(2) after another. Says on
 * stdout what the loop cost in microseconds of CPU. It does nothing else, so nothing that does the same can be cheaper. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static const char HEAD[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

static long cpu_us(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return (r.ru_utime.tv_sec + r.ru_stime.tv_sec) * 1000000L + r.ru_utime.tv_usec + r.ru_stime.tv_usec;
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  int readers = atoi(argv[1]), one = 1;
  int *sockets = malloc(sizeof(int) * (size_t)readers);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof at;
  if (!sockets || listener < 0 || bind(listener, (struct sockaddr *)&at, size) || listen(listener, 4096)) fail("listen");
  getsockname(listener, (struct sockaddr *)&at, &size);
  printf("port %d\n", ntohs(at.sin_port));
  fflush(stdout);

  for (int n = 0; n < readers; n++) {
    char request[2048];
    size_t got = 0;
    int reader = accept(listener, NULL, NULL);
    if (reader < 0) fail("accept");
    do {
      ssize_t more = read(reader, request + got, sizeof request - 1 - got);
      if (more <= 0) fail("read");
      got += (size_t)more;
      request[got] = 0;
    } while (!strstr(request, "\r\n\r\n"));
    setsockopt(reader, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (write(reader, HEAD, sizeof HEAD - 1) < 0) fail("write");
    sockets[n] = reader;
  }
  printf("ready\n");
  fflush(stdout);

  char line[32];
  while (fgets(line, sizeof line, stdin)) {
    size_t bytes = (size_t)atol(line);
    char *event = malloc(bytes);
    memset(event, 'x', bytes);
    long from = cpu_us();
    for (int n = 0; n < readers; n++)
      if (write(sockets[n], event, bytes) != (ssize_t)bytes) fail("write");
    printf("cpu %ld\n", cpu_us() - from);
    fflush(stdout);
    free(event);
  }
  return 0;
}

// A WebSocket load driver: one thread, epoll, closed loop. It shares no code with any server it drives.
//
//   load echo PORT PID SOCKETS BYTES SECONDS   every socket has one message under way; replies are counted
//   load hold PORT PID SOCKETS                 opens sockets as fast as it can, then holds them until its input ends
//
// Prints one line of JSON. Processor time and memory are the server's, read from /proc/PID.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

struct peer {
  int fd;
  size_t to_send;     // of the frame under way
  size_t to_receive;  // of its echo
  double sent_at;
};

static const char *upgrade =
    "GET /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

static unsigned char *frame;
static size_t frame_size, echo_size;
static float *latencies;
static size_t latency_count, latency_capacity;

static void fail(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double processor_seconds(int pid) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "/proc/%d/stat", pid);
  FILE *file = fopen(path, "r");
  if (!file || !fgets(line, sizeof line, file)) fail("the server is gone");
  fclose(file);
  unsigned long user, system;
  // The second field is a name in parentheses, which may hold blanks.
  sscanf(strrchr(line, ')') + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system);
  return (double)(user + system) / sysconf(_SC_CLK_TCK);
}

static long resident_kilobytes(int pid) {
  char path[64], line[256];
  long kilobytes = 0;
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  FILE *file = fopen(path, "r");
  if (!file) fail("the server is gone");
  while (fgets(line, sizeof line, file)) sscanf(line, "VmRSS: %ld", &kilobytes);
  fclose(file);
  return kilobytes;
}

static int open_socket(int port) {
  int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;
  if (fd < 0) fail("socket");
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (write(fd, upgrade, strlen(upgrade)) < 0) fail("upgrade");
  char answer[2048];
  size_t length = 0;
  while (length < sizeof answer - 1) {
    ssize_t count = read(fd, answer + length, sizeof answer - 1 - length);
    if (count <= 0) fail("upgrade refused");
    length += count;
    answer[length] = 0;
    if (strstr(answer, "\r\n\r\n")) break;
  }
  if (strncmp(answer, "HTTP/1.1 101", 12)) fail("upgrade refused");
  fcntl(fd, F_SETFL, O_NONBLOCK);
  return fd;
}

static size_t header_size(size_t bytes) { return bytes < 126 ? 2 : bytes < 65536 ? 4 : 10; }

// A masked text frame of `bytes` letters (RFC 6455 §5.2).
static void make_frame(size_t bytes) {
  size_t header = header_size(bytes);
  unsigned char mask[4] = {0x37, 0xfa, 0x21, 0x3d};
  frame_size = header + 4 + bytes;
  echo_size = header + bytes;
  frame = calloc(1, frame_size);
  frame[0] = 0x81;
  if (header == 2) frame[1] = 0x80 | bytes;
  if (header == 4) frame[1] = 0x80 | 126, frame[2] = bytes >> 8, frame[3] = bytes;
  if (header == 10) {
    frame[1] = 0x80 | 127;
    for (int i = 0; i < 8; i++) frame[2 + i] = (uint64_t)bytes >> (56 - 8 * i);
  }
  memcpy(frame + header, mask, 4);
  for (size_t i = 0; i < bytes; i++) frame[header + 4 + i] = ('a' + i % 26) ^ mask[i % 4];
}

static void send_rest(struct peer *peer) {
  while (peer->to_send) {
    ssize_t count = write(peer->fd, frame + frame_size - peer->to_send, peer->to_send);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) fail("write");
    peer->to_send -= count;
  }
}

static void send_next(struct peer *peer) {
  peer->to_send = frame_size;
  peer->to_receive = echo_size;
  peer->sent_at = now();
  send_rest(peer);
}

static int by_value(const void *a, const void *b) {
  float left = *(const float *)a, right = *(const float *)b;
  return (left > right) - (left < right);
}

static size_t receive(struct peer *peer) {
  static char buffer[1 << 18];
  size_t echoes = 0;
  for (;;) {
    ssize_t count = read(peer->fd, buffer, sizeof buffer);
    if (count < 0 && errno == EAGAIN) return echoes;
    if (count <= 0) fail("the server closed a socket");
    if ((size_t)count > peer->to_receive) fail("more came back than was sent");
    peer->to_receive -= count;
    if (peer->to_receive) continue;
    if (latency_count < latency_capacity) latencies[latency_count++] = now() - peer->sent_at;
    echoes++;
    send_next(peer);
  }
}

static void echo(int port, int pid, int sockets, size_t bytes, double seconds) {
  struct peer *peers = calloc(sockets, sizeof *peers);
  struct epoll_event events[256];
  int loop = epoll_create1(0);
  make_frame(bytes);
  latency_capacity = 4 << 20;
  latencies = malloc(latency_capacity * sizeof *latencies);
  for (int i = 0; i < sockets; i++) {
    peers[i].fd = open_socket(port);
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = &peers[i]};
    epoll_ctl(loop, EPOLL_CTL_ADD, peers[i].fd, &event);
  }
  for (int i = 0; i < sockets; i++) send_next(&peers[i]);
  // One second of warming up, which is not counted.
  double begin = 0, end = now() + 1, processor = 0;
  size_t echoes = 0;
  for (;;) {
    int count = epoll_wait(loop, events, 256, 100);
    for (int i = 0; i < count; i++) {
      struct peer *peer = events[i].data.ptr;
      if (events[i].events & EPOLLOUT) send_rest(peer);
      if (events[i].events & EPOLLIN) echoes += receive(peer);
    }
    if (now() < end) continue;
    if (begin) break;
    begin = now(), end = begin + seconds, processor = processor_seconds(pid), echoes = 0, latency_count = 0;
  }
  double elapsed = now() - begin;
  processor = processor_seconds(pid) - processor;
  if (!latency_count) fail("nothing came back");
  qsort(latencies, latency_count, sizeof *latencies, by_value);
  printf("{\"rate\": %.0f, \"cpu_us\": %.3f, \"p50_us\": %.0f, \"p99_us\": %.0f}\n", echoes / elapsed,
         processor * 1e6 / echoes, latencies[latency_count / 2] * 1e6, latencies[latency_count * 99 / 100] * 1e6);
}

static void hold(int port, int pid, int sockets) {
  int *held = malloc(sockets * sizeof *held);
  // What a first connection brings along belongs to nobody.
  for (int i = 0; i < 100; i++) held[i] = open_socket(port);
  for (int i = 0; i < 100; i++) close(held[i]);
  usleep(500000);
  long before = resident_kilobytes(pid);
  double begin = now(), processor = processor_seconds(pid);
  for (int i = 0; i < sockets; i++) held[i] = open_socket(port);
  double elapsed = now() - begin;
  processor = processor_seconds(pid) - processor;
  usleep(1000000);
  printf("{\"connects\": %.0f, \"connect_cpu_us\": %.1f, \"bytes\": %.0f}\n", sockets / elapsed,
         processor * 1e6 / sockets, (resident_kilobytes(pid) - before) * 1024.0 / sockets);
  fflush(stdout);
  while (getchar() != EOF) {
  }
}

int main(int count, char **arguments) {
  struct rlimit files;
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  if (count == 7 && !strcmp(arguments[1], "echo"))
    echo(atoi(arguments[2]), atoi(arguments[3]), atoi(arguments[4]), atol(arguments[5]), atof(arguments[6]));
  else if (count == 5 && !strcmp(arguments[1], "hold"))
    hold(atoi(arguments[2]), atoi(arguments[3]), atoi(arguments[4]));
  else {
    fprintf(stderr, "usage: load echo PORT PID SOCKETS BYTES SECONDS | load hold PORT PID SOCKETS\n");
    return 64;
  }
  return 0;
}

// Asks a DNS server at a steady pace and tells how long each answer took: from just before the question was sent to the moment
// at which the kernel had the answer for this program (SO_TIMESTAMPNS, socket(7)). So what this program waits for by itself
// is not counted, as it is by a client that looks at the clock once it runs again. Over UDP, to loopback.
//
//   pace PORT QUERIES RATE SECONDS
//
// QUERIES is a file with a name and a type (A or SRV) in each line, as dnsperf takes it. Answers that take more than 0.3 ms
// while one another are under way were held up by the same thing: it tells how many such stretches there were and how long.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

enum { MOST_QUERIES = 4096, MOST_OCTETS = 300, IDS = 65536, HELD_UP = 300000, GRACE = 300000000, STEP = 100000 };

static unsigned char queries[MOST_QUERIES][MOST_OCTETS];
static size_t lengths[MOST_QUERIES];
static int count;
static int64_t sent[IDS];

struct answer {
  int64_t sent, took;
};

static struct answer *answers;
static long answered;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_REALTIME, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

// A query with one question (RFC 1035 section 4.1).
static size_t write_query(unsigned char *query, char *name, int type) {
  unsigned char *at = query + 12;
  memset(query, 0, 12);
  query[5] = 1;
  for (char *label = strtok(name, "."); label; label = strtok(NULL, ".")) {
    *at++ = (unsigned char)strlen(label);
    at = mempcpy(at, label, strlen(label));
  }
  unsigned char rest[] = {0, 0, (unsigned char)type, 0, 1};
  return (size_t)((unsigned char *)mempcpy(at, rest, sizeof rest) - query);
}

static void read_queries(const char *path) {
  FILE *file = fopen(path, "r");
  char name[256], type[16];
  if (!file) {
    perror(path);
    exit(1);
  }
  while (count < MOST_QUERIES && fscanf(file, "%255s %15s", name, type) == 2) {
    lengths[count] = write_query(queries[count], name, strcmp(type, "SRV") ? 1 : 33);
    count++;
  }
  fclose(file);
}

static void receive(int server) {
  unsigned char octets[1500], control[128];
  struct iovec vector = {octets, sizeof octets};
  for (;;) {
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    if (recvmsg(server, &message, MSG_DONTWAIT) < 2)
      return;
    int id = octets[0] << 8 | octets[1];
    for (struct cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
      if (header->cmsg_type != SCM_TIMESTAMPNS || !sent[id])
        continue;
      struct timespec *time = (struct timespec *)CMSG_DATA(header);
      answers[answered++] = (struct answer){sent[id], time->tv_sec * 1000000000LL + time->tv_nsec - sent[id]};
      sent[id] = 0;
    }
  }
}

static int by_sent(const void *one, const void *other) {
  int64_t a = ((const struct answer *)one)->sent, b = ((const struct answer *)other)->sent;
  return (a > b) - (a < b);
}

static int by_took(const void *one, const void *other) {
  int64_t a = ((const struct answer *)one)->took, b = ((const struct answer *)other)->took;
  return (a > b) - (a < b);
}

static void tell_stretches(double seconds) {
  static const int64_t bounds[] = {1000000, 2000000, 4000000, 8000000, INT64_MAX};
  static const char *names[] = {"0.3-1", "1-2", "2-4", "4-8", "over 8"};
  long counts[5] = {0};
  double sums[5] = {0}, all = 0;
  int64_t begin = 0, end = 0;
  qsort(answers, (size_t)answered, sizeof *answers, by_sent);
  for (long i = 0; i <= answered; i++) {
    if (i < answered && answers[i].took < HELD_UP)
      continue;
    if (i < answered && answers[i].sent <= end) {
      if (answers[i].sent + answers[i].took > end)
        end = answers[i].sent + answers[i].took;
      continue;
    }
    if (end) {
      int kind = 0;
      while (end - begin >= bounds[kind])
        kind++;
      counts[kind]++;
      sums[kind] += (double)(end - begin) / 1e6;
      all += (double)(end - begin) / 1e6;
    }
    if (i < answered)
      begin = answers[i].sent, end = begin + answers[i].took;
  }
  printf("held up %.2f %% of the time; ms each, times, ms in all:", all / seconds / 10);
  for (int kind = 0; kind < 5; kind++)
    printf("  %s %ld %.0f", names[kind], counts[kind], sums[kind]);
  printf("\n");
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "usage: pace PORT QUERIES RATE SECONDS\n");
    return 2;
  }
  read_queries(argv[2]);
  double rate = atof(argv[3]), seconds = atof(argv[4]);
  long total = (long)(rate * seconds);
  answers = calloc((size_t)total + 1, sizeof *answers);

  int server = socket(AF_INET, SOCK_DGRAM, 0), on = 1, room = 8 << 20;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(argv[1])), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  if (!answers || !count || connect(server, (struct sockaddr *)&address, sizeof address)) {
    perror("pace");
    return 1;
  }
  setsockopt(server, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  setsockopt(server, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  prctl(PR_SET_TIMERSLACK, 1);

  int64_t begin = now();
  for (long next = 0; next < total || now() - begin < seconds * 1e9 + GRACE;) {
    long due = (long)((double)(now() - begin) / 1e9 * rate);
    for (; next < total && next < due; next++) {
      int which = (int)(next % count), id = (int)(next % IDS);
      queries[which][0] = (unsigned char)(id >> 8);
      queries[which][1] = (unsigned char)id;
      sent[id] = now();
      if (send(server, queries[which], lengths[which], 0) < 0)
        sent[id] = 0;
    }
    receive(server);
    nanosleep(&(struct timespec){0, STEP}, NULL);
  }

  qsort(answers, (size_t)answered, sizeof *answers, by_took);
  printf("%ld of %ld answered; µs: p50 %ld, p98 %ld, p99 %ld, p99.9 %ld; ", answered, total, (long)answers[answered / 2].took / 1000,
         (long)answers[answered * 98 / 100].took / 1000, (long)answers[answered * 99 / 100].took / 1000,
         (long)answers[answered * 999 / 1000].took / 1000);
  tell_stretches(seconds);
  return 0;
}

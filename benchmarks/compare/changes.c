// The floor under every registry on this machine that takes changes over HTTP and keeps them: it receives requests, writes some
// octets for each into a file that is there already, calls fdatasync(2) for all that came within 20 ms, and answers them all. It looks
// at nothing in them but where they end, and changes nothing. On request it keeps the processor for some time more with each, as a
// server does that has work with them.
//
//   changes HTTP_PORT FILE WORK_US PROGRAM [ARGUMENTS]
//
// PROGRAM runs beside it, goes before it, and ends with it: what shares the core with the changes. The address is 127.0.0.1. On
// standard output it says the port, when it listens. GET is answered at once, with the number of changes so far.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1024, REQUEST_OCTETS = 8192, CHANGE_OCTETS = 160, ANSWER_OCTETS = 400, FILE_OCTETS = 16 << 20, COMMIT_MS = 20 };

struct connection { int filled; char request[REQUEST_OCTETS]; };

static struct connection connections[MOST];
static int waiting[MOST];
static int waiting_count;
static long changes;
static long work_ns;
static char journal[MOST * CHANGE_OCTETS];

static long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Keeps the processor for as long as was asked for. What others have of it meanwhile does not count.
static void work(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    for (long end = now.tv_sec * 1000000000 + now.tv_nsec + work_ns; now.tv_sec * 1000000000 + now.tv_nsec < end;)
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
}

// 200 with a body; one as long as that of DnsRegistry for a change.
static void answer(int fd, int is_change)
{
    char body[ANSWER_OCTETS + 1], text[ANSWER_OCTETS + 200];
    int octets = snprintf(body, sizeof body, "{\"index\":%ld}", changes);
    if (is_change) {
        memset(body + octets, ' ', sizeof body - (size_t)octets);
        octets = ANSWER_OCTETS;
    }
    int head = sprintf(text, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n", octets);
    memcpy(text + head, body, (size_t)octets);
    if (send(fd, text, (size_t)(head + octets), MSG_NOSIGNAL) < 0)
        perror("send");
}

static void commit(int file)
{
    static off_t at;
    size_t octets = (size_t)waiting_count * CHANGE_OCTETS;
    if (at + (off_t)octets > FILE_OCTETS)
        at = 0;
    if (pwrite(file, journal, octets, at) < 0 || fdatasync(file) != 0)
        perror("changes");
    at += (off_t)octets;
    changes += waiting_count;
    for (int i = 0; i < waiting_count; i++)
        answer(waiting[i], 1);
    waiting_count = 0;
}

// Takes what has come. One request is under way on each connection.
static void receive(int fd)
{
    struct connection *one = &connections[fd];
    ssize_t got = recv(fd, one->request + one->filled, sizeof one->request - 1 - (size_t)one->filled, MSG_DONTWAIT);
    if (got <= 0) {
        close(fd);
        one->filled = 0;
        return;
    }
    one->filled += (int)got;
    one->request[one->filled] = 0;
    char *end = strstr(one->request, "\r\n\r\n");
    char *length = end ? strcasestr(one->request, "content-length:") : NULL;
    if (!end || one->filled < end + 4 - one->request + (length && length < end ? atoi(length + 15) : 0))
        return;
    one->filled = 0;
    if (one->request[0] == 'G') {
        answer(fd, 0);
        return;
    }
    if (work_ns > 0)
        work();
    memcpy(journal + waiting_count * CHANGE_OCTETS, one->request, CHANGE_OCTETS);
    waiting[waiting_count++] = fd;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: changes HTTP_PORT FILE WORK_US PROGRAM [ARGUMENTS]\n");
        return 2;
    }
    if (fork() == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        execv(argv[4], argv + 4);
        perror(argv[4]);
        _exit(1);
    }
    work_ns = atol(argv[3]) * 1000;

    // As in DnsRegistry, those who answer queries go before.
    if (setpriority(PRIO_PROCESS, 0, 5) != 0)
        perror("setpriority");
    int file = open(argv[2], O_CREAT | O_RDWR, 0600), yes = 1;
    static char zeros[1 << 16];
    for (int i = 0; i < FILE_OCTETS / (int)sizeof zeros; i++) {
        if (pwrite(file, zeros, sizeof zeros, (off_t)i * (off_t)sizeof zeros) < 0)
            perror(argv[2]);
    }
    fsync(file);

    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[1])) };
    socklen_t octets = sizeof address;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, octets) != 0 || listen(listener, 128) != 0) {
        perror("changes");
        return 1;
    }
    getsockname(listener, (struct sockaddr *)&address, &octets);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    int events = epoll_create1(0);
    struct epoll_event wanted = { .events = EPOLLIN, .data.fd = listener }, ready[64];
    epoll_ctl(events, EPOLL_CTL_ADD, listener, &wanted);
    for (long last = now_ms();;) {
        long rest = waiting_count == 0 ? -1 : last + COMMIT_MS - now_ms();
        int count = rest == 0 || rest < -1 ? 0 : epoll_wait(events, ready, 64, (int)rest);
        for (int i = 0; i < count; i++) {
            if (ready[i].data.fd != listener) {
                receive(ready[i].data.fd);
                continue;
            }
            int fd = accept4(listener, NULL, NULL, 0);
            if (fd < 0 || fd >= MOST)
                continue;
            setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
            wanted.data.fd = fd;
            epoll_ctl(events, EPOLL_CTL_ADD, fd, &wanted);
        }
        if (waiting_count > 0 && now_ms() - last >= COMMIT_MS) {
            last = now_ms();
            commit(file);
        }
    }
}

// The floor under every DNS server on this machine: it receives datagrams and sends as many back, of a size given, with
// recvmmsg(2) and sendmmsg(2), and looks at nothing in them. What a server costs above this is its own work.
//
//   floor ADDRESS PORT ANSWER_OCTETS [PROCESSES]
//
// Several processes share the port, as the threads of a server on several cores do (SO_REUSEPORT).
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BATCH = 32, MAX_OCTETS = 4096, QUERY = 0, ANSWER = 1 };

static char buffers[BATCH][MAX_OCTETS];
static struct sockaddr_in clients[BATCH];
static struct iovec segments[2][BATCH];
static struct mmsghdr messages[BATCH];

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: floor ADDRESS PORT ANSWER_OCTETS [PROCESSES]\n");
        return 2;
    }
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)atoi(argv[2])) };
    size_t answer_octets = (size_t)atoi(argv[3]);
    int processes = argc > 4 ? atoi(argv[4]) : 1;
    int space = 4 * 1024 * 1024, yes = 1;
    for (int i = 1; i < processes; i++) {
        if (fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGTERM);
            break;
        }
    }
    int fd = socket(AF_INET, SOCK_DGRAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &space, sizeof space);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &space, sizeof space);
    setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &yes, sizeof yes);
    if (inet_pton(AF_INET, argv[1], &address.sin_addr) != 1 || answer_octets > MAX_OCTETS
        || bind(fd, (struct sockaddr *)&address, sizeof address) != 0) {
        perror("floor");
        return 1;
    }

    for (int i = 0; i < BATCH; i++) {
        segments[QUERY][i] = (struct iovec){ buffers[i], MAX_OCTETS };
        segments[ANSWER][i] = (struct iovec){ buffers[i], answer_octets };
    }
    for (;;) {
        for (int i = 0; i < BATCH; i++) {
            messages[i].msg_hdr = (struct msghdr){
                .msg_name = &clients[i], .msg_namelen = sizeof clients[i], .msg_iov = &segments[QUERY][i], .msg_iovlen = 1 };
        }
        int count = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL);
        if (count <= 0)
            continue;
        for (int i = 0; i < count; i++) {
            buffers[i][2] |= (char)0x80; // QR: dnsperf takes nothing else for a response.
            messages[i].msg_hdr.msg_iov = &segments[ANSWER][i];
        }
        for (int sent = 0; sent < count;) {
            int taken = sendmmsg(fd, messages + sent, (unsigned)(count - sent), 0);
            sent += taken > 0 ? taken : 1;
        }
    }
}

/* Peers that hang: they take connections on 127.2.0.1, 127.2.0.2 … and never answer.
 *
 *   bench_hanging COUNT
 *
 * Prints the port, the same for all of them, once they listen. Runs until it is ended.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { PER_BLOCK = 250, EVENTS = 256 };

static void fail(const char *what) {
    fprintf(stderr, "error: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int listen_at(long index, unsigned short port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    address.sin_addr.s_addr = htonl(0x7f020000u + (unsigned)(index / PER_BLOCK * 256 + index % PER_BLOCK + 1));
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) || listen(descriptor, 128)) fail("listen");
    return descriptor;
}

static unsigned short port_of(int descriptor) {
    struct sockaddr_in address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length)) fail("getsockname");
    return ntohs(address.sin_port);
}

static void watch(int epoll_fd, int descriptor, unsigned long long mark, unsigned events) {
    struct epoll_event event = {.events = events, .data.u64 = mark << 32 | (unsigned)descriptor};
    if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
}

int main(int count, char **arguments) {
    long peers = count == 2 ? atol(arguments[1]) : 0;
    if (peers < 1 || peers > 60000) {
        fprintf(stderr, "error: usage: bench_hanging COUNT\n");
        return 64;
    }
    int epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    if (epoll_fd < 0) fail("epoll");
    unsigned short port = 0;
    for (long index = 0; index < peers; index++) {
        int descriptor = listen_at(index, port);
        if (!port) port = port_of(descriptor);
        watch(epoll_fd, descriptor, 1, EPOLLIN);
    }
    printf("%u\n", port);
    fflush(stdout);
    struct epoll_event events[EVENTS];
    for (;;) {
        int ready = epoll_wait(epoll_fd, events, EVENTS, -1);
        for (int index = 0; index < ready; index++) {
            int descriptor = (int)(events[index].data.u64 & 0xffffffff);
            if (events[index].data.u64 >> 32) {
                int peer = accept4(descriptor, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
                /* Not for what arrives: that is never read. Only the other side's end frees a connection. */
                if (peer >= 0) watch(epoll_fd, peer, 0, EPOLLRDHUP);
            } else {
                close(descriptor);
            }
        }
    }
}

#define _GNU_SOURCE
#include "CCurl.h"

#include <dlfcn.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

curl_socket_t hb_open_socket(const struct curl_sockaddr *address) {
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static pthread_once_t library_once = PTHREAD_ONCE_INIT;
static CURLcode library_result = CURLE_FAILED_INIT;

static void initialise(void) {
    /* OPENSSL_INIT_NO_ATEXIT. Looked up by name: libcurl brings OpenSSL in, this project does not build against it. */
    int (*init_crypto)(uint64_t, const void *) =
        (int (*)(uint64_t, const void *))dlsym(RTLD_DEFAULT, "OPENSSL_init_crypto");
    if(init_crypto)
        init_crypto(0x00080000L, NULL);
    /* CURLOPT_NOSIGNAL leaves SIGPIPE to us. */
    signal(SIGPIPE, SIG_IGN);
    library_result = curl_global_init(CURL_GLOBAL_DEFAULT);
}

CURLcode hb_library_init(void) {
    pthread_once(&library_once, initialise);
    return library_result;
}

static pthread_once_t locale_once = PTHREAD_ONCE_INIT;
static locale_t utf8_locale;

static void open_locale(void) {
    utf8_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

CURLUcode hb_url_ascii_host(CURLU *url, char **host) {
    /* libidn2 reads the host in the thread's locale, and a daemon's is often "C". */
    pthread_once(&locale_once, open_locale);
    locale_t before = utf8_locale ? uselocale(utf8_locale) : (locale_t)0;
    CURLUcode code = curl_url_get(url, CURLUPART_HOST, host, CURLU_PUNYCODE);
    if(before)
        uselocale(before);
    return code;
}

int hb_wake_create(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void hb_wake_signal(int descriptor) {
    /* Fails only when the counter is full, and then it is readable already. */
    eventfd_write(descriptor, 1);
}

void hb_wake_clear(int descriptor) {
    eventfd_t count;
    eventfd_read(descriptor, &count);
}

int hb_epoll_create(void) {
    return epoll_create1(EPOLL_CLOEXEC);
}

int hb_epoll_set(int epoll, int descriptor, int interest) {
    struct epoll_event event = { .data.fd = descriptor };
    if(interest == CURL_POLL_REMOVE)
        return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL) ? errno : 0;
    event.events = (interest & CURL_POLL_IN ? (uint32_t)EPOLLIN : 0) | (interest & CURL_POLL_OUT ? (uint32_t)EPOLLOUT : 0);
    if(!epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event))
        return 0;
    if(errno != ENOENT)
        return errno;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) ? errno : 0;
}

int hb_epoll_wait(int epoll, int *descriptors, int *events, int capacity, int timeout_milliseconds) {
    struct epoll_event ready[64];
    int count = epoll_wait(epoll, ready, capacity < 64 ? capacity : 64, timeout_milliseconds);
    for(int i = 0; i < count; i++) {
        descriptors[i] = ready[i].data.fd;
        events[i] = (ready[i].events & EPOLLIN ? CURL_CSELECT_IN : 0) |
            (ready[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
            (ready[i].events & (EPOLLERR | EPOLLHUP) ? CURL_CSELECT_ERR : 0);
    }
    return count;
}

void hb_thread_set_name(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

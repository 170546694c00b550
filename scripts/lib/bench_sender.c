/* The limit that deliveries are measured against: bare libcurl, one thread, no queue on a disk.
 *
 *   bench_sender URLS BODY TOTAL IN_FLIGHT [CA]
 *
 * Sends TOTAL POSTs of BODY's bytes to the URLs (one a line) in turn, IN_FLIGHT at a time, each signed as Standard
 * Webhooks asks (HMAC-SHA256). Ends with 1 at the first that is not answered below 300.
 */
#include <curl/curl.h>
#include <errno.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

enum { URLS_AT_MOST = 4096, EVENTS = 64 };

struct transfer {
    CURL *easy;
    struct curl_slist *headers;
};

static char *urls[URLS_AT_MOST];
static size_t url_count, body_length;
static char *body;
static long sent, finished, total;
static const char *authorities;
static int epoll_fd;
static double deadline = -1;
static CURLM *multi;
static const unsigned char key[32] = "a benchmark's key of 32 bytes..";

static void fail(const char *what, const char *why) {
    fprintf(stderr, "error: %s: %s\n", what, why);
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    if (!file) fail(path, strerror(errno));
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    char *bytes = calloc(1, (size_t)size + 1);
    if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size) fail(path, "can't be read");
    fclose(file);
    *length = (size_t)size;
    return bytes;
}

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes, (void)context;
    return size * count;
}

static struct curl_slist *signed_headers(void) {
    static unsigned char content[65536];
    char line[160], encoded[64];
    unsigned char digest[32];
    unsigned int digest_length = 0;
    long stamp = (long)time(NULL);
    int prefix = snprintf((char *)content, sizeof content, "msg_%027ld.%ld.", sent, stamp);
    if ((size_t)prefix + body_length > sizeof content) fail("BODY", "too long");
    memcpy(content + prefix, body, body_length);
    HMAC(EVP_sha256(), key, sizeof key, content, (size_t)prefix + body_length, digest, &digest_length);
    EVP_EncodeBlock((unsigned char *)encoded, digest, (int)digest_length);
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json");
    list = curl_slist_append(list, "Expect:");
    snprintf(line, sizeof line, "webhook-id: msg_%027ld", sent);
    list = curl_slist_append(list, line);
    snprintf(line, sizeof line, "webhook-timestamp: %ld", stamp);
    list = curl_slist_append(list, line);
    snprintf(line, sizeof line, "webhook-signature: v1,%s", encoded);
    return curl_slist_append(list, line);
}

static void begin(struct transfer *transfer) {
    CURL *easy = transfer->easy;
    curl_slist_free_all(transfer->headers);
    transfer->headers = signed_headers();
    curl_easy_setopt(easy, CURLOPT_URL, urls[(size_t)sent++ % url_count]);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers);
    if (curl_multi_add_handle(multi, easy) != CURLM_OK) fail("curl_multi_add_handle", "refused");
}

static void prepare(struct transfer *transfer) {
    CURL *easy = transfer->easy = curl_easy_init();
    if (!easy) fail("curl_easy_init", "no memory");
    curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)body_length);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 20000L);
    if (authorities) curl_easy_setopt(easy, CURLOPT_CAINFO, authorities);
}

static int on_socket(CURL *easy, curl_socket_t descriptor, int what, void *context, void *known) {
    (void)easy, (void)context;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(epoll_fd, EPOLL_CTL_DEL, descriptor, NULL);
        curl_multi_assign(multi, descriptor, NULL);
        return 0;
    }
    struct epoll_event event = {.data.fd = descriptor};
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(epoll_fd, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, descriptor, &event);
    if (!known) curl_multi_assign(multi, descriptor, &epoll_fd);
    return 0;
}

static int on_timer(CURLM *which, long milliseconds, void *context) {
    (void)which, (void)context;
    deadline = milliseconds < 0 ? -1 : seconds() + (double)milliseconds / 1e3;
    return 0;
}

static void collect(void) {
    CURLMsg *message;
    int left = 0;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL *easy = message->easy_handle;
        CURLcode code = message->data.result;
        struct transfer *transfer = NULL;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &transfer);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (code != CURLE_OK) fail("a transfer failed", curl_easy_strerror(code));
        if (status < 200 || status > 299) fail("a transfer failed", "not a status of success");
        curl_multi_remove_handle(multi, easy);
        finished++;
        if (sent < total) begin(transfer);
    }
}

static void run(void) {
    struct epoll_event events[EVENTS];
    int running = 0;
    while (finished < total) {
        double left = deadline < 0 ? 1 : deadline - seconds();
        int wait = left <= 0 ? 0 : (int)(left * 1e3) + 1;
        int count = epoll_wait(epoll_fd, events, EVENTS, wait);
        for (int index = 0; index < count; index++) {
            int what = (events[index].events & (EPOLLIN | EPOLLHUP) ? CURL_CSELECT_IN : 0) |
                       (events[index].events & EPOLLOUT ? CURL_CSELECT_OUT : 0) |
                       (events[index].events & EPOLLERR ? CURL_CSELECT_ERR : 0);
            curl_multi_socket_action(multi, events[index].data.fd, what, &running);
        }
        if (deadline >= 0 && seconds() >= deadline) {
            deadline = -1;
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        collect();
    }
}

int main(int count, char **arguments) {
    if (count < 5) fail("usage", "bench_sender URLS BODY TOTAL IN_FLIGHT [CA]");
    size_t length = 0;
    char *text = read_file(arguments[1], &length);
    for (char *line = strtok(text, "\n"); line && url_count < URLS_AT_MOST; line = strtok(NULL, "\n"))
        urls[url_count++] = line;
    body = read_file(arguments[2], &body_length);
    total = atol(arguments[3]);
    long in_flight = atol(arguments[4]);
    authorities = count > 5 ? arguments[5] : NULL;
    if (!url_count || total < 1 || in_flight < 1) fail("usage", "there is nothing to send");
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fail("libcurl", "could not be started");
    epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    multi = curl_multi_init();
    if (epoll_fd < 0 || !multi) fail("libcurl", "could not be started");
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, (long)CURLPIPE_NOTHING);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, in_flight * 4 + (long)url_count);
    struct transfer *transfers = calloc((size_t)in_flight, sizeof *transfers);
    if (!transfers) fail("memory", "none left");
    for (long index = 0; index < in_flight && sent < total; index++) {
        prepare(&transfers[index]);
        begin(&transfers[index]);
    }
    run();
    return 0;
}

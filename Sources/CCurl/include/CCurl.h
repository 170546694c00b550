/* What Swift cannot reach in libcurl by itself: its variadic calls, typed, one setter for each callback, and the few
 * calls of epoll, eventfd and pthread that the Glibc module does not carry. Written for libcurl 7.88.1 or later. */
#ifndef HEARBACK_CCURL_H
#define HEARBACK_CCURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/timex.h>

/* Options of an easy handle.
 * set_string is for options that libcurl copies (URL, PROXY, CAINFO, UNIX_SOCKET_PATH ...), so a temporary will do.
 * set_list keeps the pointer: the list must outlive the transfer. */
static inline CURLcode hb_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode hb_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode hb_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}
static inline CURLcode hb_easy_set_private(CURL *easy, void *value) {
    return curl_easy_setopt(easy, CURLOPT_PRIVATE, value);
}
/* CURL_ERROR_SIZE bytes that must outlive the handle. */
static inline CURLcode hb_easy_set_error_buffer(CURL *easy, char *buffer) {
    return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer);
}
/* Sends every request over this unix socket; NULL turns that off. */
static inline CURLcode hb_easy_set_unix_socket_path(CURL *easy, const char *path) {
    return curl_easy_setopt(easy, CURLOPT_UNIX_SOCKET_PATH, path);
}
/* Copies the body: COPYPOSTFIELDS after POSTFIELDSIZE_LARGE, in the order that libcurl needs for bytes with NULs. */
static inline CURLcode hb_easy_set_body_copy(CURL *easy, const void *bytes, curl_off_t count) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, count);
    if(code != CURLE_OK)
        return code;
    return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, bytes);
}

/* Bytes that the read callback will give. */
static inline CURLcode hb_easy_set_upload_size(CURL *easy, curl_off_t count) {
    return curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, count);
}

/* Callbacks of an easy handle, each with the pointer that it gets back. */
typedef size_t (*hb_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode hb_easy_set_write(CURL *easy, hb_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}
static inline CURLcode hb_easy_set_header(CURL *easy, hb_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}
/* What is uploaded; the callback's bytes are to be filled, and their count returned. */
static inline CURLcode hb_easy_set_read(CURL *easy, hb_data_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}
static inline CURLcode hb_easy_set_debug(CURL *easy, curl_debug_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, callback);
    if(code == CURLE_OK)
        code = curl_easy_setopt(easy, CURLOPT_DEBUGDATA, context);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
}
static inline CURLcode hb_easy_set_open_socket(CURL *easy, curl_opensocket_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}
static inline CURLcode hb_easy_set_close_socket(CURL *easy, curl_closesocket_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, context);
}
static inline CURLcode hb_easy_set_prerequest(CURL *easy, curl_prereq_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_PREREQDATA, context);
}
static inline CURLcode hb_easy_set_progress(CURL *easy, curl_xferinfo_callback callback, void *context) {
    CURLcode code = curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, callback);
    if(code == CURLE_OK)
        code = curl_easy_setopt(easy, CURLOPT_XFERINFODATA, context);
    return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

/* Facts about a transfer; the value is untouched when libcurl has none. */
static inline CURLcode hb_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode hb_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(easy, info, value);
}
static inline CURLcode hb_easy_get_string(CURL *easy, CURLINFO info, const char **value) {
    return curl_easy_getinfo(easy, info, (char **)value);
}
static inline CURLcode hb_easy_get_socket(CURL *easy, curl_socket_t *value) {
    return curl_easy_getinfo(easy, CURLINFO_ACTIVESOCKET, value);
}
static inline CURLcode hb_easy_get_private(CURL *easy, void **value) {
    return curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)value);
}

/* Options and messages of a multi handle. */
static inline CURLMcode hb_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
static inline CURLMcode hb_multi_set_socket(CURLM *multi, curl_socket_callback callback, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, callback);
    return code != CURLM_OK ? code : curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, context);
}
static inline CURLMcode hb_multi_set_timer(CURLM *multi, curl_multi_timer_callback callback, void *context) {
    CURLMcode code = curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, callback);
    return code != CURLM_OK ? code : curl_multi_setopt(multi, CURLMOPT_TIMERDATA, context);
}
/* Takes the next finished transfer; false when there is none. */
static inline bool hb_multi_next_finished(CURLM *multi, CURL **easy, CURLcode *result) {
    CURLMsg *message;
    int left;
    while((message = curl_multi_info_read(multi, &left)))
        if(message->msg == CURLMSG_DONE) {
            *easy = message->easy_handle;
            *result = message->data.result;
            return true;
        }
    return false;
}

/* The address libcurl is about to connect to; it is longer than the struct sockaddr that it is declared as. */
static inline const struct sockaddr *hb_socket_address(const struct curl_sockaddr *address) {
    return &address->addr;
}
/* socket(2) as libcurl wants it, closed on exec; CURL_SOCKET_BAD when the system refuses. */
curl_socket_t hb_open_socket(const struct curl_sockaddr *address);

/* Prepares the process for libcurl, once and before its first use: no SIGPIPE, no OpenSSL clean-up at exit while a
 * transfer thread may still run, curl_global_init. Safe to call again. */
CURLcode hb_library_init(void);

/* The host of a parsed URL as it goes on the wire: IDNA names in their ASCII form whatever the process's locale.
 * Free with curl_free. */
CURLUcode hb_url_ascii_host(CURLU *url, char **host);

/* A descriptor that becomes readable when hb_wake_signal was called; -1 with errno. */
int hb_wake_create(void);
void hb_wake_signal(int descriptor);
void hb_wake_clear(int descriptor);

/* An epoll instance; -1 with errno. */
int hb_epoll_create(void);
/* Watches a descriptor for CURL_POLL_IN, CURL_POLL_OUT or both; CURL_POLL_REMOVE stops that. 0 or an errno. */
int hb_epoll_set(int epoll, int descriptor, int interest);
/* Waits for at most capacity (64 at most) events, each a set of CURL_CSELECT_ bits; their count, or -1 with errno. */
int hb_epoll_wait(int epoll, int *descriptors, int *events, int capacity, int timeout_milliseconds);

/* Whether something keeps the kernel's clock right: 1 or 0, -1 when it does not tell. Reads only (adjtimex(2), modes 0). */
static inline int hb_clock_is_synchronised(void) {
    struct timex time = {0};
    int state = adjtimex(&time);
    if (state < 0) return -1;
    return state != TIME_ERROR && !(time.status & STA_UNSYNC);
}

/* Names the calling thread, 15 bytes at most. */
void hb_thread_set_name(const char *name);

#endif

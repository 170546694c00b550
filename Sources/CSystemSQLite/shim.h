/* What Swift cannot reach in SQLite by itself: sqlite3_config is variadic. */
#ifndef HEARBACK_CSYSTEMSQLITE_H
#define HEARBACK_CSYSTEMSQLITE_H

#include <sqlite3.h>

/* Before the process opens its first file; SQLITE_MISUSE afterwards, which changes nothing. */
static inline int hb_sqlite_without_memory_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

#endif

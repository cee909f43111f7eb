// SPDX-License-Identifier: Apache-2.0
#include "commands.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/problem.h"
#include "base/text.h"
#include "format/document.h"
#include "format/oc4ids_read.h"
#include "intake/oc4ids.h"
#include "intake/register.h"
#include "store/store.h"
#include "store/writer.h"

#include "file.h"
#include "import_remote.h"
#include "oc4ids.h"
#include "remote.h"
#include "table.h"

#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool migrate_run(const struct settings *settings, struct problem *ret_problem)
{
    const char *path = settings->values[SETTING_DB];
    struct lock *lock = NULL;
    int steps;
    bool done = lock_take(path, &lock, ret_problem) && store_migrate(path, &steps, ret_problem);
    if (done && steps > 0)
        printf("%s: %d step%s taken\n", path, steps, steps == 1 ? "" : "s");
    else if (done)
        printf("%s: up to date\n", path);
    lock_release(lock);
    return done;
}

static bool counts_print(const char *name, const struct import_counts *counts, bool dry,
    struct writer *writer, struct problem *ret_problem)
{
    struct revision revision;
    if (!reader_revision(writer_reader(writer), &revision, ret_problem))
        return false;
    printf("%s: %zu inserted, %zu changed, %zu restored, %zu unchanged; revision %lld%s\n", name,
        counts->inserted, counts->changed, counts->restored, counts->unchanged,
        (long long)revision.number, dry ? "; nothing was written" : "");
    return true;
}

/* What is said of tables and packages alone must not be passed over. */
static bool register_load(const struct settings *settings, struct document *document,
    struct writer *writer, struct problem *ret_problem)
{
    struct import_counts counts;
    bool dry;
    bool begun = register_options_fit(settings, ret_problem) &&
                 setting_switch(settings, SETTING_DRY_RUN, &dry, ret_problem) &&
                 writer_begin(writer, ret_problem);
    if (!begun) {
        document_free(document);
        return false;
    }
    bool taken = register_import_within(writer, document, "import", &counts, ret_problem) &&
                 (dry || writer_commit(writer, ret_problem));
    writer_rollback(writer);
    return taken && counts_print(settings->operand, &counts, dry, writer, ret_problem);
}

static bool oc4ids_load(const struct settings *settings, struct document *document,
    struct writer *writer, struct problem *ret_problem)
{
    struct oc4ids_options oc4ids;
    struct table_options options;
    struct table_report report;
    bool done = oc4ids_settings_read(settings, &oc4ids, ret_problem) &&
                import_options_read(settings, &options, ret_problem) &&
                oc4ids_import(writer, document, &oc4ids, &options, &report, ret_problem);
    document_free(document);
    return done && report_tell(settings, &report, &options, ret_problem);
}

/* What begins as no document does is a table. */
static bool is_table(const struct buffer *bytes)
{
    size_t n = 0;
    while (n < bytes->length && strchr(" \t\r\n", bytes->bytes[n]))
        n++;
    return n < bytes->length && bytes->bytes[n] != '{' && bytes->bytes[n] != '[';
}

/* A document says by its members what it is. */
static bool document_take(
    const struct settings *settings, struct writer *writer, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer bytes;
    struct document *document;
    buffer_init(&bytes, REGISTER_BYTES_MAX);
    if (!file_bytes(settings->operand, &bytes, ret_problem))
        return false;
    if (is_table(&bytes))
        return problem_set(ret_problem, PROBLEM_UNPROCESSABLE, "malformed_json",
            "%s is no JSON document; a table is imported by --profile, which says what it means",
            settings->operand);
    if (!register_parse(bytes.bytes, bytes.length, &document, ret_problem))
        return false;
    buffer_free(&bytes);
    return document_is_oc4ids(document) ? oc4ids_load(settings, document, writer, ret_problem)
                                        : register_load(settings, document, writer, ret_problem);
}

/* Whether nothing has the name, be it a link that leads nowhere. */
static bool is_free(const char *path)
{
    struct stat ignored;
    return lstat(path, &ignored) != 0 && errno == ENOENT;
}

/* Each index of a first load takes as much memory as the one before gave back: it is kept. */
static void memory_keep(void)
{
#ifdef M_TRIM_THRESHOLD
    enum { KEPT_BYTES = 256 * 1024 * 1024 };
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, KEPT_BYTES);
    mallopt(M_TOP_PAD, KEPT_BYTES / 4);
#endif
}

bool import_run(const struct settings *settings, struct problem *ret_problem)
{
    if (remote_is_wanted(settings))
        return import_remote(settings, ret_problem);
    const char *path = settings->values[SETTING_DB];
    struct lock *lock = NULL;
    struct writer *writer = NULL;
    memory_keep();
    bool done = lock_take(path, &lock, ret_problem) &&
                (is_free(path) ? writer_create(path, &writer, ret_problem)
                               : writer_open(path, &writer, ret_problem)) &&
                (*settings->values[SETTING_PROFILE] ? table_take(settings, writer, ret_problem)
                                                    : document_take(settings, writer, ret_problem));
    writer_close(writer);
    lock_release(lock);
    return done || remote_advise(settings, ret_problem);
}

static bool document_export(
    struct reader *reader, struct buffer *document, struct problem *ret_problem)
{
    if (!reader_begin(reader, 10 * 60 * 1000, ret_problem))
        return false;
    bool done = register_export(reader, document, ret_problem);
    reader_end(reader);
    return done;
}

bool export_run(const struct settings *settings, struct problem *ret_problem)
{
    __attribute__((cleanup(buffer_free))) struct buffer document;
    struct reader *reader = NULL;
    buffer_init(&document, (size_t)32 * REGISTER_BYTES_MAX);
    bool done = reader_open(settings->values[SETTING_DB], READER_EXPORT, &reader, ret_problem) &&
                document_export(reader, &document, ret_problem);
    reader_close(reader);
    if (!done)
        return false;
    if (settings->operand && !text_equal(settings->operand, "-"))
        return file_replace(settings->operand, document.bytes, document.length, ret_problem);
    return bytes_write(STDOUT_FILENO, document.bytes, document.length)
               ? true
               : problem_set(ret_problem, PROBLEM_FULL, "unwritable",
                     "standard output did not take the document");
}

bool version_run(const struct settings *settings, struct problem *ret_problem)
{
    (void)settings;
    (void)ret_problem;
    puts("groundbreak " GROUNDBREAK_VERSION);
    return true;
}

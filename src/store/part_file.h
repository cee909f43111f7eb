// SPDX-License-Identifier: Apache-2.0
#ifndef GROUNDBREAK_STORE_PART_FILE_H
#define GROUNDBREAK_STORE_PART_FILE_H

#include <stdbool.h>

struct problem;

/* A database in the making: "NAME.tmp", held by one process, until it is whole and gets its name.
 */
struct part_file {
    char *path;
    int fd;
};

/* Makes the empty part file for `name`, which only this user can open; what a killed process left
 * of one goes. PROBLEM_BUSY where another process makes it, PROBLEM_UNUSABLE ("file_foreign") where
 * something else has the part's name: a link, a file with several, no file, another user's. */
bool part_file_open(const char *name, struct part_file *ret_part, struct problem *ret_problem);

/* Lets others read the part as any file that this user makes: by the umask. */
bool part_file_publish(const struct part_file *part, struct problem *ret_problem);

/* Brings the part to the disk. */
bool part_file_sync(const struct part_file *part, struct problem *ret_problem);

/* Gives the part the name, in the place of what has it, on the disk too. */
bool part_file_name(struct part_file *part, const char *name, struct problem *ret_problem);

/* Removes the part where it has no name yet. For __attribute__((cleanup)) on a zeroed or opened
 * one. */
void part_file_close(struct part_file *part);

/* Whether both names lead to one file. */
bool file_is_same(const char *path, const char *other);

/* Removes what SQLite keeps beside a database: its journals and shared memory. */
void sidecars_remove(const char *path);

/* "cannot write PATH: why", by errno. Always false. */
bool file_problem(const char *path, struct problem *ret_problem);

/* Brings the folder of `path`, its names, to the disk. */
bool folder_sync(const char *path, struct problem *ret_problem);

#endif

// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "database.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

/* Whether another process can take the lock; it ends with it. */
static bool taken_by_another(struct ground *ground)
{
    pid_t child = fork();
    if (child == 0) {
        struct lock *lock;
        bool taken = lock_take(ground->path, &lock, &ground->problem);
        _exit(taken ? 0 : ground->problem.kind == PROBLEM_BUSY ? 1 : 2);
    }
    int status = -1;
    ck_assert_int_gt(child, 0);
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) < 2);
    return WEXITSTATUS(status) == 0;
}

START_TEST(a_lock_is_held_by_one)
{
    struct ground ground;
    struct lock *lock = NULL, *second = NULL;
    ground_make(&ground);
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    ck_assert(!lock_take(ground.path, &second, &ground.problem));
    ck_assert_ptr_null(second);
    ck_assert_int_eq(ground.problem.kind, PROBLEM_BUSY);
    ck_assert_str_eq(ground.problem.code, "database_held");
    ck_assert_ptr_nonnull(strstr(ground.problem.detail, ground.path));
    ck_assert(!taken_by_another(&ground));
    lock_release(lock);
    ground_remove(&ground);
}
END_TEST

static bool lock_is_there(const struct ground *ground)
{
    char name[sizeof ground->path + 8];
    snprintf(name, sizeof name, "%s.lock", ground->path);
    return access(name, F_OK) == 0;
}

/* Its file stays for a register, which others may be waiting for; for none it would be litter. */
START_TEST(a_lock_of_nothing_leaves_nothing)
{
    struct ground ground;
    struct lock *lock, *second;
    ground_make(&ground);
    for (int i = 0; i < 2; i++) {
        ck_assert(lock_take(ground.path, &lock, &ground.problem));
        ck_assert(lock_is_there(&ground));
        ck_assert(!lock_take(ground.path, &second, &ground.problem));
        ck_assert_msg(lock_is_there(&ground), "who did not get it took it away");
        lock_release(lock);
        ck_assert(!lock_is_there(&ground));
    }
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    close(open(ground.path, O_CREAT | O_WRONLY, 0600));
    lock_release(lock);
    ck_assert(lock_is_there(&ground));
    ground_remove(&ground);
}
END_TEST

/* Whoever holds the lock for a moment and lets it go, over and over, is at no moment one of two. */
START_TEST(a_lock_whose_file_comes_and_goes_is_held_by_one)
{
    enum { CHILDREN = 4, TURNS = 500 };
    struct ground ground;
    int *holders = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    ground_make(&ground);
    for (int i = 0; i < CHILDREN; i++) {
        if (fork() != 0)
            continue;
        for (int turn = 0; turn < TURNS; turn++) {
            struct lock *lock;
            problem_init(&ground.problem, &ground.arena);
            if (!lock_take(ground.path, &lock, &ground.problem))
                continue;
            if (__atomic_add_fetch(holders, 1, __ATOMIC_SEQ_CST) != 1)
                _exit(1);
            __atomic_sub_fetch(holders, 1, __ATOMIC_SEQ_CST);
            lock_release(lock);
        }
        _exit(0);
    }
    for (int i = 0, status; i < CHILDREN; i++) {
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    ck_assert(!lock_is_there(&ground));
    munmap(holders, 4096);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_released_lock_is_free)
{
    struct ground ground;
    ground_make(&ground);
    for (int i = 0; i < 3; i++) {
        struct lock *lock;
        ck_assert(lock_take(ground.path, &lock, &ground.problem));
        lock_release(lock);
        ck_assert(taken_by_another(&ground));
    }
    lock_release(NULL);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_lock_goes_with_its_process)
{
    struct ground ground;
    struct lock *lock;
    ground_make(&ground);
    ck_assert(taken_by_another(&ground)); /* and never released */
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    lock_release(lock);
    ground_remove(&ground);
}
END_TEST

START_TEST(registers_are_locked_apart)
{
    struct ground ground, other;
    struct lock *lock, *second;
    ground_make(&ground);
    ground_make(&other);
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    ck_assert(lock_take(other.path, &second, &other.problem));
    lock_release(lock);
    lock_release(second);
    ground_remove(&ground);
    ground_remove(&other);
}
END_TEST

START_TEST(a_lock_makes_no_register)
{
    struct ground ground;
    struct lock *lock;
    ground_make(&ground);
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    ck_assert_int_ne(access(ground.path, F_OK), 0);
    lock_release(lock);
    ground_remove(&ground);
}
END_TEST

START_TEST(a_lock_that_cannot_be_made_is_told_of)
{
    struct ground ground;
    struct lock *lock = NULL;
    ground_make(&ground);
    const char *path = arena_format(&ground.arena, "%s/none/register.db", ground.folder);
    ck_assert(!lock_take(path, &lock, &ground.problem));
    ck_assert_ptr_null(lock);
    ck_assert_int_eq(ground.problem.kind, PROBLEM_UNUSABLE);
    ck_assert_ptr_nonnull(strstr(ground.problem.detail, path));
    ground_remove(&ground);
}
END_TEST

START_TEST(readers_need_no_lock)
{
    struct ground ground;
    struct lock *lock;
    ground_make_register(&ground);
    ck_assert(lock_take(ground.path, &lock, &ground.problem));
    reader_close(ground_reader(&ground));
    lock_release(lock);
    ground_remove(&ground);
}
END_TEST

int main(void)
{
    const TTest *const claims[] = {
        a_lock_is_held_by_one,
        a_lock_of_nothing_leaves_nothing,
        a_lock_whose_file_comes_and_goes_is_held_by_one,
        a_released_lock_is_free,
        a_lock_goes_with_its_process,
        registers_are_locked_apart,
        a_lock_makes_no_register,
        a_lock_that_cannot_be_made_is_told_of,
        readers_need_no_lock,
        NULL,
    };
    return claims_run("lock", claims);
}

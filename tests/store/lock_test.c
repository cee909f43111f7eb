// SPDX-License-Identifier: Apache-2.0
#include "claims.h"
#include "database.h"

#include <string.h>
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
    const char *path = arena_format(&ground.arena, "%s.lock", ground.path);
    ck_assert_int_eq(access(path, F_OK), 0);
    lock_release(lock);
    ck_assert_int_eq(access(path, F_OK), 0); /* else two could lock two files */
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

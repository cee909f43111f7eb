// SPDX-License-Identifier: Apache-2.0
#include "shares.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { BUCKETS_FIRST = 256 };
#define SHARES_BYTES_MAX ((size_t)4 * 1024 * 1024 * 1024)
#define SUM_MAX ((int64_t)9000000000000000000)

struct share {
    struct share *next; /* of its bucket */
    uint64_t hash;
    int64_t n;
    struct cell cells[SHARE_CELLS]; /* the bounds added up */
};

void shares_init(struct shares *shares)
{
    *shares = (struct shares){0};
    arena_init(&shares->arena, SHARES_BYTES_MAX);
}

void shares_free(struct shares *shares)
{
    arena_free(&shares->arena);
    free(shares->buckets);
    shares->buckets = NULL;
    shares->n_shares = shares->n_buckets = 0;
}

static bool is_bound(size_t i)
{
    return i == SHARE_LOW || i == SHARE_HIGH;
}

static uint64_t cells_hash(const struct cell cells[SHARE_CELLS])
{
    uint64_t hash = TEXT_HASH_START;
    for (size_t i = 0; i < SHARE_CELLS; i++)
        if (!is_bound(i) && cells[i].type == CELL_TEXT)
            hash = text_hash(hash, cells[i].text, cells[i].length + 1);
        else if (!is_bound(i))
            hash = text_hash(hash, "\xff", 1);
    return hash ^ hash >> 32; /* the low bits of FNV-1a mix least */
}

static bool alike(const struct cell *one, const struct cell *other)
{
    for (size_t i = 0; i < SHARE_CELLS; i++)
        if (one[i].type != other[i].type ||
            (one[i].type == CELL_TEXT && !text_equal(one[i].text, other[i].text)))
            return false;
    return true;
}

static struct share **bucket_of(struct shares *shares, uint64_t hash)
{
    return &shares->buckets[hash & (shares->n_buckets - 1)];
}

static bool room_make(struct shares *shares)
{
    if (shares->n_shares < shares->n_buckets)
        return true;
    struct shares grown = *shares;
    grown.n_buckets = shares->n_buckets ? 2 * shares->n_buckets : BUCKETS_FIRST;
    grown.buckets = calloc(grown.n_buckets, sizeof *grown.buckets);
    if (!grown.buckets)
        return false;
    for (size_t i = 0; i < shares->n_buckets; i++)
        for (struct share *share = shares->buckets[i], *next; share; share = next) {
            struct share **bucket = bucket_of(&grown, share->hash);
            next = share->next;
            share->next = *bucket;
            *bucket = share;
        }
    free(shares->buckets);
    *shares = grown;
    return true;
}

/* A share of its own, of no project yet; NULL without memory. */
static struct share *share_make(struct shares *shares, const struct cell *cells, uint64_t hash)
{
    struct share *share = arena_alloc(&shares->arena, sizeof *share);
    if (!share || !room_make(shares))
        return NULL;
    for (size_t i = 0; i < SHARE_CELLS; i++) {
        struct cell *cell = &share->cells[i];
        *cell = is_bound(i) ? (struct cell){.type = cells[i].type} : cells[i];
        if (cell->type == CELL_TEXT)
            cell->text = arena_copy(&shares->arena, cell->text, cell->length);
        if (cell->type == CELL_TEXT && !cell->text)
            return NULL;
    }
    struct share **bucket = bucket_of(shares, hash);
    share->hash = hash;
    share->next = *bucket;
    *bucket = share;
    shares->n_shares++;
    return share;
}

static struct share *share_find(struct shares *shares, const struct cell *cells)
{
    uint64_t hash = cells_hash(cells);
    struct share *share = shares->n_buckets ? *bucket_of(shares, hash) : NULL;
    while (share && (share->hash != hash || !alike(share->cells, cells)))
        share = share->next;
    return share ? share : share_make(shares, cells, hash);
}

/* Bounds are never negative. */
static bool sum_add(int64_t *sum, const struct cell *bound)
{
    return bound->type == CELL_NULL ||
           (!__builtin_add_overflow(*sum, bound->integer, sum) && *sum <= SUM_MAX);
}

bool shares_add(struct shares *shares, const struct cell cells[static SHARE_CELLS], bool *ret_fit,
    struct problem *ret_problem)
{
    struct share *share = share_find(shares, cells);
    if (!share)
        return problem_memory(ret_problem);
    *ret_fit =
        sum_add(&shares->low, &cells[SHARE_LOW]) && sum_add(&shares->high, &cells[SHARE_HIGH]);
    if (!*ret_fit)
        return true;
    share->n++;
    share->cells[SHARE_LOW].integer += cells[SHARE_LOW].integer;
    share->cells[SHARE_HIGH].integer += cells[SHARE_HIGH].integer;
    return true;
}

static bool share_write(
    const struct share *share, struct connection *connection, struct problem *ret_problem)
{
    struct cell row[1 + SHARE_CELLS] = {cell_integer(share->n)};
    memcpy(row + 1, share->cells, sizeof share->cells);
    return connection_execute(connection,
        "INSERT INTO rollup_change (n, launch, district, category, sector, status, qualifier, low,"
        " high, unit) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        row, 1 + SHARE_CELLS, ret_problem);
}

bool shares_write(
    const struct shares *shares, struct connection *connection, struct problem *ret_problem)
{
    for (size_t i = 0; i < shares->n_buckets; i++)
        for (const struct share *share = shares->buckets[i]; share; share = share->next)
            if (!share_write(share, connection, ret_problem))
                return false;
    return true;
}

// SPDX-License-Identifier: Apache-2.0
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 16 * 1024 };

struct arena_block {
    struct arena_block *next;
    size_t size;
    size_t used;
    _Alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t limit)
{
    *arena = (struct arena){.limit = limit};
}

static struct arena_block *block_add(struct arena *arena, size_t size)
{
    size_t reserve = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    if (reserve > arena->limit - arena->reserved)
        reserve = size;
    if (reserve > arena->limit - arena->reserved)
        return NULL;
    struct arena_block *block = malloc(sizeof *block + reserve);
    if (!block)
        return NULL;
    *block = (struct arena_block){.next = arena->blocks, .size = reserve};
    arena->blocks = block;
    arena->reserved += reserve;
    return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);
    if (size > arena->limit)
        return NULL;
    size_t rounded = (size + align - 1) / align * align;
    struct arena_block *block = arena->blocks;
    if (!block || block->size - block->used < rounded)
        block = block_add(arena, rounded);
    if (!block)
        return NULL;
    void *bytes = block->bytes + block->used;
    block->used += rounded;
    return memset(bytes, 0, rounded);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
    char *copy = arena_alloc(arena, length + 1);
    if (copy && length > 0)
        memcpy(copy, bytes, length);
    return copy;
}

char *arena_vformat(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        return NULL;
    char *text = arena_alloc(arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_vformat(arena, format, arguments);
    va_end(arguments);
    return text;
}

static void blocks_free(struct arena_block *block)
{
    while (block) {
        struct arena_block *next = block->next;
        free(block);
        block = next;
    }
}

void arena_clear(struct arena *arena)
{
    struct arena_block *kept = arena->blocks;
    if (!kept)
        return;
    blocks_free(kept->next);
    kept->next = NULL;
    kept->used = 0;
    arena->reserved = kept->size;
}

void arena_free(struct arena *arena)
{
    blocks_free(arena->blocks);
    arena->blocks = NULL;
    arena->reserved = 0;
}

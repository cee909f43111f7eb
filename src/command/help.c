// SPDX-License-Identifier: Apache-2.0
#include "help.h"

#include "base/buffer.h"
#include "format/json.h"

#include "commands.h"

enum { HELP_BYTES_MAX = 1024 * 1024 };

void help_print(FILE *out)
{
    fputs("groundbreak: an open register server for major public projects\n\n"
          "usage: groundbreak COMMAND [OPTION...] [OPERAND]\n\n",
        out);
    for (size_t i = 0; i < n_commands; i++)
        fprintf(out, "  %-12s %s\n", commands[i].name, commands[i].summary);
    fputs("\ngroundbreak COMMAND --help lists the options of one.\n", out);
}

static bool command_takes(const struct command *command, size_t id)
{
    return (command->used | SETTING_BIT(SETTING_CONFIG)) & SETTING_BIT(id);
}

void help_command_print(const struct command *command)
{
    printf("groundbreak %s: %s\n\nusage: groundbreak %s [OPTION...]%s%s\n\n", command->name,
        command->summary, command->name, command->operand ? " " : "",
        command->operand ? command->operand : "");
    for (size_t i = 0; i < SETTINGS; i++) {
        const struct setting *setting = &settings_known[i];
        char option[64];
        if (!command_takes(command, i))
            continue;
        snprintf(option, sizeof option, "--%s%s%s", setting->name, setting->argument ? " " : "",
            setting->argument ? setting->argument : "");
        printf("  %-30s %s%s%s%s\n", option, setting->meaning, *setting->initial ? " [" : "",
            setting->initial, *setting->initial ? "]" : "");
    }
    puts(
        "\nAn option may also stand in the environment (--base-url as GROUNDBREAK_BASE_URL) and in "
        "the\nconfiguration file (base-url = ...), but for --force and --check. The command line "
        "goes before\nthe environment, that before the file.");
}

static void command_write(struct json *json, const struct command *command)
{
    json_object_begin(json);
    json_member_string(json, "name", command->name);
    json_member_string(json, "operand", command->operand);
    json_member_string(json, "summary", command->summary);
    json_name(json, "options");
    json_array_begin(json);
    for (size_t i = 0; i < SETTINGS; i++)
        if (command_takes(command, i))
            json_string(json, settings_known[i].name);
    json_array_end(json);
    json_object_end(json);
}

static void setting_write(struct json *json, size_t id)
{
    const struct setting *setting = &settings_known[id];
    json_object_begin(json);
    json_member_string(json, "name", setting->name);
    json_member_string(json, "argument", setting->argument);
    json_member_string(json, "initial", setting->initial);
    json_member_string(json, "meaning", setting->meaning);
    json_member_boolean(json, "in_environment", id <= SETTING_CONFIG);
    json_member_boolean(json, "in_file", id < SETTING_CONFIG);
    json_object_end(json);
}

bool help_json_print(void)
{
    __attribute__((cleanup(buffer_free))) struct buffer out;
    buffer_init(&out, HELP_BYTES_MAX);
    struct json json = json_writer(&out);
    json_object_begin(&json);
    json_member_string(&json, "version", GROUNDBREAK_VERSION);
    json_name(&json, "commands");
    json_array_begin(&json);
    for (size_t i = 0; i < n_commands; i++)
        command_write(&json, &commands[i]);
    json_array_end(&json);
    json_name(&json, "settings");
    json_array_begin(&json);
    for (size_t i = 0; i < SETTINGS; i++)
        setting_write(&json, i);
    json_array_end(&json);
    json_object_end(&json);
    buffer_char(&out, '\n');
    return !out.failed && fwrite(out.bytes, 1, out.length, stdout) == out.length &&
           fflush(stdout) == 0;
}
